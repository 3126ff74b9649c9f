import { describe, expect, test } from 'vitest';
import {
  type AlertRule,
  type AlertTiming,
  nextTarget,
  planAlerts,
  planForOwner,
} from '../../../core/rules/alerting.ts';
import type { AskKind } from '../../../core/rules/asks.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const DAY = 24 * HOUR;

/** Open from 9 to 17 on every day; `at` is an hour of the first day. */
function timing(at: number, urgently = false): AlertTiming {
  const hourOf = (time: number) => (time / HOUR) % 24;
  const isOpen = (hours: string, time: number) =>
    hours === 'office' && hourOf(time) >= 9 && hourOf(time) < 17;
  return {
    now: at * HOUR,
    urgently,
    hoursOf: staff => (staff === 'day' ? 'office' : null),
    lineHours: 'office',
    nextDay: time => (Math.floor(time / DAY) + 1) * DAY,
    isOpen,
    nextOpening(hours, time) {
      if (hours !== 'office') return null;
      if (isOpen(hours, time)) return time;
      const day = Math.floor(time / HOUR / 24) * 24;
      return (hourOf(time) < 9 ? day + 9 : day + 33) * HOUR;
    },
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

describe('who is told about an ask, and when', () => {
  const always = rule('dana', ['callback', 'crisis']);
  const office = rule('dana', ['callback', 'crisis'], { during: 'office' });
  const later = rule('sam', ['callback', 'crisis'], { during: 'office', after: 30 * MINUTE });
  const never = rule('dana', ['callback'], { during: 'never' });
  const day = rule('day', ['callback', 'crisis']);
  test.each<[string, AlertRule[], AskKind, AlertTiming, [string, number][]]>([
    ['without hours at once', [always], 'callback', timing(3), [['dana', 3]]],
    ['not what the rule is not about', [always], 'voicemail', timing(10), []],
    ['in its hours at once', [office], 'callback', timing(10), [['dana', 10]]],
    ['before them at the opening', [office], 'callback', timing(3), [['dana', 9]]],
    ['after them at the next opening', [office], 'callback', timing(20), [['dana', 33]]],
    ['hours that never open tell nobody', [never], 'callback', timing(10), []],
    ['`after` from now', [later], 'callback', timing(10), [['sam', 10.5]]],
    ['`after` from the opening', [later], 'callback', timing(3), [['sam', 9.5]]],
    ['`after` past closing waits for the opening', [later], 'callback', timing(16.75), [['sam', 33]]],
    ['urgently skips `after`', [later], 'callback', timing(10, true), [['sam', 10]]],
    ['urgently still waits for the opening', [later], 'callback', timing(3, true), [['sam', 9]]],
    ['a person once, at the earliest time', [office, always], 'callback', timing(3), [['dana', 3]]],
    ['a crisis at any hour if nobody is on', [office], 'crisis', timing(3), [['dana', 3]]],
    ['a crisis to those who are on', [office, rule('sam', ['crisis'])], 'crisis', timing(3), [['sam', 3]]],
    ['in their own hours where the rule names none', [day], 'callback', timing(3), [['day', 9]]],
    [
      'in the hours of the rule where it names some',
      [rule('day', ['callback'], { during: 'never' })],
      'callback',
      timing(10),
      [],
    ],
    [
      'one person in their hours now, the other in theirs',
      [rule('day kim', ['callback'])],
      'callback',
      timing(3),
      [
        ['day', 9],
        ['kim', 3],
      ],
    ],
    ["a crisis in nobody's own hours at once", [day], 'crisis', timing(3), [['day', 3]]],
    [
      'a crisis at once although only somebody with `after` is in their hours',
      [day, rule('sam', ['crisis'], { after: 30 * MINUTE })],
      'crisis',
      timing(3),
      [
        ['day', 3],
        ['sam', 3.5],
      ],
    ],
    [
      'a crisis outside all hours keeps `after`',
      [office, later],
      'crisis',
      timing(3),
      [
        ['dana', 3],
        ['sam', 3.5],
      ],
    ],
  ])('%s', (_, rules, about, when, told) => {
    const planned = planAlerts(rules, about, when);
    expect(planned.map(alert => [alert.staff, alert.dueAt / HOUR])).toEqual(told);
  });

  test('several people and ways are told each', () => {
    const rules = [rule('dana sam', ['message']), rule('dana', ['message'], { by: 'email' })];
    expect(planAlerts(rules, 'message', timing(10)).map(one => `${one.staff} ${one.target}`)).toEqual([
      'dana sms',
      'sam sms',
      'dana email',
    ]);
  });
});

test('an owner whom no rule names is told by the first way that reaches them', () => {
  const rules = [rule('dana', ['message'])];
  expect(planForOwner(rules, 'kim', 'message', timing(10), ['email', 'ntfy']).target).toBe('email');
  expect(planForOwner(rules, 'dana', 'message', timing(10), ['email']).target).toBe('sms');
});

describe('when the owner of an entry is told', () => {
  const office = rule('dana', ['callback', 'message'], { during: 'office', after: 30 * MINUTE });
  const crisis = rule('sam', ['crisis'], { by: 'email' });
  test.each<[string, string, AskKind, AlertTiming, number, string]>([
    ['in their hours at once, whatever `after` says', 'dana', 'message', timing(10), 10, 'sms'],
    ['in the night at the opening', 'dana', 'message', timing(3), 9, 'sms'],
    [
      'named for something else: in the hours of those who are named',
      'sam',
      'message',
      timing(3),
      9,
      'email',
    ],
    ['named nowhere: by text, in those hours', 'kim', 'message', timing(3), 9, 'sms'],
    ['a crisis at once', 'dana', 'crisis', timing(3), 3, 'sms'],
    ['about what nobody is named for: at once', 'dana', 'voicemail', timing(3), 3, 'sms'],
  ])('%s', (_, owner, about, when, hour, target) => {
    expect(planForOwner([office, crisis], owner, about, when)).toEqual({
      staff: owner,
      target,
      dueAt: hour * HOUR,
    });
  });
});

describe('who is told next', () => {
  const rules = [rule('dana', ['crisis']), rule('kim sam', ['message']), rule('lee', ['crisis'])];
  const tried = (...staff: string[]) => staff.map(one => ({ staff: one, target: 'sms' }));
  test.each<[string[], string | null]>([
    [[], 'dana'],
    [['dana'], 'lee'],
    [['dana', 'lee'], 'kim'],
    [['dana', 'lee', 'kim'], 'sam'],
    [['dana', 'lee', 'kim', 'sam'], null],
  ])('after %j: %s', (told, next) => {
    expect(nextTarget(rules, 'crisis', tried(...told), timing(3))?.staff ?? null).toBe(next);
  });

  const ways = [
    rule('dana', ['crisis']),
    rule('sam', ['crisis']),
    rule('dana', ['message'], { by: 'email' }),
  ];
  test('another way to the same person comes before other people, whatever its rule is about', () => {
    expect(nextTarget(ways, 'crisis', tried('dana'), timing(3), 'dana')).toMatchObject({
      staff: 'dana',
      target: 'email',
    });
    expect(nextTarget(ways, 'crisis', tried('dana'), timing(3), 'sam')).toMatchObject({ staff: 'sam' });
  });

  test('one that no rule names comes after those that rules name, and only for whom an alert missed', () => {
    const nextAfter = (...targets: string[]) =>
      nextTarget(
        ways,
        'crisis',
        targets.map(target => ({ staff: 'dana', target })),
        timing(3),
        'dana',
        ['sms', 'email', 'ntfy'],
      );
    expect(nextAfter('sms')).toMatchObject({ staff: 'dana', target: 'email' });
    expect(nextAfter('sms', 'email')).toMatchObject({ staff: 'dana', target: 'ntfy' });
    expect(nextAfter('sms', 'email', 'ntfy')).toMatchObject({ staff: 'sam', target: 'sms' });
    expect(nextTarget(ways, 'crisis', tried('dana'), timing(3), null, ['ntfy'])).toMatchObject({
      staff: 'sam',
    });
  });

  test('one that no rule names keeps the hours of those that do', () => {
    const always = [rule('kim', ['message'])];
    expect(nextTarget(always, 'message', tried('kim'), timing(3), 'kim', ['email'])).toEqual({
      staff: 'kim',
      target: 'email',
      dueAt: 3 * HOUR,
    });
    const office = [rule('dana', ['message'], { during: 'office' })];
    expect(nextTarget(office, 'message', tried('dana'), timing(3), 'dana', ['email'])).toMatchObject({
      dueAt: 9 * HOUR,
    });
  });

  test.each<[string, number, number, string]>([
    ['in office hours the first in the order of the rules', 10, 10, 'day'],
    ['in the night the first whose hours it is', 3, 3, 'kim'],
  ])('of an ordinary ask %s', (_, at, hour, staff) => {
    const both = [rule('dana day kim', ['message'])];
    expect(nextTarget(both, 'message', tried('dana'), timing(at))).toEqual({
      staff,
      target: 'sms',
      dueAt: hour * HOUR,
    });
  });

  test("of an ordinary ask in nobody's hours whoever is on first, and nobody who never is", () => {
    const both = [rule('dana', ['message'], { during: 'never' }), rule('day', ['message'])];
    expect(nextTarget(both, 'message', [], timing(3))).toMatchObject({ staff: 'day', dueAt: 9 * HOUR });
    expect(nextTarget(both.slice(0, 1), 'message', [], timing(3))).toBeNull();
  });

  test('somebody named for something else is told of an ordinary ask while the line is open only', () => {
    const both = [rule('dana', ['message']), rule('lee', ['crisis'])];
    expect(nextTarget(both, 'message', tried('dana'), timing(3))).toMatchObject({ dueAt: 9 * HOUR });
    expect(nextTarget(both, 'crisis', tried('dana', 'lee').slice(1), timing(3))).toMatchObject({
      dueAt: 3 * HOUR,
    });
  });
});
