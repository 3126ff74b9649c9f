import { expect, test } from 'vitest';
import { AROUND, chooseText, nextCheck, nextLook } from '../../../core/rules/look-up.ts';

const BEGUN = 1_790_000_000_000;
const text = (seconds: number) => ({
  sid: `SM${seconds}`,
  status: 'sent',
  errorCode: null,
  createdAt: BEGUN + seconds * 1_000,
});

test.each<[string, number[], number[], string | null]>([
  ['none', [], [], null],
  ['the one that is there', [1], [], 'SM1'],
  ['the nearest, on either side', [-30, 20, 60], [], 'SM20'],
  ['none that is too far away', [AROUND / 1_000 + 1, -AROUND / 1_000 - 1], [], null],
  ['none that is nearer to another attempt', [50], [60], null],
  ['the one that is left by another attempt', [5, 58], [60], 'SM5'],
])('%s', (_, texts, others, found) => {
  const chosen = chooseText(
    texts.map(text),
    BEGUN,
    others.map(seconds => BEGUN + seconds * 1_000),
  );
  expect(chosen?.sid ?? null).toBe(found);
});

/** Seconds after the attempt at which something is asked. */
function times(next: (begun: number, before: number | null) => number | null): number[] {
  const asked: number[] = [];
  for (let at = next(BEGUN, null); at !== null; at = next(BEGUN, at)) asked.push((at - BEGUN) / 1_000);
  return asked;
}

test('looked for three times in ten minutes; an urgent one before it would be sent again', () => {
  expect(times((begun, before) => nextLook(begun, before, false))).toEqual([30, 120, 600]);
  expect(times((begun, before) => nextLook(begun, before, true))).toEqual([15, 40, 120, 600]);
});

test('a worker that was away looks once, and that is the last time', () => {
  expect(nextLook(BEGUN, BEGUN + 3_600_000, true)).toBeNull();
});

test('an urgent text that was taken is asked about three times in half an hour', () => {
  expect(times(nextCheck)).toEqual([180, 600, 1800]);
});
