import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseHours } from '../../../core/config/hours.ts';
import type { Config } from '../../../core/config/schema.ts';
import { hoursAt } from '../../../core/flows/practice.ts';

const WRITTEN = {
  'monday to thursday': '09:00-17:00',
  friday: ['09:00-12:00', '13:00-15:00'],
  sunday: '22:00-24:00',
  closed: ['2026-12-24 to 2026-12-26'],
};

/** A practice that nobody asked anything yet. */
function practice(zone: string): Config {
  const parsed = parseHours(WRITTEN);
  if (!('hours' in parsed)) throw new Error('These hours are right');
  return { hours: { office: parsed.hours }, practice: { time_zone: zone } } as unknown as Config;
}

const ZONES = ['America/New_York', 'Pacific/Auckland', 'UTC'];
const moment = fc.integer({
  min: Date.parse('2026-10-20T00:00:00Z'),
  max: Date.parse('2027-04-10T00:00:00Z'),
});

test('whatever was asked before, in whatever order, the answer is that of a fresh look', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONES),
      fc.array(moment, { minLength: 1, maxLength: 12 }),
      (zone, times) => {
        const asked = practice(zone);
        for (const at of [...times, ...times.flatMap(time => [time + 60_000, time - 1])]) {
          expect(hoursAt(asked, 'office', at)).toEqual(hoursAt(practice(zone), 'office', at));
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('at the very moment of a change the old answer is no longer given', () => {
  const asked = practice('America/New_York');
  const at = (time: string) => hoursAt(asked, 'office', Temporal.Instant.from(time).epochMilliseconds).open;
  expect(at('2026-11-20T13:59:59.999Z')).toBe(false);
  expect(at('2026-11-20T14:00:00Z')).toBe(true);
  expect(at('2026-11-20T16:59:59.999Z')).toBe(true);
  expect(at('2026-11-20T17:00:00Z')).toBe(false);
  expect(at('2026-11-20T14:00:00Z')).toBe(true);
});
