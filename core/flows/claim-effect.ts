import type { Config } from '../config/schema.ts';
import type { CallId, ContactId, EffectId, EntryId, MessageId, Phone, VoicemailId } from '../ids.ts';
import { ALERTS_IN_WINDOW, nextAlertAt, nextRepeatAt } from '../rules/alert-pace.ts';
import { isByText } from '../rules/alert-targets.ts';
import {
  alertsFoldedInto,
  changeAlert,
  dueBeside,
  foldAlert,
  getAlert,
  lastAlertsTo,
  lastRepeatTo,
} from '../store/alerts.ts';
import { changeContact, findContact } from '../store/contacts.ts';
import {
  aboutOf,
  cancelEffect,
  changeEffect,
  type EffectKind,
  findEffect,
  isEffectKind,
} from '../store/effects.ts';
import { addNote, getEntry } from '../store/entries.ts';
import { changeMessage, earlierOnItsWay, getMessage } from '../store/messages.ts';
import { takePace } from '../store/pacing.ts';
import { getReminder } from '../store/reminders.ts';
import type { AlertRow, EffectRow, EntryRow, MessageRow } from '../store/schema.ts';
import { alertsStoppedAt } from '../store/staff-states.ts';
import { getVoicemail } from '../store/voicemails.ts';
import type { Tx } from '../store/writer.ts';
import { alertFailed, needsNoRepeat } from './alert-outcome.ts';
import { callSettles } from './call-ends.ts';
import { continuationGoes } from './continuation.ts';
import { crisisReplyFailed, messageWindowPasses } from './dialogue.ts';
import { checkedBy, type Wanted, wantedBy } from './find-text.ts';
import { defaultLanguage, lineFor } from './practice.ts';
import { alertKey } from './promise-alert.ts';
import { reminderIsOver, staffAreReminded } from './remind-staff.ts';
import { refusalFor } from './send-text.ts';
import type { StaffAlert } from './staff-alert.ts';

/** How long a worker may take over one effect before another may look after it, in milliseconds. */
export const LEASE = 60_000;

/** How long a text waits for one to the same contact that is being sent, in milliseconds, before it looks again. */
const IN_TURN = 200;

/** What a worker is to do outside, or that there is nothing (more) to do now. */
export type Claim =
  | { act: 'nothing' }
  | { act: 'wait'; until: number }
  | { act: 'text'; effect: EffectId; from: Phone; to: Phone; body: string }
  | { act: 'alert'; effect: EffectId; alert: StaffAlert }
  | { act: 'find'; effect: EffectId; wanted: Wanted }
  | { act: 'check'; effect: EffectId; sid: string }
  | { act: 'fetch'; effect: EffectId; voicemail: VoicemailId; recordingSid: string; seconds: number }
  | { act: 'delete'; effect: EffectId; voicemail: VoicemailId; recordingSid: string };

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
    const lookAt = await callSettles(tx, config, aboutOf<CallId>(effect));
    return lookAt === null ? finish(tx, effect) : postpone(tx, effect, lookAt);
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
  send_text: claimText,
  send_alert: claimAlert,
  fetch_recording: claimRecording,
  delete_recording: claimRecording,
};

async function finish(tx: Tx, effect: EffectRow): Promise<Claim> {
  await changeEffect(tx, effect.id, { state: 'done' });
  return { act: 'nothing' };
}

async function cancel(tx: Tx, effect: EffectRow, reason: string): Promise<Claim> {
  await changeEffect(tx, effect.id, { state: 'cancelled', error: reason });
  return { act: 'nothing' };
}

async function begin(tx: Tx, effect: EffectRow): Promise<void> {
  await changeEffect(tx, effect.id, {
    state: 'sending',
    attempts: effect.attempts + 1,
    begun_at: tx.now,
    lease_until: tx.now + LEASE,
  });
}

async function postpone(tx: Tx, effect: EffectRow, until: number): Promise<Claim> {
  await changeEffect(tx, effect.id, { due_at: until });
  tx.promised.push({ id: effect.id, dueAt: until });
  return { act: 'wait', until };
}

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

