import { expect, test } from 'vitest';
import { refusalsEs } from '../../../core/texts/desk/refusals-es.ts';
import { PROBLEMS } from '../../../server/auth/problem.ts';

/** What the desk's own screens never ask for, or the API says with what was wrong. */
const LEFT_IN_ENGLISH = ['not-found', 'method-not-allowed', 'exists', 'too-large', 'not-json', 'bad-input'];

test('whatever refuses somebody at the desk is said in Spanish too', () => {
  const missing = Object.keys(PROBLEMS).filter(code => !Object.hasOwn(refusalsEs, code));
  expect(missing.toSorted()).toEqual(LEFT_IN_ENGLISH.toSorted());
  expect(Object.keys(refusalsEs).filter(code => !Object.hasOwn(PROBLEMS, code))).toEqual([]);
});
