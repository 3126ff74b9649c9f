import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AlertRule, AlertTiming } from '../../../core/rules/alerting.ts';
import type { AskKind } from '../../../core/rules/asks.ts';
import { isSaidOften, nextRound, planRound } from '../../../core/rules/reminding.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The line and `office` are open from 9 to 17 on every day; `day` is in their hours then, `owl` from 17 to 24. */
function timing(hour: number): AlertTiming {
  const hourOf = (time: number) => (time / HOUR) % 24;
  const isOpen = (hours: string, time: number) =>
    hours === 'office' ? hourOf(time) >= 9 && hourOf(time) < 17 : hours === 'evening' && hourOf(time) >= 17;
  return {
    now: hour * HOUR,
    urgently: false,
    hoursOf: staff => ({ day: 'office', owl: 'evening', off: 'never' })[staff] ?? null,
    lineHours: 'office',
    isOpen,
    nextOpening(hours, time) {
      if (hours === 'never') return null;
      const opens = hours === 'office' ? 9 : 17;
      const today = Math.floor(time / DAY) * DAY + opens * HOUR;
      return today > time ? today : today + DAY;
    },
    nextDay: time => (Math.floor(time / DAY) + 1) * DAY,
  };
}

const rule = (to: string, about: AskKind[], more: Partial<AlertRule> = {}): AlertRule => ({
  to: to.split(' '),
  by: 'sms',
  about,
  during: null,
  after: 0,
  again: null,
  ...more,
});

/** Minutes after the first alert at which rounds are due, `count` of them. */
function rounds(rules: AlertRule[], about: AskKind, count: number, hour = 10): (number | null)[] {
  const found: (number | null)[] = [];
  let at: number | null = hour * HOUR;
  for (let round = 1; round <= count && at !== null; round += 1) {
    at = nextRound(rules, about, round, timing(hour), at);
    found.push(at === null ? null : (at - hour * HOUR) / MINUTE);
  }
  return found;
}

describe('when an ask is said again', () => {
  const dana = rule('dana', ['callback', 'crisis']);
  test.each<[string, AlertRule[], AskKind, (number | null)[]]>([
    ['an ordinary one every half hour, thrice', [dana], 'callback', [30, 60, 90]],
    [
      'as often as the rule says',
      [rule('dana', ['callback'], { again: 10 * MINUTE })],
      'callback',
      [10, 20, 30],
    ],
    [
      'the shortest of several rules counts',
      [dana, rule('sam', ['callback'], { again: 10 * MINUTE })],
      'callback',
      [10, 20, 30],
    ],
    [
      '`off` of one rule leaves the other',
      [dana, rule('sam', ['callback'], { again: 'off' })],
      'callback',
      [30, 60],
    ],
    ['`off` everywhere: never', [rule('sam', ['callback'], { again: 'off' })], 'callback', [null]],
    [
      'rules about something else do not count',
      [dana, rule('sam', ['message'], { again: MINUTE })],
      'callback',
      [30],
    ],
    [
      'a crisis every five minutes for half an hour, then every fifteen',
      [dana],
      'crisis',
      [5, 10, 15, 20, 25, 30, 45, 60],
    ],
  ])('%s', (_, rules, about, minutes) => {
    expect(rounds(rules, about, minutes.length)).toEqual(minutes);
  });

  test('then an ordinary one once a day when the hours begin, for a week, and no more', () => {
    const office = rule('dana', ['callback'], { during: 'office' });
    const all = rounds([office], 'callback', 20);
    const mornings = all.slice(3).map(minute => (minute === null ? null : (minute * MINUTE) / HOUR + 10));
    expect(mornings).toEqual([33, 57, 81, 105, 129, 153, 177, null]);
  });

  test('where it would be midnight, a day later', () => {
    const all = rounds([rule('dana', ['callback'])], 'callback', 5);
    expect(all.slice(3)).toEqual([90 + 24 * 60, 90 + 48 * 60]);
  });

  test.each<[string, number | null]>([
    ['built in', null],
    ['however short `again` is', MINUTE],
  ])('a crisis becomes hourly and never ends, %s', (_, again) => {
    const all = rounds([rule('dana', ['crisis'], { again })], 'crisis', 200) as number[];
    expect(all).toHaveLength(200);
    expect(all[20]! - all[19]!).toBe(60);
    expect(all[199]! - all[198]!).toBe(60);
  });

  test.each<[AskKind, number, boolean]>([
    ['callback', 2, true],
    ['callback', 3, false],
    ['crisis', 5, true],
    ['crisis', 6, false],
  ])('%s after %i rounds is said often: %s', (about, said, often) => {
    expect(isSaidOften(about, said)).toBe(often);
  });
});

