import fc from 'fast-check';
import { expect, test } from 'vitest';
import { repeatDelay, retryDelay, tellsNextMeanwhile, triesAgain } from '../../../core/rules/retry.ts';

const LONGEST = 6 * 3_600_000;

test.each<[number, number | null, number]>([
  [1, null, 2_000],
  [2, null, 4_000],
  [5, null, 32_000],
  [16, null, LONGEST],
  [1, 500, 2_000],
  [1, 30_000, 30_000],
  [1, 1e15, LONGEST],
])('after attempt %i, asked to wait %s ms: %i ms', (attempts, askedFor, delay) => {
  expect(retryDelay(attempts, askedFor, 0)).toBe(delay);
});

test('never earlier than asked, never more than a tenth late, never shorter than the attempt before', () => {
  const asked = fc.option(fc.integer({ min: 0, max: LONGEST }));
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), asked, chance, (attempts, askedFor, share) => {
      const least = retryDelay(attempts, askedFor, 0);
      const delay = retryDelay(attempts, askedFor, share);
      expect(delay).toBeGreaterThanOrEqual(Math.max(least, askedFor ?? 0));
      expect(delay).toBeLessThanOrEqual(Math.ceil(least * 1.1));
      expect(retryDelay(attempts + 1, askedFor, 0)).toBeGreaterThanOrEqual(least);
    }),
  );
});

test.each<[number, number | null, number]>([
  [1, null, 2_000],
  [1, 3_600_000, 60_000],
  [40, null, 60_000],
])('a crisis after attempt %i, asked to wait %s ms: %i ms', (attempts, askedFor, delay) => {
  expect(retryDelay(attempts, askedFor, 0, true)).toBe(delay);
});

test('half a day of trying, for a crisis as well', () => {
  for (const urgent of [false, true]) {
    let waited = 0;
    let attempts = 1;
    for (; triesAgain(attempts, urgent); attempts += 1) waited += retryDelay(attempts, null, 0, urgent);
    expect(waited / 3_600_000).toBeGreaterThan(11);
    expect(waited / 3_600_000).toBeLessThan(16);
  }
});

test('a crisis alert of which nobody knows goes again after 1, 2, 4, 8 and 16 minutes, and then no more', () => {
  expect([1, 2, 3, 4, 5, 6].map(sent => repeatDelay(sent))).toEqual([
    60_000,
    120_000,
    240_000,
    480_000,
    960_000,
    null,
  ]);
});

test.each([
  ['a crisis, at the first refusal', 1, 2_000, true, true],
  ['a crisis, once', 2, 4_000, true, false],
  ['anything else, not for a hiccup', 1, 2_000, false, false],
  ['asked to wait a minute', 1, 60_000, false, true],
  ['refused again and again', 5, 32_000, false, true],
  ['and then no more', 6, 64_000, false, false],
])('somebody else is told meanwhile: %s', (_, attempts, delay, urgent, told) => {
  expect(tellsNextMeanwhile(attempts, delay, urgent)).toBe(told);
});
