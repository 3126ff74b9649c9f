import type { Config } from '../config/schema.ts';
import type { EffectId, MessageId, Phone } from '../ids.ts';
import { isFinal } from '../rules/delivery.ts';
import { AROUND, chooseText, nextCheck, nextLook, type TextAtCarrier } from '../rules/look-up.ts';
import { getAlert } from '../store/alerts.ts';
import { findContact } from '../store/contacts.ts';
import { aboutOf, changeEffect, findEffect, knownSids, openEffects } from '../store/effects.ts';
import { getEntry } from '../store/entries.ts';
import { changeMessage, getMessage } from '../store/messages.ts';
import type { EffectRow, MessageRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import { alertNotFound } from './alert-outcome.ts';
import { defaultLanguage, lineFor } from './practice.ts';
import type { StaffAlert } from './staff-alert.ts';
import { textNeedsPerson } from './text-not-found.ts';
import { correctNotes, textStatusComes } from './text-status.ts';

/** What Twilio is asked for: texts like this one, since a time (epoch milliseconds). */
export type Wanted = { since: number } & (
  | { text: { from: Phone; to: Phone; body: string } }
  | { alert: StaffAlert }
);

/** What a look for an unknown text is about, or null when nothing is left to be found out. */
export async function wantedBy(tx: Tx, config: Config, look: EffectRow): Promise<Wanted | null> {
  const sent = await findEffect(tx, aboutOf<EffectId>(look));
  if (sent?.state !== 'unknown' || sent.begun_at === null) return null;
  const since = sent.begun_at - AROUND;
  if (sent.kind === 'send_alert') return { since, alert: await alertAsSent(tx, config, sent) };
  const message = await getMessage(tx, aboutOf<MessageId>(sent));
  const to = await numberOf(tx, config, message);
  return to ? { since, text: { from: message.line, to, body: message.body } } : null;
}

async function numberOf(tx: Tx, config: Config, { contact_id, staff }: MessageRow): Promise<Phone | null> {
  if (!contact_id) return config.staff[staff ?? '']?.phone ?? null;
  return (await findContact(tx, contact_id))?.phone ?? null;
}

async function alertAsSent(tx: Tx, config: Config, sent: EffectRow): Promise<StaffAlert> {
  const alert = await getAlert(tx, aboutOf(sent));
  const { line } = await getEntry(tx, alert.entry_id);
  return {
    target: alert.target,
    staff: alert.staff,
    from: lineFor(config, line).number,
    language: config.staff[alert.staff]?.languages[0] ?? defaultLanguage(config),
    urgent: alert.urgent === 1,
    again: alert.reminder_id !== null,
    count: alert.tells ?? 1,
    sinceClosing: alert.since_closing,
  };
}

/**
 * Twilio's answer to a look. Found: settled as its callback would have. Not found at the last look: an ordinary text
 * becomes a task for staff, a crisis alert goes on being sent again.
 *
 * @param texts null when whoever sent it can't be asked
 * @returns when to look again (epoch milliseconds), or null when that was all
 */
export async function lookedFor(
  tx: Tx,
  config: Config,
  look: EffectRow,
  texts: readonly TextAtCarrier[] | null,
): Promise<number | null> {
  const sent = await findEffect(tx, aboutOf<EffectId>(look));
  if (sent?.state !== 'unknown' || sent.begun_at === null || texts === null) return null;
  const known = await knownSids(
    tx,
    texts.map(({ sid }) => sid),
  );
  const unknown = texts.filter(({ sid }) => !known.has(sid));
  const found = chooseText(unknown, sent.begun_at, await attemptsBeside(tx, sent));
  if (found) {
    await textStatusComes(tx, config, { effect: sent.id, ...found });
    return null;
  }
  const again = nextLook(sent.begun_at, tx.now, look.priority === 0);
  if (again === null) await notFound(tx, config, sent);
  return again;
}

/** When other attempts of which nothing is known began, to the same person. */
async function attemptsBeside(tx: Tx, sent: EffectRow): Promise<number[]> {
  const times: number[] = [];
  for (const other of await openEffects(tx, sent.kind === 'send_alert' ? 'send_alert' : 'send_text')) {
    if (other.id === sent.id || other.begun_at === null) continue;
    if (await isToSamePerson(tx, sent, other)) times.push(other.begun_at);
  }
  return times;
}

async function isToSamePerson(tx: Tx, sent: EffectRow, other: EffectRow): Promise<boolean> {
  if (sent.kind === 'send_alert') {
    const [one, two] = [await getAlert(tx, aboutOf(sent)), await getAlert(tx, aboutOf(other))];
    return one.staff === two.staff && one.target === two.target && one.urgent === two.urgent;
  }
  const [one, two] = [
    await getMessage(tx, aboutOf<MessageId>(sent)),
    await getMessage(tx, aboutOf<MessageId>(other)),
  ];
  return one.contact_id === two.contact_id && one.staff === two.staff && one.body === two.body;
}

async function notFound(tx: Tx, config: Config, sent: EffectRow): Promise<void> {
  await changeEffect(tx, sent.id, { state: 'failed', error: 'not_found' });
  if (sent.kind === 'send_alert') {
    await alertNotFound(tx, config, await getAlert(tx, aboutOf(sent)));
    return;
  }
  const message = await getMessage(tx, aboutOf<MessageId>(sent));
  await changeMessage(tx, message.id, { status: 'not_found' });
  await correctNotes(tx, message);
  await textNeedsPerson(tx, config, message, 'text_not_found');
}

/** Twilio could not be asked for so long that a person should know: it stays unknown whether the text went out. */
export async function lookGivenUp(tx: Tx, config: Config, look: EffectRow): Promise<void> {
  const sent = await findEffect(tx, aboutOf<EffectId>(look));
  if (sent?.state !== 'unknown' || sent.kind !== 'send_text') return;
  await textNeedsPerson(tx, config, await getMessage(tx, aboutOf<MessageId>(sent)), 'text_unknown');
}

/** The text that an urgent effect sent, while it is not known whether it arrived; null when nothing is left to ask. */
export async function checkedBy(tx: Tx, check: EffectRow): Promise<string | null> {
  const sent = await findEffect(tx, aboutOf<EffectId>(check));
  if (sent?.state !== 'done') return null;
  return sent.provider_sid;
}

/**
 * Twilio's answer to what became of an urgent text, which counts like its callback.
 *
 * @returns when to ask again (epoch milliseconds), or null when no more will be heard
 */
export async function textChecked(
  tx: Tx,
  config: Config,
  check: EffectRow,
  text: TextAtCarrier | null,
): Promise<number | null> {
  const effect = aboutOf<EffectId>(check);
  if (!text) return null;
  await textStatusComes(tx, config, { effect, ...text });
  return isFinal(text.status) ? null : nextCheck(check.created_at, tx.now);
}
