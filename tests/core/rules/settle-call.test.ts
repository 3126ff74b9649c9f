import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ACTION_GRACE,
  type LegFacts,
  type OpenLegFacts,
  settleCall,
  settleUnended,
  type Verdict,
} from '../../../core/rules/settle-call.ts';

const END = 1_200_000;
const UNKNOWN = { answeredAt: null, keyAt: null, bridged: null };
const any = (facts: Partial<LegFacts> = {}): LegFacts => ({ accept: 'any', ...UNKNOWN, ...facts });
const key = (facts: Partial<LegFacts> = {}): LegFacts => ({ accept: 'press_1', ...UNKNOWN, ...facts });

type Case = [says: string, legs: LegFacts[], verdict: Verdict];

test.each<Case>([
  ['nothing is known', [key()], 'ringing'],
  ['a voicemail picked up', [key({ answeredAt: 5 })], 'ringing'],
  ['bridged, and no key was stored', [key({ answeredAt: 5, bridged: true })], 'ringing'],
  ['bridged after our key', [key({ answeredAt: 5, keyAt: 9, bridged: true })], 'taken'],
  ['key pressed, not bridged', [key({ answeredAt: 5, keyAt: 9, bridged: false })], 'ringing'],
  ['lifted and bridged', [any({ answeredAt: 5, bridged: true })], 'taken'],
  ['bridged, the lifting never told', [any({ bridged: true })], 'taken'],
  ['the second leg took it', [any({ bridged: false }), key({ keyAt: 9, bridged: true })], 'taken'],
])('while the caller is there: %s', (_, legs, verdict) => {
  expect(settleCall(legs, null, END)).toBe(verdict);
});

test.each<Case>([
  ['nobody rang', [], 'missed'],
  ['it rang', [key()], 'missed'],
  ['not bridged', [any({ answeredAt: 5, bridged: false })], 'missed'],
  ['lifted, the dial result is still to come', [any({ answeredAt: 5 })], 'wait'],
  ['a voicemail picked up, the dial result is still to come', [key({ answeredAt: 5 })], 'wait'],
  ['the first was not bridged, the second lifted', [any({ bridged: false }), key({ answeredAt: 5 })], 'wait'],
  ['bridged after our key', [key({ keyAt: 9, bridged: true })], 'taken'],
])('at the end of a call that was never connected: %s', (_, legs, verdict) => {
  expect(settleCall(legs, { at: END, connected: false }, END)).toBe(verdict);
});

test('a call that was connected waits for its dial result even if no lifting was told', () => {
  expect(settleCall([any()], { at: END, connected: true }, END)).toBe('wait');
  expect(settleCall([any({ bridged: false })], { at: END, connected: true }, END)).toBe('missed');
  expect(settleCall([], { at: END, connected: true }, END)).toBe('missed');
});

test.each<Case>([
  ['lifted long before', [any({ answeredAt: 5 })], 'taken'],
  ['lifted two seconds before', [any({ answeredAt: END - 2_000 })], 'taken'],
  ['lifted just before', [any({ answeredAt: END - 1_999 })], 'missed'],
  ['key pressed long before', [key({ answeredAt: 3, keyAt: 5 })], 'taken'],
  ['key pressed as the caller left', [key({ answeredAt: 3, keyAt: END - 500 })], 'missed'],
  ['a voicemail picked up', [key({ answeredAt: 3 })], 'missed'],
  ['nothing was told', [any()], 'missed'],
])('when the dial result has not come ten seconds after the end: %s', (_, legs, verdict) => {
  const end = { at: END, connected: true };
  expect(settleCall(legs, end, END + ACTION_GRACE - 1)).toBe('wait');
  expect(settleCall(legs, end, END + ACTION_GRACE)).toBe(verdict);
});

const MINUTE = 60_000;
const open = (facts: LegFacts, endedAt: number | null = null): OpenLegFacts => ({
  ...facts,
  startedAt: 0,
  endedAt,
});

test.each<[says: string, legs: OpenLegFacts[], verdict: ReturnType<typeof settleUnended>]>([
  ['nobody accepted', [open(key())], 'missed'],
  ['a voicemail picked up', [open(key({ answeredAt: 5 }))], 'missed'],
  ['not bridged', [open(any({ answeredAt: 5, bridged: false }), 9)], 'missed'],
  ['it rang and stopped', [open(any(), 18_000)], 'missed'],
  ['bridged after our key', [open(key({ keyAt: 9, bridged: true }), 99)], 'taken'],
  ['key pressed', [open(key({ answeredAt: 3, keyAt: 5 }))], { lookAt: END + 5 * MINUTE }],
  ['lifted', [open(any({ bridged: false }), 5), open(any({ answeredAt: 9 }))], { lookAt: END + 5 * MINUTE }],
  ['lifted, and hung up long since', [open(any({ answeredAt: 5 }), 99_000)], 'taken'],
  ['lifted, and hung up at once', [open(any({ answeredAt: 5 }), 1_000)], 'missed'],
  ['lifted, and hung up just now', [open(any({ answeredAt: 5 }), END)], { lookAt: END + ACTION_GRACE }],
  ['a phone of which nothing was told', [open(any())], { lookAt: END + 5 * MINUTE }],
])('when no end has been heard twenty minutes after it began: %s', (_, legs, verdict) => {
  expect(settleUnended(legs, END)).toEqual(verdict);
});

test('a conversation without an end is one after four hours; a phone of which nothing was told, none after 45 minutes', () => {
  const talk = [open(key({ answeredAt: 3, keyAt: 5 }))];
  const longest = 5 + 240 * MINUTE;
  expect(settleUnended(talk, longest - 1)).toEqual({ lookAt: longest });
  expect(settleUnended(talk, longest)).toBe('taken');
  expect(settleUnended([open(any())], 45 * MINUTE - 1)).toEqual({ lookAt: 45 * MINUTE });
  expect(settleUnended([open(any())], 45 * MINUTE)).toBe('missed');
});

const time = fc.option(fc.nat({ max: END }), { nil: null });
const leg: fc.Arbitrary<LegFacts> = fc.record({
  accept: fc.constantFrom('any', 'press_1'),
  answeredAt: time,
  keyAt: time,
  bridged: fc.option(fc.boolean(), { nil: null }),
});
const end = fc.option(fc.record({ at: fc.constant(END), connected: fc.boolean() }), { nil: null });
const now = fc.integer({ min: END, max: END + 2 * ACTION_GRACE });

test('where a key is asked, nothing is taken without our own stored key', () => {
  const keyless = leg.map((one): LegFacts => ({ ...one, accept: 'press_1', keyAt: null }));
  fc.assert(
    fc.property(fc.array(keyless), end, now, (legs, at, when) => {
      expect(settleCall(legs, at, when)).not.toBe('taken');
    }),
  );
});

test('a call is ringing as long as its caller is there and nobody took it, and never for more than ten seconds after', () => {
  fc.assert(
    fc.property(fc.array(leg), now, fc.boolean(), (legs, when, connected) => {
      expect(['ringing', 'taken']).toContain(settleCall(legs, null, when));
      const late = settleCall(legs, { at: END, connected }, END + ACTION_GRACE);
      expect(['taken', 'missed']).toContain(late);
    }),
  );
});

test('the order of legs does not matter', () => {
  fc.assert(
    fc.property(fc.array(leg), end, now, (legs, at, when) => {
      expect(settleCall(legs.toReversed(), at, when)).toBe(settleCall(legs, at, when));
    }),
  );
});
