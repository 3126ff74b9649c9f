import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pace } from '../../../core/rules/pacing.ts';

/** When texts that want to go at certain times go; urgent ones never wait. */
function run(
  wanted: readonly { at: number; urgent: boolean }[],
): { at: number; went: number; urgent: boolean }[] {
  let next = 0;
  let clock = 0;
  return wanted.map(({ at, urgent }) => {
    clock = Math.max(clock, at);
    for (;;) {
      const paced = pace(next, clock, urgent);
      if ('next' in paced) {
        next = paced.next;
        return { at, went: clock, urgent };
      }
      expect(paced.waitUntil).toBeGreaterThan(clock);
      clock = paced.waitUntil;
    }
  });
}

test('three at once, then one a second', () => {
  const wanted = Array.from({ length: 6 }, () => ({ at: 10_000, urgent: false }));
  expect(run(wanted).map(one => one.went - 10_000)).toEqual([0, 0, 0, 1_000, 2_000, 3_000]);
});

test('an urgent one goes at once and counts all the same', () => {
  const wanted = [false, false, false, true, false].map(urgent => ({ at: 10_000, urgent }));
  expect(run(wanted).map(one => one.went - 10_000)).toEqual([0, 0, 0, 0, 2_000]);
});

test('whatever is wanted: never more than three above one a second, and nothing urgent ever waits', () => {
  const wish = fc.record({ at: fc.integer({ min: 0, max: 20_000 }), urgent: fc.constant(false) });
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 60 }), wishes => {
      const went = run([...wishes].sort((a, b) => a.at - b.at)).map(one => one.went);
      for (const from of went) {
        const inTenSeconds = went.filter(at => at >= from && at < from + 10_000).length;
        expect(inTenSeconds).toBeLessThanOrEqual(10 + 3);
      }
    }),
  );
});

test('a time that a clock since set back has written holds nothing up', () => {
  expect(pace(86_400_000, 10_000, false)).toEqual({ next: 11_000 });
});

test('however many urgent ones went: what comes after them waits for half a minute at most', () => {
  const wanted = Array.from({ length: 500 }, (_, index) => ({ at: 10_000, urgent: index < 499 }));
  expect(run(wanted).at(-1)!.went - 10_000).toBeLessThanOrEqual(30_000);
});
