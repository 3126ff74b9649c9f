import type { Config } from '../config/schema.ts';
import type { EffectId } from '../ids.ts';
import { advances, deliveryProblem, isCarrierOptOut } from '../rules/delivery.ts';
import { changeAlert, getAlert } from '../store/alerts.ts';
import { changeContact, getContact, recordConsent } from '../store/contacts.ts';
import { aboutOf, changeEffect, findEffect } from '../store/effects.ts';
import { addNote, noteChange, removeNote } from '../store/entries.ts';
import { changeMessage, getMessage, textsOfEntry } from '../store/messages.ts';
import type { EffectRow, MessageRow, MessageStatus } from '../store/schema.ts';
import { setAlertsStopped } from '../store/staff-states.ts';
import type { Tx } from '../store/writer.ts';
import { alertAccepted, alertFailed } from './alert-outcome.ts';
import { crisisReplyFailed } from './dialogue.ts';
import { carrierHas } from './looking-up.ts';
import { noticeFailed } from './owner-is-told.ts';

export interface TextStatus {
  effect: EffectId;
  sid: string;
  status: string;
  errorCode: number | null;
}

/**
 * What became of a text, as Twilio's callback says. It proves that Twilio has the text, so it settles an effect whose
 * own answer we never saw; it never takes a text back in rank.
 */
export async function textStatusComes(
  tx: Tx,
  config: Config,
  status: TextStatus,
): Promise<{ alertsStopped: string | null }> {
  const effect = await findEffect(tx, status.effect);
  if (!effect || (effect.provider_sid !== null && effect.provider_sid !== status.sid))
    return { alertsStopped: null };
  if (isOpen(effect)) {
    await changeEffect(tx, effect.id, {
      state: 'done',
      provider_sid: status.sid,
      lease_until: null,
      error: null,
    });
  }
  await carrierHas(tx, effect, status.status);
  let staff: string | null = null;
  if (effect.kind === 'send_alert') staff = await alertStatus(tx, config, effect, status);
  else if (effect.kind === 'tell_owner') await noticeStatus(tx, config, effect, status);
  else if (effect.kind === 'send_text') staff = await messageStatus(tx, config, effect, status);
  return { alertsStopped: isCarrierOptOut(status.errorCode) ? staff : null };
}

/** Even one that Twilio did not know of when it was asked may turn out to have gone. */
function isOpen({ state, error }: EffectRow): boolean {
  return state === 'sending' || state === 'unknown' || state === 'pending' || error === 'not_found';
}

/** Returns the staff member whom the text was for, if it was for one. */
async function messageStatus(
  tx: Tx,
  config: Config,
  effect: EffectRow,
  status: TextStatus,
): Promise<string | null> {
  const message = await getMessage(tx, aboutOf(effect));
  const staff = message.contact_id ? null : message.staff;
  const next = status.status === 'canceled' ? 'cancelled' : status.status;
  if (!advances(message.status, next)) return staff;
  await changeMessage(tx, message.id, {
    status: next as MessageStatus,
    provider_sid: status.sid,
    error_code: status.errorCode,
  });
  await noteChange(tx, 'message', message.id);
  await correctNotes(tx, message);
  if (next === 'failed' || next === 'undelivered') await textFailed(tx, config, message, status.errorCode);
  return staff;
}

/** A text did not arrive: said on the entry in plain words, and a carrier's opt-out is ours from now on. */
export async function textFailed(
  tx: Tx,
  config: Config,
  message: MessageRow,
  errorCode: number | null,
): Promise<void> {
  if (message.staff && !message.contact_id) {
    if (isCarrierOptOut(errorCode)) await setAlertsStopped(tx, message.staff, tx.now);
    return;
  }
  if (message.entry_id) await addNote(tx, message.entry_id, `text_${deliveryProblem(errorCode)}`);
  if (!message.contact_id) return;
  const contact = await getContact(tx, message.contact_id);
  if (isCarrierOptOut(errorCode) && contact.stopped_how !== 'carrier' && contact.stopped_how !== 'keyword') {
    await changeContact(tx, contact.id, { texting: 'stopped', stopped_how: 'carrier' });
    await recordConsent(tx, contact.id, { kind: 'ended', how: 'carrier', words: `error ${errorCode}` });
  }
  if (message.kind === 'crisis') await crisisReplyFailed(tx, config, contact.id);
}

async function alertStatus(tx: Tx, config: Config, effect: EffectRow, status: TextStatus): Promise<string> {
  const alert = await getAlert(tx, aboutOf(effect));
  if (status.status === 'failed' || status.status === 'undelivered') {
    if (alert.state === 'failed' || alert.state === 'delivered') return alert.staff;
    await changeAlert(tx, alert.id, { provider_sid: status.sid });
    await alertFailed(tx, config, alert, status.errorCode);
  } else {
    await alertAccepted(tx, alert, { sid: status.sid, delivered: status.status === 'delivered' });
  }
  return alert.staff;
}

async function noticeStatus(
  tx: Tx,
  config: Config,
  effect: EffectRow,
  { status }: TextStatus,
): Promise<void> {
  if (status === 'failed' || status === 'undelivered') await noticeFailed(tx, config, effect);
}

/** What an entry says of its texts stays true: one that nobody knew of and is known now, one that came after all. */
export async function correctNotes(tx: Tx, before: MessageRow): Promise<void> {
  const said = problemOf(before);
  if (!said || !before.entry_id) return;
  const texts = await textsOfEntry(tx, before.entry_id);
  if (!texts.some(text => problemOf(text) === said)) await removeNote(tx, before.entry_id, said);
}

/** The note about what became of a text, or null. */
function problemOf({ status, error_code }: MessageRow): string | null {
  if (status === 'unknown' || status === 'not_found') return `text_${status}`;
  if (status === 'failed' || status === 'undelivered') return `text_${deliveryProblem(error_code)}`;
  return null;
}
