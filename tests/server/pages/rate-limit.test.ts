import { describe, expect, test } from 'vitest';
import { Buckets, FormLimits, senderOf } from '../../../server/pages/rate-limit.ts';

const START = 1_000_000;

describe('buckets', () => {
  test('let a burst through, then one at a time', () => {
    const buckets = new Buckets({ burst: 2, refill: 1_000, keys: 10 });
    expect([buckets.take('a', START), buckets.take('a', START)]).toEqual([0, 0]);
    expect(buckets.take('a', START)).toBe(1_000);
    expect(buckets.take('a', START + 400)).toBe(600);
    expect(buckets.take('a', START + 1_000)).toBe(0);
    expect(buckets.take('b', START)).toBe(0);
  });

  test('hold no more than a burst after a long rest', () => {
    const buckets = new Buckets({ burst: 2, refill: 1_000, keys: 10 });
    buckets.take('a', START);
    const later = START + 1e9;
    expect([0, 1, 2].map(() => buckets.take('a', later) > 0)).toEqual([false, false, true]);
  });

  test('forget the key that rested longest when there are too many', () => {
    const buckets = new Buckets({ burst: 1, refill: 1_000, keys: 2 });
    for (const key of ['a', 'b', 'a', 'c']) buckets.take(key, START);
    expect(buckets.take('a', START)).toBeGreaterThan(0);
    expect(buckets.take('b', START)).toBe(0);
  });

  test('survive a clock that is set back', () => {
    const buckets = new Buckets({ burst: 1, refill: 1_000, keys: 2 });
    buckets.take('a', START);
    expect(buckets.take('a', START - 1e9)).toBe(1_000);
    expect(buckets.take('a', START - 1e9 + 1_000)).toBe(0);
  });
});

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:1:2::6', '2001:db8:1:2::/64'],
  ['[2001:db8:1:2::6]', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['2001:db8:1:2:3:4:203.0.113.7', '2001:db8:1:2::/64'],
  ['64:ff9b::203.0.113.7', '64:ff9b:0:0::/64'],
  ['', ''],
  ['unknown', 'unknown'],
])('%s counts as %s', (address, sender) => {
  expect(senderOf(address)).toBe(sender);
});

describe('forms in a flood', () => {
  const MINUTE = 60_000;
  const DAY = 24 * 60 * MINUTE;

  /** How many of the forms that are sent every second of two days are taken, by day. */
  function taken(send: (limits: FormLimits, now: number, count: number) => number): number[] {
    const limits = new FormLimits();
    const days = [0, 0];
    for (let now = START, count = 0; now < START + 2 * DAY; now += 1_000, count += 1) {
      if (send(limits, now, count) === 0) days[now < START + DAY ? 0 : 1]! += 1;
    }
    return days;
  }

  test('strangers of ever new addresses get in at most a thousand on the first day, five hundred on each later one', () => {
    const [first, second] = taken((limits, now, count) =>
      limits.stranger(`203.0.${(count >> 8) & 255}.${count & 255}`, now),
    );
    expect(first).toBeLessThanOrEqual(1_000);
    expect(second).toBeLessThanOrEqual(501);
    expect(second).toBeGreaterThan(490);
  });

  test('one address gets in a fifth of that', () => {
    const [first, second] = taken((limits, now) => limits.stranger('203.0.113.7', now));
    expect(first).toBeLessThanOrEqual(200);
    expect(second).toBeLessThanOrEqual(101);
  });

  test('one link gets in sixty a day, and is never held back by strangers', () => {
    const [, second] = taken((limits, now) => {
      limits.stranger('203.0.113.7', now);
      return limits.link('AAAAAAAAAAAAAAAAAAAAAA', now);
    });
    expect(second).toBeGreaterThan(55);
    expect(second).toBeLessThanOrEqual(61);
  });

  test('a form that is held back takes nothing, so that waiting as told is enough', () => {
    const limits = new FormLimits();
    let now = START;
    while (limits.stranger('203.0.113.7', now) === 0);
    for (let tries = 0; tries < 100; tries += 1) limits.stranger('203.0.113.7', now);
    now += limits.stranger('203.0.113.7', now);
    expect(limits.stranger('203.0.113.7', now)).toBe(0);
  });

  test('an address that has had its day is let in again within a quarter of an hour', () => {
    const limits = new FormLimits();
    const waits = Array.from({ length: 180 }, (_, minute) =>
      limits.stranger('203.0.113.7', START + minute * MINUTE),
    );
    expect(Math.max(...waits)).toBeGreaterThan(10 * MINUTE);
    expect(Math.max(...waits)).toBeLessThan(15 * MINUTE);
  });
});
