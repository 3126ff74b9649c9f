import type { Config } from '../config/schema.ts';
import type { CallId, ContactId, EffectId, EntryId, MessageId, StaffCallId, VoicemailId } from '../ids.ts';
import { ERASED_AT_ONCE } from '../rules/keeping.ts';
import { changeContact, findContact } from '../store/contacts.ts';
import { aboutOf, changeEffect, type EffectKind, findEffect, isEffectKind } from '../store/effects.ts';
import { addNote } from '../store/entries.ts';
import { dueErasures } from '../store/erasures.ts';
import { changeMessage, earlierOnItsWay, getMessage } from '../store/messages.ts';
import { takePace } from '../store/pacing.ts';
import type { EffectRow, MessageRow } from '../store/schema.ts';
import { getVoicemail } from '../store/voicemails.ts';
import type { Tx } from '../store/writer.ts';
import { backupGoes } from './backing-up.ts';
import { callSettles } from './call-ends.ts';
import { readingNow } from './catch-up.ts';
import { begin, type Claim, cancel, finish, postpone } from './claim.ts';
import { claimAlert } from './claim-alert.ts';
import { claimNotice } from './claim-notice.ts';
import { continuationGoes } from './continuation.ts';
import { crisisReplyFailed, messageWindowPasses } from './dialogue.ts';
import { erasesNext } from './erase-at-twilio.ts';
import { checkedBy, wantedBy } from './find-text.ts';
import { staffAreReminded } from './remind-staff.ts';
import { refusalFor } from './send-text.ts';
import { entryWakes } from './set-aside.ts';
import { staffCallGoes, staffCallSettles } from './staff-call-ends.ts';
import { testCallGoes } from './test-calls.ts';

/** How long a text waits for one to the same contact that is being sent, in milliseconds, before it looks again. */
const IN_TURN = 200;

/**
 * Claims an effect that is due: consent, quiet and expiry are asked again, and it is marked as begun before anything
 * goes out. What needs no outside (settling a call, confirming a message) is done right here.
 */
export async function claimEffect(tx: Tx, config: Config, id: EffectId): Promise<Claim> {
  const effect = await findEffect(tx, id);
  if (effect?.state !== 'pending') return { act: 'nothing' };
  if (effect.due_at > tx.now) return { act: 'wait', until: effect.due_at };
  if (!isEffectKind(effect.kind)) throw new NoHandlerError(effect.kind);
  return CLAIMS[effect.kind](tx, config, effect);
}

/** An effect that a newer version has promised: it waits for that one, and meanwhile everybody sees it wait. */
export class NoHandlerError extends Error {
  override name = 'NoHandlerError';
}

/** A claim for each kind; one without it does not type-check. */
const CLAIMS: {
  readonly [K in EffectKind]: (tx: Tx, config: Config, effect: EffectRow) => Promise<Claim>;
} = {
  async settle_call(tx, config, effect) {
    const next = await callSettles(tx, config, aboutOf<CallId>(effect));
    if (next === 'settled') return finish(tx, effect);
    if ('lookAt' in next) return postpone(tx, effect, next.lookAt);
    await begin(tx, effect);
    return { act: 'ask_call', effect: effect.id, sid: next.ask };
  },
  async confirm_message(tx, config, effect) {
    await messageWindowPasses(tx, config, aboutOf<ContactId>(effect));
    return finish(tx, effect);
  },
  async find_text(tx, config, effect) {
    const wanted = await wantedBy(tx, config, effect);
    if (!wanted) return finish(tx, effect);
    await begin(tx, effect);
    return { act: 'find', effect: effect.id, wanted };
  },
  async check_text(tx, _, effect) {
    const sid = await checkedBy(tx, effect);
    if (sid === null) return finish(tx, effect);
    await begin(tx, effect);
    return { act: 'check', effect: effect.id, sid };
  },
  async remind_staff(tx, config, effect) {
    const round = await staffAreReminded(tx, config, aboutOf(effect), effect.key);
    if (round.came === 'wait') return postpone(tx, effect, round.until);
    return round.came === 'said' ? finish(tx, effect) : cancel(tx, effect, round.why);
  },
  tell_owner: claimNotice,
  async wake_entry(tx, config, effect) {
    await entryWakes(tx, config, aboutOf<EntryId>(effect));
    return finish(tx, effect);
  },
  async place_call(tx, config, effect) {
    const placing = await staffCallGoes(tx, config, effect);
    if ('not' in placing) return cancel(tx, effect, placing.not);
    await begin(tx, effect);
    return { act: 'place_call', effect: effect.id, ...placing };
  },
  async place_test_call(tx, config, effect) {
    const placing = await testCallGoes(tx, config, effect);
    if ('not' in placing) return cancel(tx, effect, placing.not);
    await begin(tx, effect);
    return { act: 'place_test_call', effect: effect.id, ...placing };
  },
  async settle_staff_call(tx, _, effect) {
    const next = await staffCallSettles(tx, aboutOf<StaffCallId>(effect));
    if (next === 'settled') return finish(tx, effect);
    if ('lookAt' in next) return postpone(tx, effect, next.lookAt);
    await begin(tx, effect);
    return { act: 'ask_call', effect: effect.id, sid: next.ask };
  },
  send_text: claimText,
  send_alert: claimAlert,
  async catch_up(tx, config, effect) {
    await begin(tx, effect);
    const lines = config.lines.map(line => line.number);
    return { act: 'catch_up', effect: effect.id, lines, reading: await readingNow(tx) };
  },
  make_backup: backupGoes,
  fetch_recording: claimRecording,
  delete_recording: claimRecording,
  async keep(tx, _, effect) {
    await begin(tx, effect);
    return { act: 'keep', effect: effect.id };
  },
  async look_around(tx, _, effect) {
    await begin(tx, effect);
    return { act: 'look_around', effect: effect.id };
  },
  async erase_at_twilio(tx, _, effect) {
    const next = await erasesNext(tx);
    if (next === null) return finish(tx, effect);
    if (next > tx.now) return postpone(tx, effect, next);
    await begin(tx, effect);
    return { act: 'erase', effect: effect.id, erasures: dueErasures(tx, tx.now, ERASED_AT_ONCE) };
  },
};

