import { expect, test } from 'vitest';
import { heldUntil } from '../../../core/rules/at-the-desk.ts';

const NOW = 1_000_000;
const MINUTE = 60_000;

test.each<[string, number | null, boolean, number | null]>([
  ['nobody there', null, false, null],
  ['active just now', NOW, false, NOW + 2 * MINUTE],
  ['active less than two minutes ago', NOW - 2 * MINUTE + 1, false, NOW + 2 * MINUTE],
  ['active two minutes ago', NOW - 2 * MINUTE, false, null],
  ['held once already', NOW, true, null],
  ['active ahead of a clock that was set back', NOW + 1, false, null],
])('%s', (_, activeAt, heldBefore, until) => {
  expect(heldUntil(activeAt, heldBefore, NOW)).toBe(until);
});
