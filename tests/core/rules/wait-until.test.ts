import { expect, test } from 'vitest';
import { parseHours } from '../../../core/config/hours.ts';
import { type WaitChoice, waitsUntil } from '../../../core/rules/wait-until.ts';

const ZONE = 'America/New_York';

function hours(written: Record<string, unknown>) {
  const parsed = parseHours(written);
  if (!('hours' in parsed)) throw new Error('These hours are right');
  return parsed.hours;
}

const OFFICE = hours({
  'monday to thursday': '09:00-17:00',
  friday: ['09:00-12:00', '13:00-15:00'],
  closed: ['2026-11-26 to 2026-11-27'],
});
const NEVER = hours({ closed: ['2026-01-01 to 2027-12-31'], monday: '09:00-17:00' });

const at = (time: string) => Temporal.PlainDateTime.from(time).toZonedDateTime(ZONE).epochMilliseconds;
const date = (day: string): WaitChoice => ({ date: day });

const CASES: [now: string, choice: WaitChoice, until: string | null][] = [
  ['2026-11-23T10:00', 'later_today', '2026-11-23T13:00'],
  ['2026-11-23T15:00', 'later_today', '2026-11-23T16:30'],
  ['2026-11-23T16:30', 'later_today', '2026-11-24T09:00'],
  ['2026-11-23T20:00', 'later_today', '2026-11-24T09:00'],
  ['2026-11-23T07:00', 'later_today', '2026-11-23T09:00'],
  ['2026-11-20T10:00', 'later_today', '2026-11-20T11:30'],
  ['2026-11-20T12:10', 'later_today', '2026-11-20T13:00'],
  ['2026-11-20T16:00', 'later_today', '2026-11-23T09:00'],
  ['2026-11-23T10:00', 'tomorrow_morning', '2026-11-24T09:00'],
  ['2026-11-23T00:30', 'tomorrow_morning', '2026-11-24T09:00'],
  ['2026-11-25T10:00', 'tomorrow_morning', '2026-11-30T09:00'],
  ['2026-11-23T10:00', date('2026-11-24'), '2026-11-24T09:00'],
  ['2026-11-23T10:00', date('2026-11-27'), '2026-11-27T09:00'],
  ['2026-11-23T10:00', date('2026-11-28'), '2026-11-28T09:00'],
  ['2026-11-23T10:00', date('2027-11-24'), '2027-11-24T09:00'],
  ['2026-11-23T10:00', date('2027-11-25'), null],
  ['2026-11-23T10:00', date('2026-11-23'), null],
  ['2026-11-23T10:00', date('2026-11-22'), null],
  ['2026-11-23T10:00', date('2026-02-30'), null],
  ['2026-11-23T10:00', date('tomorrow'), null],
  // The clocks go back on November 1, 2026.
  ['2026-10-31T10:00', 'tomorrow_morning', '2026-11-02T09:00'],
];

test.each(CASES)('%s, %j: %s', (now, choice, until) => {
  expect(waitsUntil(choice, at(now), OFFICE, ZONE)).toBe(until === null ? null : at(until));
});

test('where there are never hours, it is nine in the morning', () => {
  const now = at('2026-11-23T10:00');
  expect(waitsUntil('later_today', now, NEVER, ZONE)).toBe(at('2026-11-24T09:00'));
  expect(waitsUntil('tomorrow_morning', now, NEVER, ZONE)).toBe(at('2026-11-24T09:00'));
});

test('hours that begin at midnight, and that never end', () => {
  const always = hours({ 'monday to sunday': '24 hours' });
  const now = at('2026-11-23T10:00');
  expect(waitsUntil('later_today', now, always, ZONE)).toBe(at('2026-11-23T13:00'));
  // Nothing opens: it is open. Then morning is what everybody means by it.
  expect(waitsUntil('tomorrow_morning', now, always, ZONE)).toBe(at('2026-11-24T09:00'));
  const night = hours({ 'monday to sunday': '00:00-06:00' });
  expect(waitsUntil(date('2026-11-25'), now, night, ZONE)).toBe(at('2026-11-25T00:00'));
});
