import type { Config } from '../config/schema.ts';
import { newId, type Phone, type TestCallId } from '../ids.ts';
import type { CallAnswer } from '../rules/call-answer.ts';
import { isTested, TEST_LASTS, TEST_WITHIN, testStands } from '../rules/test-call.ts';
import { aboutOf, promise } from '../store/effects.ts';
import type { EffectRow, TestCallRow } from '../store/schema.ts';
import {
  changeTestCall,
  findTestCall,
  forgetTestCalls,
  insertTestCall,
  testCallsSince,
} from '../store/test-calls.ts';
import type { Tx } from '../store/writer.ts';
import { defaultLanguage } from './practice.ts';
import { WorkRefused } from './work-refused.ts';

/** The carrier starts about one call a second; in milliseconds. */
const APART = 1_000;
const KEPT = 30 * 86_400_000;

/**
 * The phones of staff are to be rung, each from a line that rings it, to ask who is there: no entry, no text, no alert comes of
 * it. @throws WorkRefused when one of them is being rung already
 */
export async function phonesAreTested(
  tx: Tx,
  config: Config,
  staff: readonly string[],
): Promise<TestCallRow[]> {
  await forgetTestCalls(tx, tx.now - KEPT);
  const going = testCallsSince(tx, tx.now - TEST_LASTS).find(
    call => staff.includes(call.staff) && !isTested(testStands(call)),
  );
  if (going) {
    const name = config.staff[going.staff]?.name ?? going.staff;
    throw new WorkRefused('on_a_call', `The phone of ${name} is being tested already. Wait two minutes.`);
  }
  const calls: TestCallRow[] = [];
  for (const [index, who] of staff.entries()) {
    const call: TestCallRow = {
      id: newId<TestCallId>(tx.now, tx.random),
      staff: who,
      line: lineRinging(config, who),
      provider_sid: null,
      not_placed: null,
      error_code: null,
      lifted_at: null,
      key_at: null,
      ended: null,
      at: tx.now,
    };
    await insertTestCall(tx, call);
    await promise(tx, {
      kind: 'place_test_call',
      about: call.id,
      key: `place-test-call:${call.id}`,
      dueAt: tx.now + index * APART,
      expiresAt: tx.now + TEST_WITHIN,
    });
    calls.push(call);
  }
  return calls;
}

function lineRinging({ lines }: Config, staff: string): Phone {
  const line = lines.find(({ ring }) => ring.some(({ who }) => who === staff)) ?? lines[0];
  if (!line) throw new Error('a practice without a line');
  return line.number;
}

/** What the carrier is to ring, or why it rings no more. */
export async function testCallGoes(
  tx: Tx,
  config: Config,
  effect: EffectRow,
): Promise<{ test: TestCallId; from: Phone; to: Phone } | { not: string }> {
  const call = await findTestCall(tx, aboutOf<TestCallId>(effect));
  if (!call || testStands(call) !== 'promised') return { not: 'over' };
  const to = config.staff[call.staff]?.phone;
  const late = effect.expires_at !== null && effect.expires_at <= tx.now;
  if (late || !to) {
    await changeTestCall(tx, call.id, { not_placed: late ? 'expired' : 'refused' });
    return { not: late ? 'too_late' : 'no_number' };
  }
  return { test: call.id, from: call.line, to };
}

/** The carrier has taken it, or would not, or nobody knows. */
export async function testCallPlaced(
  tx: Tx,
  id: TestCallId,
  came: { sid: string } | { not: 'refused' | 'unknown'; errorCode: number | null },
): Promise<void> {
  const call = await findTestCall(tx, id);
  if (!call) return;
  if ('sid' in came) await changeTestCall(tx, id, { provider_sid: call.provider_sid ?? came.sid });
  else await changeTestCall(tx, id, { not_placed: came.not, error_code: came.errorCode });
}

/** A step of such a call, as our own URL names it and the carrier signs it. */
export interface TestCallStep {
  test: TestCallId;
  sid: string;
}

/** It was lifted, by whoever or whatever: a key is asked for, in the language of whoever the phone belongs to. */
export async function testedPhoneLifted(tx: Tx, config: Config, step: TestCallStep): Promise<CallAnswer> {
  const call = await callIn(tx, step);
  if (!call || call.ended !== null) return { do: 'hang_up' };
  await changeTestCall(tx, call.id, { lifted_at: call.lifted_at ?? tx.now });
  return { do: 'ask_test', test: call.id, language: languageOf(config, call) };
}

/** A key was pressed, or none. Only 1 is a person who listens. */
export async function testedPhonePresses(
  tx: Tx,
  config: Config,
  step: TestCallStep & { digits: string },
): Promise<CallAnswer> {
  const call = await callIn(tx, step);
  if (!call || (step.digits !== '1' && call.key_at === null)) return { do: 'hang_up' };
  await changeTestCall(tx, call.id, { lifted_at: call.lifted_at ?? tx.now, key_at: call.key_at ?? tx.now });
  return { do: 'thank_tester', language: languageOf(config, call) };
}

/** It is over, in the carrier's word. */
export async function testedPhoneEnds(tx: Tx, step: TestCallStep & { status: string }): Promise<void> {
  const call = await callIn(tx, step);
  if (call && call.ended === null) await changeTestCall(tx, call.id, { ended: step.status });
}

/** The carrier's first name for a call is its name, and another's steps are nobody's. */
async function callIn(tx: Tx, { test, sid }: TestCallStep): Promise<TestCallRow | undefined> {
  const call = await findTestCall(tx, test);
  if (!call || (call.provider_sid ?? sid) !== sid) return undefined;
  if (call.provider_sid === null) await changeTestCall(tx, test, { provider_sid: sid });
  return { ...call, provider_sid: sid };
}

function languageOf(config: Config, { staff }: TestCallRow) {
  return config.staff[staff]?.languages[0] ?? defaultLanguage(config);
}
