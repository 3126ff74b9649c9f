import { describe, expect, test } from 'vitest';
import { judgeAddress } from '../../../core/rules/doctor/address.ts';
import { judgeClocks } from '../../../core/rules/doctor/clocks.ts';
import { judgeMemory, judgeSwap } from '../../../core/rules/doctor/memory.ts';
import { judgeName } from '../../../core/rules/doctor/name.ts';
import { isIpPrivate } from '../../../core/rules/doctor/private-address.ts';
import { judgeCertificate } from '../../../core/rules/doctor/tls.ts';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-20T12:00:00Z');

test.each([
  ['192.168.0.1', true],
  ['10.1.2.3', true],
  ['172.16.0.1', true],
  ['172.32.0.1', false],
  ['100.64.0.1', true],
  ['100.128.0.1', false],
  ['169.254.1.1', true],
  ['127.0.0.1', true],
  ['0.0.0.0', true],
  ['192.0.2.7', false],
  ['::1', true],
  ['fe80::1', true],
  ['fd00::1', true],
  ['2001:db8::1', false],
  ['::ffff:10.0.0.1', true],
  ['::ffff:192.0.2.7', false],
])('%s is of inside: %s', (address, inside) => {
  expect(isIpPrivate(address)).toBe(inside);
});

describe('clocks', () => {
  test.each([
    ['as slow as it says', { asked: NOW, answered: NOW, theirs: NOW - 500 }, 'clocks_agree'],
    ['29 s', { asked: NOW, answered: NOW, theirs: NOW - 29_500 }, 'clocks_agree'],
    ['30 s', { asked: NOW, answered: NOW, theirs: NOW - 30_500 }, 'clocks_differ'],
    [
      'a minute, over a way of 80 s',
      { asked: NOW, answered: NOW + 80_000, theirs: NOW - 20_500 },
      'clocks_agree',
    ],
    ['5 min', { asked: NOW, answered: NOW, theirs: NOW + 299_500 }, 'clocks_far_apart'],
    ['a year', { asked: NOW, answered: NOW, theirs: NOW - 365 * DAY }, 'clocks_far_apart'],
  ])('%s', (_, facts, what) => {
    expect(judgeClocks(facts).what).toBe(what);
  });
});

describe('a certificate', () => {
  const good = { reached: true, trusted: true, why: null } as const;
  test.each([
    [{ ...good, until: NOW + 14 * DAY }, 'tls_good'],
    [{ ...good, until: NOW + 14 * DAY - 1 }, 'tls_ends_soon'],
    [{ ...good, until: NOW + 3 * DAY - 1 }, 'tls_ends_now'],
    [{ ...good, trusted: false, why: 'CERT_HAS_EXPIRED', until: NOW - 1 }, 'tls_expired'],
    [{ ...good, trusted: false, why: 'SELF_SIGNED_CERT_IN_CHAIN', until: NOW + DAY }, 'tls_untrusted'],
    [{ reached: false } as const, 'tls_no_answer'],
  ])('%o is %s', (seen, what) => {
    expect(judgeCertificate(seen, 'a.example', NOW).what).toBe(what);
  });
});

test.each([
  [DAY - 1, 'address_not_from_here'],
  [DAY, 'address_silent'],
])('an address that does not answer from here, when Twilio got through %i ms ago, is %s', (ago, what) => {
  const seen = { answered: false, error: 'ETIMEDOUT', heard: NOW - ago } as const;
  expect(judgeAddress('a.example', seen, NOW).what).toBe(what);
});

test('a name of which one half is unknown and nobody knows the other', () => {
  expect(judgeName('a.example', { addresses: [], errors: ['ENODATA', 'ETIMEOUT'] })).toMatchObject({
    what: 'name_unanswered',
    values: { error: 'ETIMEOUT' },
  });
});

test('memory, and where it is written to', () => {
  expect(judgeMemory({ size: 960e6, room: 300e6 }).what).toBe('memory_enough');
  expect(judgeMemory({ size: 480e6, room: 300e6 }).what).toBe('memory_little');
  expect(judgeMemory({ size: 4e9, room: 99e6 }).what).toBe('memory_little');
  expect(judgeSwap([]).what).toBe('swap_off');
  expect(judgeSwap([{ name: '/dev/zram0', closed: true }]).what).toBe('swap_encrypted');
  const some = [
    { name: '/dev/zram0', closed: true },
    { name: '/swapfile', closed: false },
  ];
  expect(judgeSwap(some)).toMatchObject({ what: 'swap_readable', values: { files: '/swapfile' } });
});
