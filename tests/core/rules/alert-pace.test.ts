import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ALERT_WINDOW,
  ALERTS_IN_WINDOW,
  CRISIS_REPEAT_EVERY,
  nextAlertAt,
  nextRepeatAt,
  REPEAT_EVERY,
} from '../../../core/rules/alert-pace.ts';

const NOW = 100_000_000;
const MINUTE = 60_000;

describe('when the next ordinary alert may go', () => {
  test.each<[string, number[], number]>([
    ['nobody was alerted yet', [], 0],
    ['three just now', [0, 0, 0], 0],
    ['four just now', [0, 0, 0, 0], 10],
    ['four over eight minutes', [0, 2, 6, 8], 2],
    ['the fourth last is ten minutes old', [0, 0, 0, 10], 0],
  ])('%s', (_, ago, minutes) => {
    const sent = ago.map(one => NOW - one * MINUTE);
    expect((nextAlertAt(sent, NOW) - NOW) / MINUTE).toBe(minutes);
  });

  test('however many fall due and whenever: never more than four in ten minutes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 10 * MINUTE }), { maxLength: 200 }), gaps => {
        const sent: number[] = [];
        let now = NOW;
        for (const gap of gaps) {
          now += gap;
          const at = nextAlertAt(sent.slice(0, ALERTS_IN_WINDOW), now);
          expect(at).toBeGreaterThanOrEqual(now);
          if (at === now) sent.unshift(now);
        }
        for (const last of sent) {
          const window = sent.filter(at => at <= last && at > last - ALERT_WINDOW);
          expect(window.length).toBeLessThanOrEqual(ALERTS_IN_WINDOW);
        }
      }),
    );
  });
});

test.each<[string, number | undefined, boolean, number]>([
  ['the first repeat at once', undefined, false, 0],
  ['an ordinary one a quarter of an hour after the last', NOW, false, REPEAT_EVERY],
  ['a crisis sooner', NOW, true, CRISIS_REPEAT_EVERY],
  ['one whose last is long ago at once', NOW - 3_600_000, false, 0],
])('%s', (_, last, urgent, wait) => {
  expect(nextRepeatAt(last, urgent, NOW) - NOW).toBe(wait);
});
