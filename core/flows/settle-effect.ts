import type { Config } from '../config/schema.ts';
import type { EffectId, MessageId, VoicemailId } from '../ids.ts';
import { advances } from '../rules/delivery.ts';
import { MOST_ATTEMPTS, retryDelay } from '../rules/retry.ts';
import { changeAlert, getAlert } from '../store/alerts.ts';
import { getCall } from '../store/calls.ts';
import { aboutOf, changeEffect, findEffect, lostEffects, promise } from '../store/effects.ts';
import { addNote, noteChange } from '../store/entries.ts';
import { changeMessage, getMessage } from '../store/messages.ts';
import type { EffectRow, MessageStatus } from '../store/schema.ts';
import { changeVoicemail, getVoicemail } from '../store/voicemails.ts';
import type { Tx } from '../store/writer.ts';
import { alertSomeoneElse } from './alert-staff.ts';
import { crisisReplyFailed } from './dialogue.ts';
import { alertFailed, textFailed } from './text-status.ts';

/** What came of an attempt, as the edge reports it. Codes only, never words. */
export type Outcome =
  | { came: 'done'; providerSid: string | null; status: string | null }
  /** Refused for certain: nothing went out. `retryAfter` in milliseconds, where the other side named it. */
  | { came: 'refused'; permanent: boolean; code: string; errorCode: number | null; retryAfter: number | null }
  /** It may have gone out, or not. */
  | { came: 'unknown'; code: string };

/** Writes down what came of an attempt. A callback may have been quicker; what it settled stays. */
export async function settleEffect(tx: Tx, config: Config, id: EffectId, outcome: Outcome): Promise<void> {
  const effect = await findEffect(tx, id);
  if (effect?.state !== 'sending') return;
  if (outcome.came === 'done') return done(tx, config, effect, outcome);
  const repeatable = effect.kind === 'fetch_recording' || effect.kind === 'delete_recording';
  if (outcome.came === 'unknown' && !repeatable) return unknown(tx, config, effect, outcome.code);
  const permanent = outcome.came === 'refused' && outcome.permanent;
  if (permanent || effect.attempts >= MOST_ATTEMPTS) {
    await changeEffect(tx, effect.id, { state: 'failed', lease_until: null, error: outcome.code });
    return failed(tx, config, effect, outcome.came === 'refused' ? outcome.errorCode : null);
  }
  const askedFor = outcome.came === 'refused' ? outcome.retryAfter : null;
  const chance = (tx.random.bytes(1)[0] ?? 0) / 256;
  const dueAt = tx.now + retryDelay(effect.attempts, askedFor, chance);
  await changeEffect(tx, effect.id, {
    state: 'pending',
    due_at: dueAt,
    lease_until: null,
    error: outcome.code,
  });
  tx.promised.push({ id: effect.id, dueAt });
}

/**
 * Effects whose worker never came back: fetching and deleting simply start again, a text or alert may have gone out and
 * is `unknown` from now on.
 */
export async function releaseLost(tx: Tx, config: Config): Promise<number> {
  const lost = await lostEffects(tx, 100);
  for (const id of lost) await settleEffect(tx, config, id, { came: 'unknown', code: 'worker_lost' });
  return lost.length;
}

async function done(
  tx: Tx,
  config: Config,
  effect: EffectRow,
  outcome: Extract<Outcome, { came: 'done' }>,
): Promise<void> {
  const { providerSid, status } = outcome;
  await changeEffect(tx, effect.id, {
    state: 'done',
    provider_sid: providerSid,
    lease_until: null,
    error: null,
  });
  if (effect.kind === 'send_text') {
    const message = await getMessage(tx, aboutOf<MessageId>(effect));
    const next = status && advances(message.status, status) ? status : 'accepted';
    await changeMessage(tx, message.id, {
      provider_sid: providerSid,
      ...(advances(message.status, next) ? { status: next as MessageStatus } : {}),
    });
    await noteChange(tx, 'message', message.id);
  } else if (effect.kind === 'send_alert') {
    await changeAlert(tx, aboutOf(effect), { state: 'sent', provider_sid: providerSid });
  } else if (effect.kind === 'delete_recording') {
    await changeVoicemail(tx, aboutOf<VoicemailId>(effect), { at_provider: 0 });
  } else if (effect.kind === 'fetch_recording') {
    await voicemailStored(tx, config, aboutOf<VoicemailId>(effect));
  }
}

async function voicemailStored(tx: Tx, config: Config, id: VoicemailId): Promise<void> {
  const voicemail = await getVoicemail(tx, id);
  await noteChange(tx, 'voicemail', id);
  if (!config.continuation.voicemail.delete_from_twilio) return;
  await promise(tx, { kind: 'delete_recording', about: id, key: `delete:${voicemail.recording_sid}` });
}

async function failed(tx: Tx, config: Config, effect: EffectRow, errorCode: number | null): Promise<void> {
  if (effect.kind === 'send_text') {
    const message = await getMessage(tx, aboutOf<MessageId>(effect));
    await changeMessage(tx, message.id, { status: 'failed', error_code: errorCode });
    await noteChange(tx, 'message', message.id);
    return textFailed(tx, config, message, errorCode);
  }
  if (effect.kind === 'send_alert') {
    return alertFailed(tx, config, await getAlert(tx, aboutOf(effect)), errorCode);
  }
  const voicemail = await getVoicemail(tx, aboutOf<VoicemailId>(effect));
  const call = await getCall(tx, voicemail.call_id);
  if (effect.kind === 'fetch_recording') await changeVoicemail(tx, voicemail.id, { state: 'failed' });
  const note = effect.kind === 'fetch_recording' ? 'voicemail_not_fetched' : 'recording_not_deleted';
  if (call.entry_id) await addNote(tx, call.entry_id, note);
}

/** Kept apart and never blindly repeated: said on the entry; for a crisis somebody else is told at once. */
async function unknown(tx: Tx, config: Config, effect: EffectRow, code: string): Promise<void> {
  await changeEffect(tx, effect.id, { state: 'unknown', lease_until: null, error: code });
  if (effect.kind === 'send_alert') {
    const alert = await getAlert(tx, aboutOf(effect));
    await changeAlert(tx, alert.id, { state: 'unknown' });
    if (alert.urgent) await alertSomeoneElse(tx, config, alert.entry_id, alert.about);
    return;
  }
  const message = await getMessage(tx, aboutOf<MessageId>(effect));
  await changeMessage(tx, message.id, { status: 'unknown' });
  if (message.entry_id) await addNote(tx, message.entry_id, 'text_unknown');
  if (message.kind === 'crisis' && message.contact_id)
    await crisisReplyFailed(tx, config, message.contact_id);
}
