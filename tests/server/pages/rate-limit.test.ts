import { describe, expect, test } from 'vitest';
import { Buckets, senderOf } from '../../../server/pages/rate-limit.ts';

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
