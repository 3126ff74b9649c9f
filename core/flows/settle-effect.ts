import type { Config } from '../config/schema.ts';
import type { EffectId, MessageId, StaffCallId, TestCallId, VoicemailId } from '../ids.ts';
import { advances, isCarrierOptOut } from '../rules/delivery.ts';
import { retryDelay, tellsNextMeanwhile, triesAgain } from '../rules/retry.ts';
import { getAlert } from '../store/alerts.ts';
import { getCall } from '../store/calls.ts';
import {
  aboutOf,
  changeEffect,
  type EffectKind,
  findEffect,
  lostEffects,
  promise,
} from '../store/effects.ts';
import { addNote, noteChange } from '../store/entries.ts';
import { changeMessage, countContinuations, getMessage } from '../store/messages.ts';
import type { EffectRow, MessageRow, MessageStatus } from '../store/schema.ts';
import { changeVoicemail, getVoicemail } from '../store/voicemails.ts';
import type { Tx } from '../store/writer.ts';
import { alertAccepted, alertDelayed, alertFailed, alertNotSent, alertUnknown } from './alert-outcome.ts';
import { alertSomeoneElse } from './alert-staff.ts';
import { chanceOf, putOff } from './claim.ts';
import { crisisReplyFailed } from './dialogue.ts';
import { carrierHas, promiseLooking } from './looking-up.ts';
import { noticeDelayed, noticeFailed, noticeTaken } from './owner-is-told.ts';
import { answered, isQuestion, type Learned, unanswered } from './questions.ts';
import { callPlaced } from './staff-call-steps.ts';
import { testCallPlaced } from './test-calls.ts';
import { correctNotes, textFailed } from './text-status.ts';

/** What came of an attempt, as the edge reports it. Codes only, never words. */
export type Outcome =
  | { came: 'done'; providerSid: string | null; status: string | null }
  | Refused
  | { came: 'learned'; learned: Learned }
  /** It may have gone out, or not. */
  | { came: 'unknown'; code: string };

/** Refused for certain: nothing went out. `retryAfter` in milliseconds, where the other side named it. */
interface Refused {
  came: 'refused';
  permanent: boolean;
  code: string;
  errorCode: number | null;
  retryAfter: number | null;
}

/** What whoever runs the practice should hear of in the log. */
export interface Settled {
  /** Whose phone refuses our alerts from now on. */
  alertsStopped: string | null;
  /** `text_at_most` is reached: when (epoch milliseconds), and its window in milliseconds. */
  textsPaused: { at: number; per: number } | null;
}

const NOTHING: Settled = { alertsStopped: null, textsPaused: null };

/** A crisis reply that has not gone out after so long, in milliseconds: staff are told to call meanwhile. */
const REPLY_DELAYED = 2 * 60_000;

/** Kinds that fetch or delete, so that doing them again changes nothing outside, or that are better said twice than never. */
const REPEATABLE: ReadonlySet<string> = new Set<EffectKind>([
  'fetch_recording',
  'delete_recording',
  'tell_owner',
]);

/** Writes down what came of an attempt. A callback may have been quicker; what it settled stays. */
export async function settleEffect(tx: Tx, config: Config, id: EffectId, outcome: Outcome): Promise<Settled> {
  const effect = await findEffect(tx, id);
  if (!effect || !isOpenTo(effect, outcome)) return NOTHING;
  const alertsStopped = await settle(tx, config, effect, outcome);
  return { alertsStopped, textsPaused: await textsPaused(tx, config, effect) };
}

/** A worker that was given up may come back late: what it then knows for certain still counts. */
function isOpenTo({ state, attempts, error }: EffectRow, { came }: Outcome): boolean {
  if (state === 'sending') return true;
  if (error === 'not_found') return came === 'done';
  if (state === 'unknown') return came !== 'unknown';
  return state === 'pending' && attempts > 0 && came === 'done';
}

async function settle(tx: Tx, config: Config, effect: EffectRow, outcome: Outcome): Promise<string | null> {
  if (outcome.came === 'done') return done(tx, config, effect, outcome);
  if (outcome.came === 'learned') return answered(tx, config, effect, outcome.learned);
  if (isQuestion(effect.kind)) return unanswered(tx, config, effect, outcome);
  if (outcome.came === 'unknown' && !REPEATABLE.has(effect.kind))
    return unknown(tx, config, effect, outcome.code);
  const permanent = outcome.came === 'refused' && outcome.permanent;
  if (permanent || !triesAgain(effect.attempts, await isCrisis(tx, effect))) {
    await changeEffect(tx, effect.id, { state: 'failed', lease_until: null, error: outcome.code });
    return failed(tx, config, effect, outcome.came === 'refused' ? outcome.errorCode : null);
  }
  return later(tx, config, effect, outcome);
}

