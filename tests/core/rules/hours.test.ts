import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHours } from '../../../core/config/hours.ts';
import { isOpen, nextClosing, nextOpening, type WeeklyHours } from '../../../core/rules/hours.ts';

const NEW_YORK = 'America/New_York';
const PHOENIX = 'America/Phoenix';
const HAVANA = 'America/Havana';
const LORD_HOWE = 'Australia/Lord_Howe';

function hours(written: Record<string, unknown>): WeeklyHours {
  const parsed = parseHours(written);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.hours;
}

const office = hours({
  'monday to thursday': '09:00-17:00',
  friday: ['09:00-12:00', '13:00-15:00'],
  closed: ['2026-12-24 to 2026-12-26', '2027-01-01'],
});

/** A moment on the wall clock of a place; an offset (`-04:00`) tells the two of a doubled hour apart. */
function at(wall: string, timeZone: string = NEW_YORK): Temporal.Instant {
  return /[+-]\d\d:\d\d$/.test(wall)
    ? Temporal.Instant.from(wall)
    : Temporal.PlainDateTime.from(wall).toZonedDateTime(timeZone).toInstant();
}

const wall = (moment: Temporal.ZonedDateTime | null) =>
  moment?.toString({ timeZoneName: 'never', smallestUnit: 'minute' }) ?? null;

describe('isOpen', () => {
  // 2026-11-20 is a Friday.
  it.each([
    ['before the first minute', '2026-11-20T08:59:59', false],
    ['at the opening minute', '2026-11-20T09:00', true],
    ['in the last second before closing', '2026-11-20T11:59:59.999', true],
    ['exactly at closing', '2026-11-20T12:00', false],
    ['between two ranges', '2026-11-20T12:30', false],
    ['in the second range', '2026-11-20T13:00', true],
    ['on a day without hours', '2026-11-21T10:00', false],
    ['on the first closed day', '2026-12-24T10:00', false],
    ['on the day before it', '2026-12-23T10:00', true],
    ['on a closed day at the turn of the year', '2027-01-01T10:00', false],
    ['on the Monday after', '2027-01-04T10:00', true],
  ])('%s (%s): %s', (_, moment, open) => {
    expect(isOpen(office, at(moment), NEW_YORK)).toBe(open);
  });

  it('asks the clock of the practice, not of the machine', () => {
    const moment = at('2026-11-19T09:30', NEW_YORK);
    expect(isOpen(office, moment, NEW_YORK)).toBe(true);
    expect(isOpen(office, moment, PHOENIX)).toBe(false);
  });

  it('is shut until `closedUntil`, and no longer', () => {
    const until = at('2026-11-19T11:00');
    expect(isOpen(office, at('2026-11-19T10:59'), NEW_YORK, until)).toBe(false);
    expect(isOpen(office, at('2026-11-19T11:00'), NEW_YORK, until)).toBe(true);
  });

  it('24 hours cover the minutes around midnight', () => {
    const always = hours({ 'every day': '24 hours' });
    expect(isOpen(always, at('2026-11-19T23:59:59'), NEW_YORK)).toBe(true);
    expect(isOpen(always, at('2026-11-20T00:00'), NEW_YORK)).toBe(true);
  });
});

