import { expect, test } from 'vitest';
import { isTested, type TestCallFacts, testStands } from '../../../core/rules/test-call.ts';

const NOTHING: TestCallFacts = {
  provider_sid: null,
  not_placed: null,
  error_code: null,
  lifted_at: null,
  key_at: null,
  ended: null,
};

test.each<[string, Partial<TestCallFacts>, string, boolean]>([
  ['was only promised', {}, 'promised', false],
  ['rings', { provider_sid: 'CA1' }, 'ringing', false],
  ['was lifted', { provider_sid: 'CA1', lifted_at: 1 }, 'asking', false],
  ['was lifted, by the first that was heard of it', { not_placed: 'unknown', lifted_at: 1 }, 'asking', false],
  ['has its key', { provider_sid: 'CA1', lifted_at: 1, key_at: 2 }, 'pressed', true],
  ['has its key and ended', { lifted_at: 1, key_at: 2, ended: 'completed' }, 'pressed', true],
  ['ended without a key', { provider_sid: 'CA1', lifted_at: 1, ended: 'completed' }, 'not_pressed', true],
  ['ended and never asked us', { provider_sid: 'CA1', ended: 'completed' }, 'never_asked', true],
  ['was declined', { provider_sid: 'CA1', ended: 'busy' }, 'busy', true],
  ['was not lifted', { provider_sid: 'CA1', ended: 'no-answer' }, 'no_answer', true],
  ['failed', { provider_sid: 'CA1', ended: 'failed' }, 'failed', true],
  ['was refused', { not_placed: 'refused', error_code: 21211 }, 'refused', true],
  ['came too late', { not_placed: 'expired' }, 'expired', true],
  ['nobody knows of', { not_placed: 'unknown' }, 'unknown', false],
])('a call that %s', (_name, facts, state, over) => {
  const stands = testStands({ ...NOTHING, ...facts });
  expect([stands, isTested(stands)]).toEqual([state, over]);
});
