import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MOST_ATTEMPTS, retryDelay } from '../../../core/rules/retry.ts';

const LONGEST = 6 * 3_600_000;

test.each<[number, number | null, number]>([
  [1, null, 2_000],
  [2, null, 4_000],
  [5, null, 32_000],
  [MOST_ATTEMPTS, null, LONGEST],
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
