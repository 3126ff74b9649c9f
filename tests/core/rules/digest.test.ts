import { describe, expect, test } from 'vitest';
import {
  type DigestRule,
  type DigestTiming,
  digestNow,
  digestRecipients,
  nextDigest,
} from '../../../core/rules/digest.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const DANA = { staff: 'dana', target: 'sms' };

/** Open from 9 to 12 and from 13 to 17 on every day but the third; times are hours of the first day. */
function timing(hour: number): DigestTiming {
  const isOpen = (name: string, at: number) => {
    const ofDay = (at / HOUR) % 24;
    const isThird = Math.floor(at / DAY) === 2;
    return name === 'office' && !isThird && ((ofDay >= 9 && ofDay < 12) || (ofDay >= 13 && ofDay < 17));
  };
  return {
    now: hour * HOUR,
    today: Math.floor(hour / 24) * DAY,
    hoursOf: () => 'office',
    isOpen,
    nextOpening(name, at) {
      if (name !== 'office') return null;
      const quarters = Array.from({ length: 96 * 5 }, (_, quarter) => at + (quarter + 1) * (HOUR / 4));
      return quarters.find(time => isOpen(name, time)) ?? null;
    },
    nextDay: at => (Math.floor(at / DAY) + 1) * DAY,
  };
}

const rule = (more: Partial<DigestRule> = {}): DigestRule => ({
  to: ['dana'],
  by: 'sms',
  during: null,
  ...more,
});

describe('when the next digest is due', () => {
  test.each<[string, DigestRule[], number, number | null]>([
    ['before the opening on the same day', [rule()], 3, 9],
    ['at the opening on the next day', [rule()], 9, 33],
    ['after it on the next day, although hours begin again', [rule()], 12.5, 33],
    ['a closed day is left out', [rule()], 34, 81],
    ['hours that never begin', [rule({ during: 'never' })], 3, null],
    ['by the earliest of several rules', [rule({ during: 'never' }), rule()], 3, 9],
    ['of no rule of theirs', [rule({ to: ['sam'] })], 3, null],
    ['of another way', [rule({ by: 'email' })], 3, null],
  ])('%s', (_, rules, hour, due) => {
    expect(nextDigest(rules, DANA, timing(hour))).toBe(due === null ? null : due * HOUR);
  });
});

describe('what becomes of a digest that is due', () => {
  const said = { say: true, opened: 9 * HOUR };
  const tomorrow = { say: false, next: 33 * HOUR };
  test.each<[string, number, number | undefined, unknown]>([
    ['at the opening it is said', 9, undefined, said],
    ['two hours later too', 11, undefined, said],
    ['later not today', 11.25, undefined, tomorrow],
    ['once a day', 10, 9, tomorrow],
    ['again on the next', 33, 9, { say: true, opened: 33 * HOUR }],
    ['not before the opening, when the hours were moved', 8, undefined, { say: false, next: 9 * HOUR }],
    ['not on a closed day', 57, undefined, { say: false, next: 81 * HOUR }],
  ])('%s', (_, hour, last, what) => {
    const sent = last === undefined ? undefined : last * HOUR;
    expect(digestNow([rule()], DANA, sent, timing(hour))).toEqual(what);
  });
});

test('each way to each person once', () => {
  const rules = [rule({ to: ['dana', 'sam'] }), rule(), rule({ by: 'email' })];
  expect(digestRecipients(rules).map(one => `${one.staff} ${one.target}`)).toEqual([
    'dana sms',
    'sam sms',
    'dana email',
  ]);
});