describe('daylight saving', () => {
  // New York: forward on 2026-03-08 at 02:00 (EST -05:00 to EDT -04:00), back on 2026-11-01 at 02:00 EDT.
  const gapOpening = hours({ sunday: '02:30-06:00' });
  const gapClosing = hours({ sunday: '00:00-02:30' });
  const gapWhole = hours({ sunday: '02:10-02:50' });
  const doubledClosing = hours({ sunday: '00:00-01:30' });
  const doubledOpening = hours({ sunday: '01:30-04:00' });

  it.each<[string, WeeklyHours, string, boolean]>([
    ['opening inside the gap: before it, closed', gapOpening, '2026-03-08T01:59-05:00', false],
    ['opening inside the gap: open right after it', gapOpening, '2026-03-08T03:00-04:00', true],
    ['closing inside the gap: open until it', gapClosing, '2026-03-08T01:59-05:00', true],
    ['closing inside the gap: closed right after it', gapClosing, '2026-03-08T03:00-04:00', false],
    ['wholly inside the gap: never open', gapWhole, '2026-03-08T03:00-04:00', false],
    ['closing in the doubled hour: open the first time', doubledClosing, '2026-11-01T01:29-04:00', true],
    ['closing in the doubled hour: still open in between', doubledClosing, '2026-11-01T01:45-04:00', true],
    [
      'closing in the doubled hour: open until the second time',
      doubledClosing,
      '2026-11-01T01:29-05:00',
      true,
    ],
    [
      'closing in the doubled hour: closed at the second time',
      doubledClosing,
      '2026-11-01T01:30-05:00',
      false,
    ],
    ['opening in the doubled hour: closed before the first', doubledOpening, '2026-11-01T01:29-04:00', false],
    ['opening in the doubled hour: open from the first', doubledOpening, '2026-11-01T01:30-04:00', true],
    ['opening in the doubled hour: open in between', doubledOpening, '2026-11-01T01:10-05:00', true],
  ])('%s', (_, weekly, moment, open) => {
    expect(isOpen(weekly, at(moment), NEW_YORK)).toBe(open);
  });

  it('office hours keep to the wall clock across both changes', () => {
    expect(wall(nextOpening(office, at('2026-03-07T12:00'), NEW_YORK))).toBe('2026-03-09T09:00-04:00');
    expect(wall(nextOpening(office, at('2026-10-31T12:00'), NEW_YORK))).toBe('2026-11-02T09:00-05:00');
  });

  it('an opening in the gap is the moment of the change', () => {
    expect(wall(nextOpening(gapOpening, at('2026-03-08T00:00'), NEW_YORK))).toBe('2026-03-08T03:00-04:00');
    expect(wall(nextClosing(gapClosing, at('2026-03-08T00:00'), NEW_YORK))).toBe('2026-03-08T03:00-04:00');
  });

  it('a day whose midnight is skipped begins when it begins', () => {
    // Havana goes from 00:00 to 01:00 on 2026-03-08.
    const sundays = hours({ sunday: '00:00-05:00' });
    expect(wall(nextOpening(sundays, at('2026-03-07T12:00', HAVANA), HAVANA))).toBe('2026-03-08T01:00-04:00');
  });

  it('a change of half an hour', () => {
    // Lord Howe goes from 02:00 to 02:30 on 2026-10-04.
    const sundays = hours({ sunday: '02:15-05:00' });
    expect(wall(nextOpening(sundays, at('2026-10-03T12:00', LORD_HOWE), LORD_HOWE))).toBe(
      '2026-10-04T02:30+11:00',
    );
  });

  it('a time zone without it', () => {
    expect(wall(nextOpening(office, at('2026-03-07T12:00', PHOENIX), PHOENIX))).toBe(
      '2026-03-09T09:00-07:00',
    );
    expect(wall(nextOpening(office, at('2026-10-31T12:00', PHOENIX), PHOENIX))).toBe(
      '2026-11-02T09:00-07:00',
    );
  });
});

describe('nextOpening', () => {
  it.each([
    ['before opening, today', '2026-11-20T08:00', '2026-11-20T09:00-05:00'],
    ['at lunch, after lunch', '2026-11-20T12:00', '2026-11-20T13:00-05:00'],
    ['while open, the one after', '2026-11-19T10:00', '2026-11-20T09:00-05:00'],
    ['at the very opening, the one after', '2026-11-19T09:00', '2026-11-20T09:00-05:00'],
    ['over the weekend', '2026-11-20T15:00', '2026-11-23T09:00-05:00'],
    ['over closed days that run into a weekend', '2026-12-23T17:00', '2026-12-28T09:00-05:00'],
    ['over the turn of the year', '2026-12-31T17:00', '2027-01-04T09:00-05:00'],
  ])('%s', (_, moment, opening) => {
    expect(wall(nextOpening(office, at(moment), NEW_YORK))).toBe(opening);
  });

  it.each([
    ['ends within hours: then', '2026-11-19T11:00', '2026-11-19T11:00-05:00'],
    ['ends outside hours: the next opening', '2026-11-19T18:00', '2026-11-20T09:00-05:00'],
    ['ends exactly at closing: the next opening', '2026-11-19T17:00', '2026-11-20T09:00-05:00'],
    ['ended already: as if it were not', '2026-11-19T08:00', '2026-11-20T09:00-05:00'],
  ])('closed until a moment that %s', (_, until, opening) => {
    expect(wall(nextOpening(office, at('2026-11-19T10:00'), NEW_YORK, at(until)))).toBe(opening);
  });

  it('is null when nothing ever opens, or nothing ever closes', () => {
    expect(nextOpening(hours({}), at('2026-11-20T10:00'), NEW_YORK)).toBeNull();
    expect(nextOpening(hours({ 'every day': '24 hours' }), at('2026-11-20T10:00'), NEW_YORK)).toBeNull();
  });
});

