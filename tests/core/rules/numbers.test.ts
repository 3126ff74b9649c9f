import { expect, test } from 'vitest';
import { clockSpans, periodUntil, quantile, weekOf } from '../../../core/rules/numbers.ts';

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;
const at = (zoned: string) => Temporal.ZonedDateTime.from(zoned).epochMilliseconds;
const NEW_YORK = '[America/New_York]';

test.each([
  ['2026-11-20T15:00', 7, '2026-11-14T00:00'],
  ['2026-11-20T00:00', 7, '2026-11-14T00:00'],
  // Back into daylight saving time, in which the first midnight was.
  ['2026-11-20T15:00', 30, '2026-10-22T00:00'],
] as const)('up to %s, %i days begin at %s', (now, days, from) => {
  const until = Temporal.Instant.fromEpochMilliseconds(at(`${now}${NEW_YORK}`));
  expect(periodUntil(until, days, 'America/New_York')).toEqual({
    from: at(`${from}${NEW_YORK}`),
    until: until.epochMilliseconds,
  });
});

test('where the clocks change, another span begins; none is longer than it may be, and none is left out', () => {
  const period = { from: at(`2026-10-20T00:00${NEW_YORK}`), until: at(`2026-11-10T12:00${NEW_YORK}`) };
  const spans = clockSpans(period, 'America/New_York', WEEK);
  expect(spans.map(({ offset }) => offset / HOUR)).toEqual([-4, -4, -5, -5]);
  expect(spans[2]!.from).toBe(Temporal.Instant.from('2026-11-01T06:00Z').epochMilliseconds);
  expect(spans.every(({ from, until }) => until > from && until - from <= WEEK)).toBe(true);
  expect(spans.map(span => span.from)).toEqual([period.from, ...spans.slice(0, -1).map(span => span.until)]);
  expect(spans.at(-1)?.until).toBe(period.until);
  expect(clockSpans(period, 'Asia/Kathmandu', WEEK)[0]?.offset).toBe(5.75 * HOUR);
  expect(clockSpans(period, 'UTC', WEEK)).toHaveLength(4);
});

test.each<[number[], number, number | null]>([
  [[], 0.5, null],
  [[7], 0.5, 7],
  [[7], 0.9, 7],
  [[1, 2, 3, 4], 0.5, 2],
  [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9, 9],
  [[1, 2, 3], 0, 1],
])('of %j the share %d is not above %s', (sorted, share, value) => {
  expect(quantile(sorted, share)).toBe(value);
});

test('counts of one hour are added, wherever they come from', () => {
  const week = weekOf([
    { weekday: 6, hour: 23, count: 2 },
    { weekday: 6, hour: 23, count: 3 },
  ]);
  expect(week.map(day => day.length)).toEqual(Array.from({ length: 7 }, () => 24));
  expect(week.flat().filter(count => count > 0)).toEqual([5]);
  expect(week[6]![23]).toBe(5);
});
