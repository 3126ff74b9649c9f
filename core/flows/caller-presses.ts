import type { Config } from '../config/schema.ts';
import type { CallAnswer } from '../rules/call-answer.ts';
import { readNumber } from '../rules/callers.ts';
import { changeCall, findCallBySid } from '../store/calls.ts';
import { changeContact, recordConsent } from '../store/contacts.ts';
import { addNote, asksOf, changeAsk, changeEntry } from '../store/entries.ts';
import type { CallRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import type { Language } from '../texts/texts.ts';
import { ask } from './ask.ts';
import { greetingOf } from './call-missed.ts';
import { translateContinuation, withdrawContinuation } from './continuation.ts';
import { otherLanguage } from './practice.ts';

/** Keyed into a recording, these are a cry for help like any crisis words. */
const EMERGENCY_NUMBERS: readonly string[] = ['911', '988'];

/** No number in the plan of any country is longer (E.164), nor is a key press this short one. */
const LONGEST_KEYED = 20;
const SHORTEST_NUMBER = 7;

/**
 * A caller pressed keys in the greeting: 2 goes on in the other language, star means no texts, and on a call with a
 * withheld number seven digits or more are a number to call back, kept as a note and never texted.
 *
 * @param language the language of the greeting in which the keys were pressed
 */
export async function callerPresses(
  tx: Tx,
  config: Config,
  pressed: { sid: string; digits: string; language: Language },
): Promise<CallAnswer> {
  const call = await findCallBySid(tx, pressed.sid);
  if (!call?.greeting) return { do: 'hang_up' };
  const greeting = greetingOf(call);
  const { language } = pressed;
  const other = otherLanguage(config, language);
  if (pressed.digits === '2' && other) {
    await switchLanguage(tx, config, call, other);
    const said = { ...greeting, language: other, other: language, plays: false };
    return { do: 'greet', call: call.id, line: call.line, greeting: said };
  }
  if (pressed.digits.includes('*')) {
    await wantsNoTexts(tx, call);
    return { do: 'record', language, after: 'no_texts' };
  }
  if (EMERGENCY_NUMBERS.includes(pressed.digits)) await askForCrisis(tx, config, call);
  if (greeting.withheld && pressed.digits.length >= SHORTEST_NUMBER) {
    await noteNumber(tx, config, call, pressed.digits.slice(0, LONGEST_KEYED));
    return { do: 'record', language, after: 'number_noted' };
  }
  return { do: 'greet', call: call.id, line: call.line, greeting: { ...greeting, language } };
}

/** Star on the line: no texts, from now on. One that is still waiting to go is taken back. */
export async function wantsNoTexts(tx: Tx, call: CallRow): Promise<void> {
  if (call.no_texts) return;
  await changeCall(tx, call.id, { no_texts: 1 });
  if (!call.contact_id) return;
  if (call.entry_id) await addNote(tx, call.entry_id, 'opted_out');
  await withdrawContinuation(tx, call, 'star');
  await changeContact(tx, call.contact_id, { texting: 'stopped', stopped_how: 'star' });
  await recordConsent(tx, call.contact_id, { kind: 'ended', how: 'star', words: '*' });
}

async function switchLanguage(tx: Tx, config: Config, call: CallRow, language: Language): Promise<void> {
  await changeCall(tx, call.id, { language });
  if (call.contact_id) await changeContact(tx, call.contact_id, { language });
  if (call.entry_id) await changeEntry(tx, call.entry_id, { language });
  await translateContinuation(tx, config, call, language);
}

/** Once a call: pressing the keys again, or the same webhook again, says nothing new. */
async function askForCrisis(tx: Tx, config: Config, call: CallRow): Promise<void> {
  const asked = call.entry_id ? await asksOf(tx, call.entry_id) : [];
  if (asked.some(one => one.kind === 'crisis' && one.source_id === call.id)) return;
  const entry = await ask(tx, config, {
    kind: 'crisis',
    source: 'keypad',
    sourceId: call.id,
    contact: call.contact_id,
    line: call.line,
    language: call.language,
    entry: call.entry_id,
  });
  if (call.entry_id !== entry.id) await changeCall(tx, call.id, { entry_id: entry.id });
}

async function noteNumber(tx: Tx, config: Config, call: CallRow, digits: string): Promise<void> {
  const number = readNumber(digits, config.practice.country) ?? digits;
  await changeCall(tx, call.id, { keyed_number: number });
  if (!call.entry_id) return;
  const asked = (await asksOf(tx, call.entry_id)).find(ask => ask.source_id === call.id);
  if (asked) await changeAsk(tx, asked.id, { number });
  await changeEntry(tx, call.entry_id, { asked_at: tx.now });
}
