import { expect, test } from 'vitest';
import type { Phone } from '../../../core/ids.ts';
import { type KnownNumbers, readCaller, readNumber } from '../../../core/rules/callers.ts';

const LINE = '+12125550100' as Phone;
const DESK = '+12125550111' as Phone;
const BLOCKED = '+12125550199' as Phone;
const ROBIN = '+12125550140';
const KNOWN: KnownNumbers = { lines: [LINE], staff: [DESK], blocked: [BLOCKED], country: 'US' };

test.each([
  'anonymous',
  'Anonymous',
  'unknown',
  'restricted',
  'private',
  'unavailable',
  'blocked',
  '',
  '   ',
  'client:robin',
  'sip:robin@example.com',
  'sip:+12125550140@example.com',
  '+266696687',
  '266696687',
  '+7378742833',
  '+86282452253',
  '+8656696',
  '+2562533',
  '+7748283',
  '72975',
  'x'.repeat(320),
])('%j is no number', written => {
  expect(readNumber(written, 'US')).toBeNull();
  expect(readCaller({ from: written, forwardedFrom: null, onlyForwarded: false }, KNOWN)).toEqual({
    kind: 'withheld',
  });
});

test('digits that stand for a word are no number, even where they look like one at home', () => {
  // A landline in Portugal has nine digits, and may begin like these.
  expect(readNumber('266696687', 'PT')).toBeNull();
});

test.each([
  { from: ROBIN, forwardedFrom: null, onlyForwarded: false, kind: 'client' },
  { from: '(212) 555-0140', forwardedFrom: null, onlyForwarded: false, kind: 'client' },
  { from: ROBIN, forwardedFrom: DESK, onlyForwarded: false, kind: 'client' },
  { from: ROBIN, forwardedFrom: null, onlyForwarded: true, kind: 'client' },
  { from: DESK, forwardedFrom: null, onlyForwarded: false, kind: 'staff' },
  { from: DESK, forwardedFrom: 'anonymous', onlyForwarded: false, kind: 'staff' },
  { from: DESK, forwardedFrom: DESK, onlyForwarded: false, kind: 'withheld' },
  { from: DESK, forwardedFrom: '+12125550150', onlyForwarded: false, kind: 'withheld' },
  { from: DESK, forwardedFrom: null, onlyForwarded: true, kind: 'withheld' },
  { from: BLOCKED, forwardedFrom: null, onlyForwarded: false, kind: 'blocked' },
  { from: BLOCKED, forwardedFrom: DESK, onlyForwarded: true, kind: 'blocked' },
  { from: LINE, forwardedFrom: null, onlyForwarded: false, kind: 'own_line' },
  { from: LINE, forwardedFrom: DESK, onlyForwarded: true, kind: 'own_line' },
])(
  'from $from, forwarded from $forwardedFrom (only forwarded: $onlyForwarded): $kind',
  ({ kind, ...call }) => {
    expect(readCaller(call, KNOWN).kind).toBe(kind);
  },
);

test('our own line is told apart even from staff and blocked numbers that are the same', () => {
  const known = { ...KNOWN, staff: [LINE], blocked: [LINE] };
  const call = { from: LINE, forwardedFrom: null, onlyForwarded: false };
  expect(readCaller(call, known).kind).toBe('own_line');
});
