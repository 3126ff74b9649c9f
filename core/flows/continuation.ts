import { basename } from 'node:path';
import type { Config, LineConfig } from '../config/schema.ts';
import type { EntryId } from '../ids.ts';
import { refuseContinuation } from '../rules/consent.ts';
import { countryOf } from '../rules/phone.ts';
import { changeContact, getContact, recordConsent } from '../store/contacts.ts';
import { cancelEffect } from '../store/effects.ts';
import { addNote } from '../store/entries.ts';
import { changeMessage, countContinuations } from '../store/messages.ts';
import type { CallRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import { textsOf } from '../texts/texts.ts';
import { noteContinuationSent } from './dialogue.ts';
import type { Openness } from './practice.ts';
import { sendAutomatedText } from './send-text.ts';

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
  facts: { line: LineConfig; openness: Openness; entry: EntryId; urgently: boolean; over: boolean },
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
  const sent = await sendAutomatedText(tx, config, {
    contact: contact.id,
    line: facts.line,
    text: 'continuation',
    language: call.language,
    openness: facts.openness,
    call: call.id,
    entry: facts.entry,
    key: continuationKey(call),
    dueAt: facts.urgently ? tx.now : Math.max(tx.now, call.arrived_at + text_if_rang),
  });
  if ('refused' in sent) {
    if (sent.refused === 'opted_out' || sent.refused === 'carrier_opt_out') {
      await addNote(tx, facts.entry, 'opted_out');
    }
    return false;
  }
  await recordConsent(tx, contact.id, { kind: 'given', how: 'call', words: wordsHeard(config, call, facts) });
  await changeContact(tx, contact.id, { continuation_at: tx.now });
  await noteContinuationSent(tx, config, contact.id, facts.line);
  return true;
}

/** The words of the greeting that tell of the text, for the record: none for a caller who had hung up before it. */
function wordsHeard(config: Config, call: CallRow, facts: { line: LineConfig; over: boolean }): string {
  if (facts.over) return '';
  if (facts.line.greeting) return `(recording) ${basename(facts.line.greeting.play)}`;
  return textsOf(call.language, config.texts).voice.text_on_its_way;
}

/** Takes the text of a call back if it has not begun to go out; the next missed call may then be texted. */
export async function withdrawContinuation(tx: Tx, call: CallRow, reason: 'slip' | 'star'): Promise<void> {
  if (!(await cancelEffect(tx, continuationKey(call), reason)) || !call.contact_id) return;
  const message = await tx.db
    .selectFrom('messages')
    .select('id')
    .where('call_id', '=', call.id)
    .where('author', '=', 'automation')
    .executeTakeFirst();
  if (message) await changeMessage(tx, message.id, { status: 'cancelled' });
  if (call.entry_id) await addNote(tx, call.entry_id, `text_${reason}`);
  await changeContact(tx, call.contact_id, { continuation_at: null });
}

/** One continuation text a call: its effect's key. */
function continuationKey(call: CallRow): string {
  return `continuation:${call.id}`;
}
