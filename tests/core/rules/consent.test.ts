import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  AUTOMATED_A_DAY,
  CONVERSATION,
  type ContinuationFacts,
  isQuiet,
  refuseContinuation,
  refuseText,
  type Texting,
} from '../../../core/rules/consent.ts';

const NOW = Date.UTC(2026, 10, 23, 15);
const HOUR = 3_600_000;

const free: Texting = {
  texting: 'allowed',
  stoppedHow: null,
  automatedToday: 0,
  staffWroteAt: null,
  entryHandled: false,
};
const stopped = (stoppedHow: Texting['stoppedHow']): Texting => ({ ...free, texting: 'stopped', stoppedHow });
const inConversation: Texting = { ...free, staffWroteAt: NOW - HOUR };

describe('who may be texted', () => {
  test.each([
    // contact, automation, crisis, staff
    ['anybody', free, null, null, null],
    ['after a carrier’s word', stopped('keyword'), 'carrier_opt_out', 'carrier_opt_out', 'carrier_opt_out'],
    [
      'after the carrier said so',
      stopped('carrier'),
      'carrier_opt_out',
      'carrier_opt_out',
      'carrier_opt_out',
    ],
    ['after free words', stopped('free_words'), 'opted_out', null, 'opted_out'],
    ['after "wrong number"', stopped('wrong_number'), 'opted_out', null, 'opted_out'],
    ['after star', stopped('star'), 'opted_out', null, 'opted_out'],
    ['never asked', stopped('never_asked'), 'opted_out', null, 'opted_out'],
    ['stopped, nobody knows how', stopped(null), 'opted_out', null, 'opted_out'],
    ['in a conversation with staff', inConversation, 'quiet', null, null],
    ['whose entry was handled', { ...inConversation, entryHandled: true }, null, null, null],
    ['after six today', { ...free, automatedToday: AUTOMATED_A_DAY }, 'daily_limit', null, null],
    ['after five today', { ...free, automatedToday: AUTOMATED_A_DAY - 1 }, null, null, null],
  ])('%s', (_, contact, automation, crisis, staff) => {
    expect(refuseText('automation', contact, NOW)).toBe(automation);
    expect(refuseText('crisis', contact, NOW)).toBe(crisis);
    expect(refuseText('staff', contact, NOW)).toBe(staff);
  });

  const anybody: fc.Arbitrary<Texting> = fc.record({
    texting: fc.constantFrom('allowed', 'stopped'),
    stoppedHow: fc.constantFrom(
      null,
      'keyword',
      'free_words',
      'wrong_number',
      'carrier',
      'star',
      'never_asked',
    ),
    automatedToday: fc.nat(20),
    staffWroteAt: fc.option(fc.integer({ min: NOW - 2 * CONVERSATION, max: NOW })),
    entryHandled: fc.boolean(),
  });

  test('nothing but a carrier’s opt-out stops the crisis reply', () => {
    fc.assert(
      fc.property(anybody, contact => {
        const byCarrier =
          contact.texting === 'stopped' &&
          (contact.stoppedHow === 'keyword' || contact.stoppedHow === 'carrier');
        expect(refuseText('crisis', contact, NOW)).toBe(byCarrier ? 'carrier_opt_out' : null);
      }),
    );
  });

  test('automation goes only where staff may write too, and nobody who opted out is written to', () => {
    fc.assert(
      fc.property(anybody, contact => {
        if (refuseText('automation', contact, NOW) === null) {
          expect(refuseText('staff', contact, NOW)).toBeNull();
        }
        if (contact.texting === 'stopped') {
          expect(refuseText('automation', contact, NOW)).not.toBeNull();
          expect(refuseText('staff', contact, NOW)).not.toBeNull();
        }
      }),
    );
  });
});

test.each([
  [CONVERSATION - 1, true],
  [CONVERSATION, false],
])('%i ms after the last staff message, quiet: %s', (ago, quiet) => {
  expect(isQuiet({ staffWroteAt: NOW - ago, entryHandled: false }, NOW)).toBe(quiet);
});

const missed: ContinuationFacts = {
  lineTexts: true,
  modeTexts: true,
  countryAllowed: true,
  lastAt: null,
  oncePer: 24 * HOUR,
  sentInWindow: 0,
  atMost: 60,
};

test.each([
  ['the first missed call', {}, null],
  ['a line that sends no texts', { lineTexts: false }, 'line_off'],
  ['voicemail only, outside hours', { modeTexts: false }, 'mode'],
  ['another country', { countryAllowed: false }, 'country'],
  ['a second call within the day', { lastAt: NOW - 24 * HOUR + 1 }, 'once_per'],
  ['a second call a day later', { lastAt: NOW - 24 * HOUR }, null],
  ['the last one that the practice may send', { sentInWindow: 59 }, null],
  ['one more than it may', { sentInWindow: 60 }, 'rate'],
  ['what an owner can mend comes first', { lineTexts: false, sentInWindow: 60 }, 'line_off'],
])('the text after a missed call: %s', (_, facts, refusal) => {
  expect(refuseContinuation({ ...missed, ...facts }, NOW)).toBe(refusal);
});