async function claimText(tx: Tx, config: Config, effect: EffectRow): Promise<Claim> {
  const message = await getMessage(tx, aboutOf<MessageId>(effect));
  const contact = message.contact_id ? await findContact(tx, message.contact_id) : undefined;
  const to = contact ? contact.phone : (config.staff[message.staff ?? '']?.phone ?? null);
  const crisis = message.kind === 'crisis';
  if (!to) return drop(tx, config, effect, message, 'no_number');
  if (effect.expires_at !== null && effect.expires_at <= tx.now) {
    return drop(tx, config, effect, message, 'too_late');
  }
  if (contact) {
    const kind = message.author === 'staff' ? 'staff' : crisis ? 'crisis' : 'automation';
    const refused = await refusalFor(tx, contact, kind, message.id);
    if (refused) return drop(tx, config, effect, message, refused);
  }
  const earlier = crisis ? undefined : await earlierOnItsWay(tx, message);
  if (earlier) {
    const turn = Math.max(earlier.state === 'pending' ? earlier.due_at : 0, tx.now + IN_TURN);
    return postpone(tx, effect, Math.min(turn, effect.expires_at ?? turn));
  }
  const wait = await takePace(tx, message.line, crisis);
  if (wait !== null) return postpone(tx, effect, wait);
  if (effect.attempts === 0) await continuationGoes(tx, config, message);
  await begin(tx, effect);
  return { act: 'text', effect: effect.id, from: message.line, to, body: message.body };
}

/** A text that may no longer go becomes a note; the next missed call may then be texted. */
async function drop(
  tx: Tx,
  config: Config,
  effect: EffectRow,
  message: MessageRow,
  reason: string,
): Promise<Claim> {
  await changeEffect(tx, effect.id, { state: 'cancelled', error: reason });
  await changeMessage(tx, message.id, { status: 'cancelled' });
  if (message.entry_id && reason !== 'quiet') await addNote(tx, message.entry_id, `text_${reason}`);
  if (message.contact_id && message.kind?.startsWith('continuation')) {
    await changeContact(tx, message.contact_id, { continuation_at: null });
  }
  if (message.kind === 'crisis' && message.contact_id)
    await crisisReplyFailed(tx, config, message.contact_id);
  return { act: 'nothing' };
}

async function claimRecording(tx: Tx, _: Config, effect: EffectRow): Promise<Claim> {
  const voicemail = await getVoicemail(tx, aboutOf<VoicemailId>(effect));
  await begin(tx, effect);
  const { id, recording_sid: recordingSid, seconds } = voicemail;
  return effect.kind === 'fetch_recording'
    ? { act: 'fetch', effect: effect.id, voicemail: id, recordingSid, seconds }
    : { act: 'delete', effect: effect.id, voicemail: id, recordingSid };
}
