import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOLIDAY_NAMES, holidaysIn, readHolidayName } from '../../../core/rules/holidays.ts';

const FEDERAL = ['us federal holidays'];

/** Days of a year as the Office of Personnel Management lists them: those on which offices are closed. */
const LISTED: Readonly<Record<number, string>> = {
  2021: '01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31',
  2022: '01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26',
  2023: '01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25',
  2024: '01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25',
  2026: '01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25',
  2027: '01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31',
};

describe('federal holidays', () => {
  test.each(Object.entries(LISTED))('%s: on weekdays exactly those that are listed', (year, days) => {
    const weekdays = [...holidaysIn(Number(year), FEDERAL)]
      .filter(day => Temporal.PlainDate.from(day).dayOfWeek <= 5)
      .sort();
    expect(weekdays).toEqual(days.split(' ').map(day => `${year}-${day}`));
  });

  test.each(['2021-06-19', '2022-01-01', '2022-12-25', '2026-07-04', '2027-12-25'])(
    '%s, a weekend, is closed as well',
    day => {
      expect(holidaysIn(Number(day.slice(0, 4)), FEDERAL).has(day)).toBe(true);
    },
  );

  test('every year has eleven of them, and no more than two days each', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2021, max: 2200 }), year => {
        const days = holidaysIn(year, FEDERAL);
        expect(days.size).toBeGreaterThanOrEqual(10);
        expect(days.size).toBeLessThanOrEqual(17);
        for (const day of days) expect(day.startsWith(`${year}-`)).toBe(true);
      }),
    );
  });
});

test.each<[string, number, string[]]>([
  ['thanksgiving', 2026, ['2026-11-26']],
  ['day after thanksgiving', 2026, ['2026-11-27']],
  ['christmas eve', 2027, ['2027-12-24']],
  ['new years eve', 2026, ['2026-12-31']],
  ['memorial day', 2027, ['2027-05-31']],
  ['independence day', 2026, ['2026-07-03', '2026-07-04']],
  ['new years day', 2027, ['2027-01-01', '2027-12-31']],
])('%s alone in %i', (name, year, days) => {
  expect([...holidaysIn(year, [name])].sort()).toEqual(days);
});

test.each<[string, string | null]>([
  ['US Federal Holidays', 'us federal holidays'],
  ["New Year's Day", 'new years day'],
  ['  christmas   eve ', 'christmas eve'],
  ['constructor', null],
  ['2026-12-24', null],
])('%j is read as %s', (written, name) => {
  expect(readHolidayName(written)).toBe(name);
});

test('every name is read as itself', () => {
  for (const name of HOLIDAY_NAMES) expect(readHolidayName(name)).toBe(name);
});
