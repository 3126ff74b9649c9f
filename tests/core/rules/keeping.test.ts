import { describe, expect, test } from 'vitest';
import { erasedBefore, erasesAgainAfter, nextKeeping, remembered } from '../../../core/rules/keeping.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 23, 15);

test('each thing goes by its own time', () => {
  const keep = {
    items: 180 * DAY,
    recordings: 90 * DAY,
    at_twilio: 30 * DAY,
    consent: 1_825 * DAY,
    audit: 2_190 * DAY,
  };
  expect(erasedBefore(keep, NOW)).toEqual({
    ...{ items: NOW - 180 * DAY, recordings: NOW - 90 * DAY, at_twilio: NOW - 30 * DAY },
    ...{ consent: NOW - 1_825 * DAY, audit: NOW - 2_190 * DAY },
  });
});

describe('the rules run in the night that comes, by the clock of the practice', () => {
  test.each([
    ['2026-11-23T10:00[America/New_York]', '2026-11-24T03:20-05:00'],
    ['2026-11-23T01:00[America/New_York]', '2026-11-23T03:20-05:00'],
    ['2026-11-23T03:20[America/New_York]', '2026-11-24T03:20-05:00'],
    ['2026-11-23T10:00[Asia/Kolkata]', '2026-11-24T03:20+05:30'],
    // An hour is left out, and one comes twice.
    ['2026-03-07T23:00[America/New_York]', '2026-03-08T03:20-04:00'],
    ['2026-10-31T23:00[America/New_York]', '2026-11-01T03:20-05:00'],
  ])('%s: %s', (now, then) => {
    const here = Temporal.ZonedDateTime.from(now);
    const next = nextKeeping(here.epochMilliseconds, here.timeZoneId);
    expect(next).toBe(Temporal.Instant.from(then).epochMilliseconds);
    expect(next).toBeGreaterThan(here.epochMilliseconds);
  });
});

test('what Twilio would not erase is asked for again soon, then each day, and never given up', () => {
  const waits = Array.from({ length: 40 }, (_, n) => erasesAgainAfter(n + 1));
  expect(waits[0]).toBe(5 * 60_000);
  expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  expect(waits.at(-1)).toBe(DAY);
});

test("a name of Twilio's is remembered for longer than its lists are read back", () => {
  expect(remembered(NOW) - NOW).toBeGreaterThan(7 * DAY);
});