/**
 * Effects whose worker never came back: fetching and deleting simply start again, a text or alert may have gone out and
 * is `unknown` from now on.
 */
export async function releaseLost(tx: Tx, config: Config): Promise<number> {
  const lost = await lostEffects(tx.db, tx.now, 100);
  for (const id of lost) await settleEffect(tx, config, id, { came: 'unknown', code: 'worker_lost' });
  return lost.length;
}

async function done(
  tx: Tx,
  config: Config,
  effect: EffectRow,
  { providerSid, status }: Extract<Outcome, { came: 'done' }>,
): Promise<null> {
  await changeEffect(tx, effect.id, {
    state: 'done',
    provider_sid: providerSid,
    lease_until: null,
    error: null,
  });
  if (effect.kind === 'send_text' || (effect.kind === 'send_alert' && providerSid !== null)) {
    await carrierHas(tx, effect, status);
  }
  if (effect.kind === 'send_text') {
    const message = await getMessage(tx, aboutOf<MessageId>(effect));
    const next = status && advances(message.status, status) ? status : 'accepted';
    await changeMessage(tx, message.id, {
      provider_sid: providerSid,
      ...(advances(message.status, next) ? { status: next as MessageStatus } : {}),
    });
    await correctNotes(tx, message);
    await noteChange(tx, 'message', message.id);
  } else if (effect.kind === 'send_alert') {
    await alertAccepted(tx, await getAlert(tx, aboutOf(effect)), { sid: providerSid, delivered: false });
  } else if (effect.kind === 'tell_owner') {
    await noticeTaken(tx);
  } else if (effect.kind === 'place_call') {
    if (providerSid) await callPlaced(tx, aboutOf<StaffCallId>(effect), { sid: providerSid });
  } else if (effect.kind === 'place_test_call') {
    if (providerSid) await testCallPlaced(tx, aboutOf<TestCallId>(effect), { sid: providerSid });
  } else if (effect.kind === 'delete_recording') {
    await changeVoicemail(tx, aboutOf<VoicemailId>(effect), { at_provider: 0 });
  } else if (effect.kind === 'fetch_recording') {
    await voicemailStored(tx, config, aboutOf<VoicemailId>(effect));
  }
  return null;
}

async function voicemailStored(tx: Tx, config: Config, id: VoicemailId): Promise<void> {
  const voicemail = await getVoicemail(tx, id);
  await noteChange(tx, 'voicemail', id);
  if (!config.continuation.voicemail.delete_from_twilio) return;
  await promise(tx, { kind: 'delete_recording', about: id, key: `delete:${voicemail.recording_sid}` });
}

/** Nothing went out yet: it is tried again, or is too late by then. A crisis does not wait for that. */
async function later(
  tx: Tx,
  config: Config,
  effect: EffectRow,
  outcome: Refused | Extract<Outcome, { came: 'unknown' }>,
): Promise<null> {
  if (effect.kind === 'tell_owner' && (await noticeDelayed(tx, config, effect))) {
    await changeEffect(tx, effect.id, { state: 'failed', lease_until: null, error: outcome.code });
    return null;
  }
  const askedFor = outcome.came === 'refused' ? outcome.retryAfter : null;
  const delay = retryDelay(effect.attempts, askedFor, chanceOf(tx), await isCrisis(tx, effect));
  const dueAt = Math.min(tx.now + delay, effect.expires_at ?? Infinity);
  await putOff(tx, effect, dueAt, outcome.code);
  if (effect.kind === 'send_text') {
    const message = await getMessage(tx, aboutOf<MessageId>(effect));
    if (message.status === 'unknown') {
      await changeMessage(tx, message.id, { status: 'promised' });
      await correctNotes(tx, message);
    }
    const staffHear = message.at + REPLY_DELAYED;
    if (message.kind === 'crisis' && effect.due_at < staffHear && dueAt >= staffHear) {
      await crisisReplyDelayed(tx, config, message);
    }
  } else if (effect.kind === 'send_alert') {
    const alert = await getAlert(tx, aboutOf(effect));
    const urgent = alert.urgent === 1;
    if (alert.state !== 'unknown' && tellsNextMeanwhile(effect.attempts, delay, urgent)) {
      await alertDelayed(tx, config, alert);
    }
    if (effect.state === 'unknown') await alertNotSent(tx, alert);
  }
  return null;
}

