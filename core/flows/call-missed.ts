import type { Config } from '../config/schema.ts';
import type { EntryId } from '../ids.ts';
import { callsUrgently, URGENT_WITHIN } from '../rules/asks.ts';
import type { Greeting } from '../rules/call-answer.ts';
import { isLate } from '../rules/catch-up.ts';
import { speakOpening } from '../rules/opening-words.ts';
import { changeCall, countCallsSince, decideCall, getCall } from '../store/calls.ts';
import { noteChange } from '../store/entries.ts';
import type { CallRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import { ask } from './ask.ts';
import { offerContinuation } from './continuation.ts';
import { lineFor, type Openness, openness, otherLanguage } from './practice.ts';
import { endSettling } from './settling.ts';

/**
 * Nobody took the call: it is settled as missed, once; an entry is opened or raised, staff are alerted, and the text
 * is promised if there may be one. A staff member's own call leaves an entry only with a voicemail.
 *
 * @param caller whether they are greeted now, or have hung up (a call shorter than `text_if_rang` then gets no text), or
 *   heard only the spare greeting because the call's arrival never reached us, or may have spoken with somebody for all
 *   we know, or has since: then they get no text
 */
export async function missCall(
  tx: Tx,
  config: Config,
  call: CallRow,
  caller: 'greeted' | 'left' | 'unseen' | 'perhaps_taken' | 'spoke_since',
): Promise<CallRow> {
  if (!(await decideCall(tx, call.id, 'missed'))) return getCall(tx, call.id);
  await endSettling(tx, call.id);
  const line = lineFor(config, call.line);
  const state = await openness(tx, config, line);
  let promisesText = false;
  let entryId = call.entry_id;
  if (call.caller !== 'staff') {
    const urgently = await callsAgainUrgently(tx, call);
    const entry = await ask(tx, config, {
      kind: 'missed_call',
      source: 'call',
      sourceId: call.id,
      contact: call.contact_id,
      line: call.line,
      language: call.language,
      entry: call.entry_id,
      urgently,
      ...(isLate(call.arrived_at, tx.now) ? { at: call.arrived_at } : {}),
    });
    entryId = entry.id;
    const lasted = (call.ended_at ?? tx.now) - call.arrived_at;
    const slip = caller === 'left' && !urgently && lasted < config.continuation.text_if_rang;
    if (!slip && caller !== 'perhaps_taken' && caller !== 'spoke_since') {
      const facts = { line, openness: state, entry: entry.id, urgently };
      promisesText = await offerContinuation(tx, config, call, facts);
    }
  }
  const greets = caller === 'greeted' || caller === 'left';
  const greeting = greets
    ? JSON.stringify(greetingFor(tx, config, call, state, promisesText))
    : call.greeting;
  await changeCall(tx, call.id, { entry_id: entryId, greeting });
  await noteChange(tx, 'call', call.id);
  return getCall(tx, call.id);
}

/** Promises the text of a call that was missed before we knew who it was from. */
export async function offerText(tx: Tx, config: Config, call: CallRow, entry: EntryId): Promise<void> {
  const line = lineFor(config, call.line);
  const urgently = await callsAgainUrgently(tx, call);
  const facts = { line, openness: await openness(tx, config, line), entry, urgently };
  await offerContinuation(tx, config, call, facts);
}

/** Whether this is a contact's third call in fifteen minutes, or a later one. */
export async function callsAgainUrgently(tx: Tx, call: CallRow): Promise<boolean> {
  if (!call.contact_id) return false;
  return callsUrgently(await countCallsSince(tx, call.contact_id, tx.now - URGENT_WITHIN));
}

function greetingFor(
  tx: Tx,
  config: Config,
  call: CallRow,
  { opens }: Openness,
  promisesText: boolean,
): Greeting {
  const now = Temporal.Instant.fromEpochMilliseconds(tx.now);
  return {
    language: call.language,
    other: otherLanguage(config, call.language),
    opens: opens
      ? Object.fromEntries(
          config.practice.languages.map(language => [language, speakOpening(opens, now, language)]),
        )
      : null,
    promisesText,
    withheld: call.caller === 'withheld',
    plays: lineFor(config, call.line).greeting !== null,
  };
}

/** The greeting of a call that was missed. */
export function greetingOf(call: CallRow): Greeting {
  if (!call.greeting) throw new Error(`Call ${call.id} has no greeting`);
  return JSON.parse(call.greeting) as Greeting;
}
