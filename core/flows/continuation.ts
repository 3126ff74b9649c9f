import { basename } from 'node:path';
import type { Config, LineConfig } from '../config/schema.ts';
import type { EntryId } from '../ids.ts';
import { CONTINUATION_EXPIRES, refuseContinuation } from '../rules/consent.ts';
import { countryOf } from '../rules/phone.ts';
import { longestRinging, type PlannedLeg } from '../rules/ring-plan.ts';
import { LOST_END_GRACE } from '../rules/settle-call.ts';
import { continuationOf, getCall } from '../store/calls.ts';
import { changeContact, getContact, recordConsent } from '../store/contacts.ts';
import { cancelEffect, findEffectByKey } from '../store/effects.ts';
import { addNote } from '../store/entries.ts';
import { changeMessage, countContinuations } from '../store/messages.ts';
import type { CallRow, MessageRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import { type Language, textsOf } from '../texts/texts.ts';
import { noteContinuationSent } from './dialogue.ts';
import { lineFor, type Openness, openness } from './practice.ts';
import { recompose, sendAutomatedText } from './send-text.ts';

/**
 * Promises the text after a missed call, if this caller may have one. It goes once the call has lasted as long as
 * `text_if_rang` (a robot that hangs up at once is gone by then), and at once when somebody calls urgently.
 *
 * @returns whether a text is on its way, which is what the greeting may promise
 */
export async function offerContinuation(
  tx: Tx,
  config: Config,
  call: CallRow,
  facts: { line: LineConfig; openness: Openness; entry: EntryId; urgently: boolean },
): Promise<boolean> {
  if (call.caller !== 'client' || !call.contact_id || call.no_texts) return false;
  const contact = await getContact(tx, call.contact_id);
  const { text_at_most, text_countries, text_if_rang, text_once_per } = config.continuation;
  const country = contact.phone ? countryOf(contact.phone) : null;
  const refused = refuseContinuation(
    {
      lineTexts: facts.line.texting,
      modeTexts: facts.openness.open || facts.line.after_hours !== 'voicemail',
      countryAllowed: country !== null && text_countries.includes(country),
      lastAt: contact.continuation_at,
      oncePer: text_once_per,
      sentInWindow: await countContinuations(tx, tx.now - text_at_most.per, text_at_most.count),
      atMost: text_at_most.count,
    },
    tx.now,
  );
  if (refused === 'rate') await addNote(tx, facts.entry, 'texts_paused');
  if (refused === 'country') await addNote(tx, facts.entry, 'country_not_texted');
  if (refused) return false;
  const dueAt = facts.urgently ? tx.now : Math.max(tx.now, call.arrived_at + text_if_rang);
  const expiresAt = Math.min(dueAt, lastMoment(call, text_if_rang)) + CONTINUATION_EXPIRES;
  if (expiresAt <= tx.now) {
    await addNote(tx, facts.entry, 'text_too_late');
    return false;
  }
  const sent = await sendAutomatedText(tx, config, {
    contact: contact.id,
    line: facts.line,
    text: 'continuation',
    language: call.language,
    openness: facts.openness,
    call: call.id,
    entry: facts.entry,
    key: continuationKey(call),
    dueAt,
    expiresAt,
  });
  if ('refused' in sent) {
    if (sent.refused === 'opted_out' || sent.refused === 'carrier_opt_out') {
      await addNote(tx, facts.entry, 'opted_out');
    }
    return false;
  }
  await changeContact(tx, contact.id, { continuation_at: tx.now });
  await noteContinuationSent(tx, config, contact.id, facts.line);
  return true;
}

/** When a call could be settled at the latest, had nothing of it been lost: the text's own time counts from there. */
function lastMoment(call: CallRow, textIfRang: number): number {
  const rang = longestRinging(JSON.parse(call.plan) as PlannedLeg[]);
  return call.arrived_at + Math.max(textIfRang, rang + LOST_END_GRACE);
}

/**
 * The text after a missed call goes out: that is when the number comes to be texted, and what the record says. A text that
 * was taken back or dropped before leaves none.
 */
export async function continuationGoes(tx: Tx, config: Config, message: MessageRow): Promise<void> {
  if (message.kind !== 'continuation' || !message.contact_id || !message.call_id) return;
  const words = wordsHeard(config, await getCall(tx, message.call_id));
  await recordConsent(tx, message.contact_id, { kind: 'given', how: 'call', words });
}

/** The words of the greeting that tell of the text: none for a caller who had hung up before it, or heard the spare one. */
function wordsHeard(config: Config, call: CallRow): string {
  const left = call.ended_at !== null && call.decided_at !== null && call.ended_at <= call.decided_at;
  if (left || !call.greeting) return '';
  const { greeting } = lineFor(config, call.line);
  if (greeting) return `(recording) ${basename(greeting.play)}`;
  return textsOf(call.language, config.texts).voice.text_on_its_way;
}

/** The caller goes on in another language: so does the text, if it has not begun to go out. */
export async function translateContinuation(
  tx: Tx,
  config: Config,
  call: CallRow,
  language: Language,
): Promise<void> {
  if ((await findEffectByKey(tx, continuationKey(call)))?.state !== 'pending') return;
  const message = await continuationOf(tx, call.id);
  if (!message) return;
  const state = await openness(tx, config, lineFor(config, call.line));
  await changeMessage(tx, message.id, {
    body: await recompose(tx, config, message, { language, openness: state }),
  });
}

/** Takes the text of a call back if it has not begun to go out; the next missed call may then be texted. */
export async function withdrawContinuation(tx: Tx, call: CallRow, reason: 'slip' | 'star'): Promise<void> {
  if (!(await cancelEffect(tx, continuationKey(call), reason)) || !call.contact_id) return;
  const message = await continuationOf(tx, call.id);
  if (message) await changeMessage(tx, message.id, { status: 'cancelled' });
  if (call.entry_id) await addNote(tx, call.entry_id, `text_${reason}`);
  await changeContact(tx, call.contact_id, { continuation_at: null });
}

/** One continuation text a call: its effect's key. */
function continuationKey(call: CallRow): string {
  return `continuation:${call.id}`;
}
