import { expect, test } from 'vitest';
import { isComplete, knownAfter, nextReading, type Seen } from '../../../core/rules/catch-up.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = 1_790_000_000_000;

test.each([
  ['up to date: an hour again, to now', 5 * MINUTE, 30 * DAY, [HOUR + 5 * MINUTE, 0]],
  ['three days behind: a day at a time', 3 * DAY, 30 * DAY, [3 * DAY + HOUR, 2 * DAY]],
  ['a month behind: no further back than a week', 30 * DAY, 60 * DAY, [7 * DAY + HOUR, 6 * DAY]],
  ['never back before the first start', 5 * MINUTE, 6 * MINUTE, [6 * MINUTE, 0]],
  ['a mark ahead of a clock that was set back', -HOUR, 30 * DAY, [HOUR, 0]],
])('%s', (_, behind, since, [from, to]) => {
  const reading = nextReading({ since: NOW - since, until: NOW - behind }, NOW);
  expect(reading).toEqual({ from: NOW - (from ?? 0), to: NOW - (to ?? 0) });
});

const CALL = {
  kind: 'call',
  sid: 'CA1',
  line: '',
  from: '',
  forwardedFrom: null,
  unanswered: false,
} as const;

test.each<[string, Seen, boolean]>([
  ['a call that goes on', { ...CALL, at: NOW - HOUR, endedAt: null }, false],
  ['one that ended a minute ago', { ...CALL, at: NOW - HOUR, endedAt: NOW - MINUTE }, false],
  ['one that ended two minutes ago', { ...CALL, at: NOW - HOUR, endedAt: NOW - 2 * MINUTE }, true],
  [
    'a recording without its file',
    { kind: 'recording', sid: 'RE1', call: 'CA1', seconds: 3, ready: false, at: NOW - HOUR },
    false,
  ],
])('%s is for now: %s', (_, seen, complete) => {
  expect(isComplete(seen, NOW)).toBe(complete);
});

test('what is left for later holds the mark back, but for a day at most', () => {
  expect(knownAfter({ to: NOW }, [], NOW)).toBe(NOW - 2 * MINUTE);
  expect(knownAfter({ to: NOW - HOUR }, [], NOW)).toBe(NOW - HOUR);
  expect(knownAfter({ to: NOW }, [{ at: NOW - HOUR }, { at: NOW - 5 * MINUTE }], NOW)).toBe(NOW - HOUR);
  expect(knownAfter({ to: NOW }, [{ at: NOW - 2 * DAY }], NOW)).toBe(NOW - 2 * MINUTE);
});
