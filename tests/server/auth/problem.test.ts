import { expect, test } from 'vitest';
import { refusalsEs } from '../../../core/texts/desk/refusals-es.ts';
import { PROBLEMS as OF_THE_API } from '../../../server/api/problem.ts';
import { PROBLEMS as OF_SIGNING_IN } from '../../../server/auth/problem.ts';

test('whatever refuses somebody at the desk is said in Spanish too', () => {
  const ofTheApi = Object.keys(OF_THE_API).map(code => code.replaceAll('_', '-'));
  const codes = new Set([...Object.keys(OF_SIGNING_IN), ...ofTheApi]);
  expect(Object.keys(refusalsEs).toSorted()).toEqual([...codes].toSorted());
});