async function crisisReplyDelayed(tx: Tx, config: Config, { entry_id }: MessageRow): Promise<void> {
  if (!entry_id) return;
  await addNote(tx, entry_id, 'crisis_reply_delayed');
  await alertSomeoneElse(tx, config, entry_id, 'crisis');
}

/** Returns the staff member who stopped our texts with their carrier, if that is why. */
async function failed(
  tx: Tx,
  config: Config,
  effect: EffectRow,
  errorCode: number | null,
): Promise<string | null> {
  if (effect.kind === 'send_text') {
    const message = await getMessage(tx, aboutOf<MessageId>(effect));
    await changeMessage(tx, message.id, { status: 'failed', error_code: errorCode });
    await correctNotes(tx, message);
    await noteChange(tx, 'message', message.id);
    await textFailed(tx, config, message, errorCode);
    return isCarrierOptOut(errorCode) && !message.contact_id ? message.staff : null;
  }
  if (effect.kind === 'send_alert') {
    const alert = await getAlert(tx, aboutOf(effect));
    await alertFailed(tx, config, alert, errorCode);
    return isCarrierOptOut(errorCode) ? alert.staff : null;
  }
  if (effect.kind === 'tell_owner') {
    await noticeFailed(tx, config, effect);
    return null;
  }
  if (effect.kind === 'place_call') {
    await callPlaced(tx, aboutOf<StaffCallId>(effect), { not: 'refused' });
    return null;
  }
  if (effect.kind === 'place_test_call') {
    await testCallPlaced(tx, aboutOf<TestCallId>(effect), { not: 'refused', errorCode });
    return null;
  }
  const voicemail = await getVoicemail(tx, aboutOf<VoicemailId>(effect));
  const call = await getCall(tx, voicemail.call_id);
  if (effect.kind === 'fetch_recording') await changeVoicemail(tx, voicemail.id, { state: 'failed' });
  const note = effect.kind === 'fetch_recording' ? 'voicemail_not_fetched' : 'recording_not_deleted';
  if (call.entry_id) await addNote(tx, call.entry_id, note);
  return null;
}

/** Kept apart and said on the entry; a text is never blindly repeated, a crisis alert is. */
async function unknown(tx: Tx, config: Config, effect: EffectRow, code: string): Promise<null> {
  if (effect.kind === 'place_test_call') {
    // Whoever tests hears it now, from the phone or from us; nobody has to look for it later.
    await changeEffect(tx, effect.id, { state: 'failed', lease_until: null, error: code });
    await testCallPlaced(tx, aboutOf<TestCallId>(effect), { not: 'unknown', errorCode: null });
    return null;
  }
  if (effect.kind === 'place_call') {
    // Its own first step may have come while the worker was lost: then it is known to have gone out.
    const sid = await callPlaced(tx, aboutOf<StaffCallId>(effect), { not: 'unknown' });
    const known = sid
      ? { state: 'done' as const, provider_sid: sid }
      : { state: 'unknown' as const, error: code };
    await changeEffect(tx, effect.id, { ...known, lease_until: null });
    return null;
  }
  await changeEffect(tx, effect.id, { state: 'unknown', lease_until: null, error: code });
  await promiseLooking(tx, effect);
  if (effect.kind === 'send_alert') {
    await alertUnknown(tx, config, await getAlert(tx, aboutOf(effect)));
    return null;
  }
  const message = await getMessage(tx, aboutOf<MessageId>(effect));
  await changeMessage(tx, message.id, { status: 'unknown' });
  if (message.entry_id) await addNote(tx, message.entry_id, 'text_unknown');
  if (message.kind === 'crisis' && message.contact_id)
    await crisisReplyFailed(tx, config, message.contact_id);
  return null;
}

async function isCrisis(tx: Tx, effect: EffectRow): Promise<boolean> {
  if (effect.kind === 'send_alert') return (await getAlert(tx, aboutOf(effect))).urgent === 1;
  if (effect.kind !== 'send_text') return false;
  return (await getMessage(tx, aboutOf<MessageId>(effect))).kind === 'crisis';
}

/** Something sends texts as fast as the limit allows: the next missed call will have none. */
async function textsPaused(tx: Tx, config: Config, effect: EffectRow): Promise<Settled['textsPaused']> {
  if (effect.kind !== 'send_text') return null;
  const message = await getMessage(tx, aboutOf<MessageId>(effect));
  if (message.kind !== 'continuation') return null;
  const { per, count } = config.continuation.text_at_most;
  return (await countContinuations(tx, tx.now - per, count)) < count ? null : { at: tx.now, per };
}
