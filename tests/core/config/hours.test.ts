import { describe, expect, it } from 'vitest';
import { parseHours } from '../../../core/config/hours.ts';
import { WEEKDAYS } from '../../../core/rules/hours.ts';

function openDays(written: Record<string, unknown>): string[] {
  const parsed = parseHours(written);
  return 'hours' in parsed ? WEEKDAYS.filter(day => parsed.hours.days[day].length > 0) : [];
}

describe('days', () => {
  it.each([
    ['monday', ['monday']],
    ['Monday', ['monday']],
    ['monday to thursday', ['monday', 'tuesday', 'wednesday', 'thursday']],
    ['Monday  to  Tuesday', ['monday', 'tuesday']],
    ['saturday to monday', ['monday', 'saturday', 'sunday']],
    ['sunday to sunday', ['sunday']],
    ['weekdays', ['monday', 'tuesday', 'wednesday', 'thursday', 'friday']],
    ['weekends', ['saturday', 'sunday']],
    ['every day', [...WEEKDAYS]],
  ])('%s', (key, days) => {
    expect(openDays({ [key]: '09:00-17:00' })).toEqual(days);
  });

  it.each(['', 'mon', 'monday to', 'to monday', 'monday to friday to sunday', 'monday, friday', 'toString'])(
    'refuses %j',
    key => {
      expect(parseHours({ [key]: '09:00-17:00' })).toMatchObject({ problems: [{ path: [key], on: 'key' }] });
    },
  );
});

describe('ranges', () => {
  it.each<[unknown, { from: number; to: number }[]]>([
    ['09:00-17:00', [{ from: 540, to: 1020 }]],
    ['9:00 - 17:00', [{ from: 540, to: 1020 }]],
    ['09:00 to 17:00', [{ from: 540, to: 1020 }]],
    ['00:00-24:00', [{ from: 0, to: 1440 }]],
    ['24 hours', [{ from: 0, to: 1440 }]],
    [
      ['13:00-15:00', '09:00-12:00'],
      [
        { from: 540, to: 720 },
        { from: 780, to: 900 },
      ],
    ],
    [
      ['09:00-12:00', '12:00-13:00'],
      [
        { from: 540, to: 720 },
        { from: 720, to: 780 },
      ],
    ],
    [[], []],
  ])('%j', (written, ranges) => {
    expect(parseHours({ monday: written })).toMatchObject({
      hours: { days: { monday: ranges, tuesday: [] } },
    });
  });

  it.each<[unknown, string]>([
    [null, 'expected hours such as'],
    [9, 'expected hours such as'],
    ['9-5', 'expected hours such as'],
    ['9am-5pm', 'expected hours such as'],
    ['24:00-24:00', 'expected times from'],
    ['09:00-24:01', 'expected times from'],
    ['09:75-10:00', 'expected times from'],
    ['09:00-09:00', 'end when they begin'],
    ['22:00-02:00', 'end before they begin; past midnight, write'],
  ])('refuses %j', (written, message) => {
    expect(parseHours({ monday: written })).toMatchObject({
      problems: [{ path: ['monday'], message: expect.stringContaining(message) }],
    });
  });

  it('refuses what overlaps, also across two lines, at the later one', () => {
    expect(parseHours({ weekdays: '09:00-17:00', friday: ['07:00-08:00', '16:59-18:00'] })).toMatchObject({
      problems: [{ path: ['friday', 1], message: 'these hours overlap others on friday' }],
    });
  });
});

describe('closed', () => {
  it('takes dates, and dates from and to, in any order', () => {
    expect(parseHours({ closed: ['2027-01-01', '2026-12-24 to 2026-12-26'] })).toMatchObject({
      hours: {
        closed: [
          { from: '2026-12-24', to: '2026-12-26' },
          { from: '2027-01-01', to: '2027-01-01' },
        ],
      },
    });
  });

  it.each([
    [null],
    ['tomorrow'],
    ['2026-13-01'],
    ['2027-02-29'],
    ['20261224'],
    ['2026-12-24 to'],
    ['2026-12-24 - 2026-12-26'],
  ])('refuses %j', written => {
    expect(parseHours({ closed: written })).toMatchObject({
      problems: [{ path: ['closed'], message: expect.stringContaining('expected a date') }],
    });
  });
});

describe('holidays among the closed days', () => {
  it('stand beside dates, once each', () => {
    const closed = ["New Year's Day", '2026-12-24', 'us federal holidays', 'new years day'];
    expect(parseHours({ closed })).toMatchObject({
      hours: {
        closed: [{ from: '2026-12-24', to: '2026-12-24' }],
        holidays: ['new years day', 'us federal holidays'],
      },
    });
    expect(parseHours({ closed: 'thanksgiving' })).toMatchObject({ hours: { holidays: ['thanksgiving'] } });
  });

  it.each<[string, string | undefined]>([
    ['us federal holiday', 'did you mean "us federal holidays"?'],
    ['thanksgivin', 'did you mean "thanksgiving"?'],
    ['boxing day', undefined],
    ['2026-13-01', undefined],
  ])('%s is refused with what may be meant', (written, hint) => {
    const parsed = parseHours({ closed: ['2026-12-24', written] });
    expect(parsed).toEqual({
      problems: [
        {
          path: ['closed', 1],
          message: expect.stringMatching(/^expected a date such as 2026-12-24, .* or a name such as/),
          ...(hint ? { hint } : {}),
        },
      ],
    });
  });
});