async function claimAlert(tx: Tx, config: Config, effect: EffectRow): Promise<Claim> {
  const alert = await getAlert(tx, aboutOf(effect));
  const entry = await getEntry(tx, alert.entry_id);
  if (effect.key !== alertKey(alert)) {
    const why = needsNoRepeat(effect, alert, entry);
    if (why) return cancel(tx, effect, why);
  }
  const atOnce = effect.priority === 0;
  const needless = await needlessness(tx, entry, alert, atOnce);
  const carried = await carriedBy(tx, alert);
  if (needless && carried.size === 0) {
    await changeAlert(tx, alert.id, { state: 'cancelled' });
    return cancel(tx, effect, needless);
  }
  const member = config.staff[alert.staff];
  const byText = isByText(alert.target);
  if (!member || (byText && (await alertsStoppedAt(tx, alert.staff)) !== null)) {
    await changeEffect(tx, effect.id, { state: 'failed', error: member ? 'stopped' : 'no_such_staff' });
    await alertFailed(tx, config, alert, null);
    return { act: 'nothing' };
  }
  const line = lineFor(config, entry.line).number;
  const at = await mayGoAt(tx, alert, atOnce);
  if (at > tx.now) return postpone(tx, effect, at);
  const wait = byText ? await takePace(tx, line, atOnce) : null;
  if (wait !== null) return postpone(tx, effect, wait);
  if (!needless) carried.add(alert.entry_id);
  if (mayCarry(alert)) await foldInto(tx, alert, carried);
  await begin(tx, effect);
  await changeAlert(tx, alert.id, { sent_at: tx.now, tells: carried.size });
  return {
    act: 'alert',
    effect: effect.id,
    alert: {
      target: alert.target,
      staff: alert.staff,
      from: line,
      language: member.languages[0] ?? defaultLanguage(config),
      urgent: alert.urgent === 1,
      again: alert.reminder_id !== null,
      count: carried.size,
    },
  };
}

/** When an alert may go at the pace of the person it is for; the first about a crisis waits for nothing. */
async function mayGoAt(tx: Tx, alert: AlertRow, atOnce: boolean): Promise<number> {
  const repeat = alert.reminder_id
    ? nextRepeatAt(await lastRepeatTo(tx, alert), alert.urgent === 1, tx.now)
    : tx.now;
  if (atOnce) return repeat;
  const sent = await lastAlertsTo(tx, alert.staff, alert.target, ALERTS_IN_WINDOW);
  return Math.max(repeat, nextAlertAt(sent, tx.now));
}

/** The first about a crisis goes alone; repeats of several are one. */
function mayCarry(alert: AlertRow): boolean {
  return !alert.urgent || alert.reminder_id !== null;
}

/** Why nobody needs this alert any more, or null. What is told at once is told whoever has the entry by now. */
async function needlessness(
  tx: Tx,
  entry: EntryRow,
  alert: AlertRow,
  atOnce: boolean,
): Promise<'handled' | 'taken' | 'waiting' | null> {
  if (alert.reminder_id) return reminderIsOver(entry, await getReminder(tx, alert.reminder_id));
  if (entry.state === 'handled') return 'handled';
  const taken = entry.owner !== null && entry.owner !== alert.staff;
  return taken && !atOnce ? 'taken' : null;
}

/** Entries that an earlier attempt at this alert has taken along and that are still to be told of. */
async function carriedBy(tx: Tx, alert: AlertRow): Promise<Set<EntryId>> {
  const entries = new Set<EntryId>();
  for (const folded of await alertsFoldedInto(tx, alert.id)) {
    const entry = await getEntry(tx, folded.entry_id);
    if (!(await needlessness(tx, entry, folded, false))) entries.add(folded.entry_id);
  }
  return entries;
}

/** All alerts to the same person that are due by now and may be carried go out as this one; their entries are added. */
async function foldInto(tx: Tx, alert: AlertRow, entries: Set<EntryId>): Promise<void> {
  for (const other of await dueBeside(tx, alert)) {
    if (!mayCarry(other)) continue;
    const atOnce = other.priority === 0;
    const needless = await needlessness(tx, await getEntry(tx, other.entry_id), other, atOnce);
    if (!(await cancelEffect(tx, `alert:${other.id}`, needless ?? 'folded'))) continue;
    if (needless) {
      await changeAlert(tx, other.id, { state: 'cancelled' });
      continue;
    }
    await foldAlert(tx, other.id, alert.id);
    entries.add(other.entry_id);
  }
}

async function claimRecording(tx: Tx, _: Config, effect: EffectRow): Promise<Claim> {
  const voicemail = await getVoicemail(tx, aboutOf<VoicemailId>(effect));
  await begin(tx, effect);
  const { id, recording_sid: recordingSid, seconds } = voicemail;
  return effect.kind === 'fetch_recording'
    ? { act: 'fetch', effect: effect.id, voicemail: id, recordingSid, seconds }
    : { act: 'delete', effect: effect.id, voicemail: id, recordingSid };
}
