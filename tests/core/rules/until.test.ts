import { expect, test } from 'vitest';
import { type UntilChoice, untilMoment } from '../../../core/rules/until.ts';

const ZONE = 'America/New_York';
const at = (zoned: string) => Temporal.ZonedDateTime.from(zoned).epochMilliseconds;
const NOON = at('2026-11-23T12:00[America/New_York]');

test.each<[UntilChoice, string]>([
  ['an_hour', '2026-11-23T13:00-05:00[America/New_York]'],
  ['end_of_day', '2026-11-24T00:00-05:00[America/New_York]'],
  [{ wall: '2026-12-24T17:30' }, '2026-12-24T17:30-05:00[America/New_York]'],
  // Shown twice, when the clock goes back; and never, when it goes ahead.
  [{ wall: '2027-11-07T01:30' }, '2027-11-07T01:30-05:00[America/New_York]'],
  [{ wall: '2027-03-14T02:30' }, '2027-03-14T03:30-04:00[America/New_York]'],
])('%j at noon is %s', (choice, moment) => {
  expect(untilMoment(choice, NOON, ZONE)).toBe(at(moment));
});

test('a day ends at its midnight, however long it is', () => {
  const begins = at('2026-11-01T00:00[America/New_York]');
  expect(untilMoment('end_of_day', begins, ZONE)).toBe(begins + 25 * 3_600_000);
  expect(untilMoment(5, NOON, ZONE)).toBe(5);
});

test.each([
  '',
  '2026-02-30T12:00',
  '2026-12-24',
  '2026-12-24T25:00',
  '2026-12-24T12:00Z',
  'noon',
  '-271821-04-20T00:00',
])('%j is no time', wall => {
  expect(untilMoment({ wall }, NOON, ZONE)).toBeNull();
});
