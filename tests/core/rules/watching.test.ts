import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FINDINGS, type Finding, type FindingCode } from '../../../core/rules/health.ts';
import { TOLD, TOLD_CODES, type Watched, watchOver } from '../../../core/rules/watching.ts';

const NOW = Date.parse('2026-11-23T15:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const found = (what: FindingCode): Finding => ({ what, ...FINDINGS[what] });

/** Looks each minute while `at` says what is found; what was said, by minute. */
function lookEachMinute(minutes: number, at: (minute: number) => FindingCode[], every = 1): string[] {
  const said: string[] = [];
  let known: Watched[] = [];
  for (let minute = 0; minute <= minutes; minute += every) {
    const { after, say } = watchOver(at(minute).map(found), known, NOW + minute * MINUTE);
    known = after;
    for (const [how, parts] of Object.entries(say))
      for (const part of parts) said.push(`${minute} ${how} ${part}`);
  }
  return said;
}

test('what is well is not told', () => {
  expect(lookEachMinute(60, () => ['room_enough', 'backup_fresh', 'worker_running'])).toEqual([]);
});

test('once when it begins, once a day while it lasts, once when it has been well for half an hour', () => {
  const said = lookEachMinute(3 * 1440, minute => [minute < 2 * 1440 + 60 ? 'room_none' : 'room_enough']);
  expect(said).toEqual(['0 begun room', '1440 still room', '2880 still room', '2970 over room']);
});

test('what has to last first is not told when it does not', () => {
  expect(lookEachMinute(60, minute => [minute < 10 ? 'config_broken' : 'config_in_force'])).toEqual([]);
  expect(lookEachMinute(60, minute => [minute < 11 ? 'config_broken' : 'config_in_force'])).toEqual([
    '10 begun config',
    '41 over config',
  ]);
});

test('what gets worse is told again at once, what gets better is not', () => {
  const said = lookEachMinute(300, minute => [
    minute < 30 || (minute >= 90 && minute < 200)
      ? 'backup_old'
      : minute < 90
        ? 'backup_very_old'
        : 'backup_fresh',
  ]);
  expect(said).toEqual(['0 begun backup', '30 begun backup', '230 over backup']);
});

test('what comes and goes is told less and less often', () => {
  // Two hours there, two hours away, for five days.
  const said = lookEachMinute(5 * 1440, minute => [minute % 240 < 120 ? 'redis_lost' : 'redis_reached']);
  expect(said.slice(0, 4)).toEqual(['30 begun redis', '150 over redis', '270 begun redis', '420 over redis']);
  // Thirty times it went and came back.
  expect(said.length).toBeLessThanOrEqual(12);
});

test('after a day of peace it is new again', () => {
  const said = lookEachMinute(2 * 1440, minute => [
    minute < 10 || (minute > 1600 && minute < 1610) ? 'room_none' : 'room_enough',
  ]);
  expect(said).toEqual(['0 begun room', '40 over room', '1601 begun room', '1640 over room']);
});

test('whether a worker was restarted in between makes no difference: all that counts is what was kept', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 40 }), wells => {
      const at = (minute: number): FindingCode[] => [
        wells[minute / 20] === false ? 'room_none' : 'room_enough',
      ];
      const said = lookEachMinute(wells.length * 20, at, 20);
      // Never over without having begun, never begun twice without an end.
      const hows = said.map(one => one.split(' ')[1]).filter(how => how !== 'still');
      expect(hows.every((how, i) => how === (i % 2 === 0 ? 'begun' : 'over'))).toBe(true);
    }),
  );
});

test('a clock that is set back delays nothing by more than it was set back, and says nothing twice', () => {
  const first = watchOver([found('room_none')], [], NOW);
  const back = watchOver([found('room_none')], first.after, NOW - HOUR);
  expect(back.say).toEqual({ begun: [], still: [], over: [] });
  expect(watchOver([found('room_none')], back.after, NOW + DAY).say.still).toEqual(['room']);
});

test('everything that is wrong is told, but for what a worker cannot tell and what cannot be told', () => {
  const wrong = (Object.keys(FINDINGS) as FindingCode[]).filter(code => FINDINGS[code].state === 'wrong');
  expect(wrong.filter(code => !TOLD_CODES.includes(code)).sort()).toEqual([
    ...['watch_unreachable', 'worker_never', 'worker_silent'],
  ]);
  for (const code of TOLD_CODES) expect(FINDINGS[code].state).not.toBe('ok');
  expect(Math.max(...Object.values(TOLD))).toBe(3 * DAY);
});
