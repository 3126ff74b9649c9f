import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ASK_KINDS, callsUrgently, dueAt, strongestAsk } from '../../../core/rules/asks.ts';

const MINUTE = 60_000;
const NOW = 1_000_000;
const OPENS = NOW + 600 * MINUTE;

test.each([
  ['crisis', 0],
  ['callback', 30],
  ['message', 60],
  ['voicemail', 60],
  ['missed_call', 120],
] as const)('%s is due %i minutes from now while open, else from the next opening', (kind, minutes) => {
  expect(dueAt(kind, NOW, true, null)).toBe(NOW + minutes * MINUTE);
  expect(dueAt(kind, NOW, false, OPENS)).toBe(kind === 'crisis' ? NOW : OPENS + minutes * MINUTE);
  expect(dueAt(kind, NOW, false, null)).toBe(NOW + minutes * MINUTE);
});

test('the strongest ask shows, whatever the order', () => {
  expect(strongestAsk(['missed_call', 'crisis', 'message'])).toBe('crisis');
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...ASK_KINDS), { minLength: 1 }), kinds => {
      const strongest = strongestAsk(kinds);
      expect(kinds).toContain(strongest);
      expect(strongestAsk(kinds.toReversed())).toBe(strongest);
      for (const kind of kinds) expect(strongestAsk([kind, strongest])).toBe(strongest);
    }),
  );
});

test.each([
  [0, false],
  [1, false],
  [2, false],
  [3, true],
  [9, true],
])('%i calls in fifteen minutes are urgent: %s', (calls, urgent) => {
  expect(callsUrgently(calls)).toBe(urgent);
});