describe('nextClosing', () => {
  it('is the end of this range, or of the next one while closed', () => {
    expect(wall(nextClosing(office, at('2026-11-20T10:00'), NEW_YORK))).toBe('2026-11-20T12:00-05:00');
    expect(wall(nextClosing(office, at('2026-11-20T12:00'), NEW_YORK))).toBe('2026-11-20T15:00-05:00');
  });

  it('joins ranges that touch at midnight', () => {
    const late = hours({ friday: '22:00-24:00', saturday: '00:00-02:00' });
    expect(wall(nextClosing(late, at('2026-11-20T23:00'), NEW_YORK))).toBe('2026-11-21T02:00-05:00');
    expect(wall(nextOpening(late, at('2026-11-20T23:00'), NEW_YORK))).toBe('2026-11-27T22:00-05:00');
  });

  it('is null when it never closes', () => {
    expect(nextClosing(hours({ 'every day': '24 hours' }), at('2026-11-20T10:00'), NEW_YORK)).toBeNull();
  });
});

it('a day ends at its first midnight where the clock shows midnight twice', () => {
  const saturday = hours({ saturday: '22:00-24:00' });
  const firstMidnight = Temporal.ZonedDateTime.from('2026-11-01T00:00-04:00[America/Havana]').toInstant();
  expect(isOpen(saturday, firstMidnight.subtract({ minutes: 1 }), HAVANA)).toBe(true);
  expect(isOpen(saturday, firstMidnight, HAVANA)).toBe(false);
  expect(nextClosing(saturday, firstMidnight.subtract({ hours: 1 }), HAVANA)?.toInstant()).toEqual(
    firstMidnight,
  );
});

describe('at any moment of two years, in any of four time zones', () => {
  const moment = fc
    .integer({ min: Date.UTC(2026, 0, 1) / 60_000, max: Date.UTC(2028, 0, 1) / 60_000 })
    .map(minute => Temporal.Instant.fromEpochMilliseconds(minute * 60_000));
  const zone = fc.constantFrom(NEW_YORK, PHOENIX, HAVANA, LORD_HOWE);
  const weekly = fc
    .record({
      sunday: fc.constantFrom('00:00-01:30', '02:15-02:45', '24 hours', '01:30-04:00'),
      monday: fc.constantFrom('00:00-24:00', '09:00-17:00'),
      saturday: fc.constantFrom('22:00-24:00', '10:00-11:00'),
      closed: fc.constantFrom([], ['2026-03-08', '2027-11-06 to 2027-11-08']),
    })
    .map(hours);

  it('it opens at the next opening, was closed just before, and nothing changes until the nearer change', () => {
    fc.assert(
      fc.property(weekly, moment, zone, (open, now, timeZone) => {
        const opening = nextOpening(open, now, timeZone)?.toInstant();
        const closing = nextClosing(open, now, timeZone)?.toInstant();
        if (!opening || !closing) throw new Error('these hours open and close every week');
        const justBefore = (then: Temporal.Instant) => then.subtract({ milliseconds: 1 });
        expect(isOpen(open, opening, timeZone)).toBe(true);
        expect(isOpen(open, justBefore(opening), timeZone)).toBe(false);
        expect(isOpen(open, closing, timeZone)).toBe(false);
        expect(isOpen(open, justBefore(closing), timeZone)).toBe(true);
        expect(isOpen(open, now, timeZone)).toBe(Temporal.Instant.compare(closing, opening) < 0);
      }),
      { numRuns: 300 },
    );
  });
});

it('a holiday is closed like a date, whatever the year, and the next opening is after it', () => {
  const parsed = parseHours({ weekdays: '09:00-17:00', closed: 'us federal holidays' });
  if (!('hours' in parsed)) throw new Error('The hours are wrong');
  const at = (local: string) => Temporal.ZonedDateTime.from(`${local}[America/New_York]`).toInstant();
  expect(isOpen(parsed.hours, at('2027-07-05T10:00'), 'America/New_York')).toBe(false);
  expect(isOpen(parsed.hours, at('2031-07-04T10:00'), 'America/New_York')).toBe(false);
  expect(isOpen(parsed.hours, at('2027-07-06T10:00'), 'America/New_York')).toBe(true);
  expect(nextOpening(parsed.hours, at('2026-07-02T17:30'), 'America/New_York')?.toString()).toContain(
    '2026-07-06T09:00',
  );
});