describe('who is told again', () => {
  const rules = [
    rule('dana', ['callback', 'crisis']),
    rule('day', ['callback'], { after: 2 * HOUR }),
    rule('lee', ['crisis']),
    rule('owl', ['message']),
  ];
  test.each<[string, AskKind, number, number, string]>([
    ['first those whom a rule names for it', 'callback', 1, 10, 'dana day'],
    ['then everybody in any rule, in their own hours', 'callback', 2, 10, 'dana day lee'],
    ['outside the hours of the line only those named', 'callback', 2, 20, 'dana'],
    ['a crisis first those named, at any hour', 'crisis', 2, 3, 'dana lee'],
    ['then everybody, at any hour', 'crisis', 3, 3, 'dana lee day owl'],
  ])('%s', (_, about, round, hour, told) => {
    const plan = planRound(rules, about, round, timing(hour));
    expect(plan).toEqual({
      told: told.split(' ').map(staff => ({ staff, target: 'sms' })),
      waitsUntil: null,
    });
  });

  test("in nobody's hours it waits for the first of them, or for ever", () => {
    const day = rule('day', ['callback']);
    expect(planRound([day], 'callback', 1, timing(3))).toEqual({ told: [], waitsUntil: 9 * HOUR });
    expect(planRound([rule('off', ['callback'])], 'callback', 1, timing(3)).waitsUntil).toBeNull();
  });

  test('whoever is to be told once is not told again, in no round', () => {
    const once = [
      rule('dana', ['callback'], { again: 'off' }),
      rule('sam', ['callback']),
      rule('dana', ['crisis']),
    ];
    expect(planRound(once, 'callback', 3, timing(10)).told).toEqual([{ staff: 'sam', target: 'sms' }]);
  });

  test('nobody twice by one way, whatever the rules', () => {
    const some = fc.array(
      fc.record({
        to: fc.uniqueArray(fc.constantFrom('dana', 'day', 'owl', 'lee'), { minLength: 1 }),
        by: fc.constantFrom('sms', 'email'),
        about: fc.uniqueArray(fc.constantFrom<AskKind>('callback', 'crisis', 'message'), { minLength: 1 }),
        during: fc.constantFrom(null, 'office', 'evening'),
        after: fc.constantFrom(0, HOUR),
        again: fc.constantFrom(null, 'off' as const, MINUTE),
      }),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(
        some,
        fc.constantFrom<AskKind>('callback', 'crisis'),
        fc.integer({ min: 1, max: 9 }),
        fc.nat(23),
        (all, about, round, hour) => {
          const { told, waitsUntil } = planRound(all, about, round, timing(hour));
          const names = told.map(one => `${one.staff} ${one.target}`);
          expect(new Set(names).size).toBe(names.length);
          expect(told.length > 0 && waitsUntil !== null).toBe(false);
          if (waitsUntil !== null) {
            expect(waitsUntil).toBeGreaterThan(hour * HOUR);
            expect(planRound(all, about, round, timing(waitsUntil / HOUR)).told.length).toBeGreaterThan(0);
          }
        },
      ),
    );
  });
});
