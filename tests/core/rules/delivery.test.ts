import fc from 'fast-check';
import { expect, test } from 'vitest';
import { advances, deliveryProblem, isCarrierOptOut } from '../../../core/rules/delivery.ts';
import { en } from '../../../core/texts/en.ts';
import { es } from '../../../core/texts/es.ts';

const CODES = [
  21211, 21217, 21408, 21610, 21612, 21614, 30003, 30004, 30005, 30006, 30007, 30008, 30024, 30032, 30034,
  14107, 14109,
];

test.each([...CODES, null, 0, 99_999])('%s is said in plain words, in both languages', code => {
  const note = `text_${deliveryProblem(code)}` as keyof typeof en.notes;
  expect(en.notes[note]).toMatch(/\.$/);
  expect(es.notes[note]).toMatch(/\.$/);
});

test('every code of the list has words of its own', () => {
  for (const code of CODES) expect(deliveryProblem(code)).not.toBe('not_delivered');
  expect(deliveryProblem(99_999)).toBe('not_delivered');
});

test('only 21610 is an opt-out', () => {
  expect([...CODES, null].filter(isCarrierOptOut)).toEqual([21610]);
});

const STATUSES = [
  'promised',
  'unknown',
  'accepted',
  'scheduled',
  'queued',
  'sending',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'cancelled',
];

test.each([
  ['queued', 'sent', true],
  ['sent', 'queued', false],
  ['unknown', 'sent', true],
  ['promised', 'delivered', true],
  ['delivered', 'sent', false],
  ['delivered', 'undelivered', false],
  // A late receipt is better news than the guess before it.
  ['undelivered', 'delivered', true],
  ['failed', 'undelivered', false],
  ['sent', 'sent', false],
  ['sent', 'read-by-aliens', false],
  ['nonsense', 'sent', false],
])('from %s to %s: %s', (from, to, moves) => {
  expect(advances(from, to)).toBe(moves);
});

test('the order in which callbacks come does not matter: the furthest stays', () => {
  const settle = (statuses: readonly string[]) =>
    statuses.reduce((status, next) => (advances(status, next) ? next : status), 'promised');
  fc.assert(
    fc.property(fc.shuffledSubarray(STATUSES, { minLength: 2 }), order => {
      const [one, other] = [settle(order), settle(order.toReversed())];
      // Words of one rank, such as two bad ends: the first to come stays.
      expect([advances(one, other), advances(other, one)]).toEqual([false, false]);
      for (const status of order) expect(advances(one, status)).toBe(false);
    }),
  );
});
