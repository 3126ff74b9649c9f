import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  moreTelling,
  refuseNumber,
  type StaffCallFacts,
  standingOf,
} from '../../../core/rules/staff-call.ts';

const NOTHING: StaffCallFacts = {
  provider_sid: null,
  not_placed: null,
  lifted_at: null,
  key_at: null,
  phone_ended: null,
  answered_at: null,
  number_ended: null,
};
const RINGS = { ...NOTHING, provider_sid: 'CA1' };
const PRESSED = { ...RINGS, lifted_at: 1, key_at: 2 };

test.each<[Partial<StaffCallFacts>, string]>([
  [NOTHING, 'promised'],
  [{ not_placed: 'expired' }, 'expired'],
  [{ not_placed: 'refused' }, 'not_placed'],
  [{ not_placed: 'unknown' }, 'unknown'],
  // Whatever nobody knew: the carrier has it.
  [{ not_placed: 'unknown', provider_sid: 'CA1' }, 'ringing'],
  [RINGS, 'ringing'],
  [{ ...RINGS, phone_ended: 'no-answer' }, 'not_pressed'],
  [{ ...RINGS, phone_ended: 'busy' }, 'not_pressed'],
  [{ ...RINGS, phone_ended: 'failed' }, 'not_placed'],
  [{ ...RINGS, lifted_at: 1 }, 'asking'],
  [{ ...RINGS, lifted_at: 1, phone_ended: 'completed' }, 'not_pressed'],
  [PRESSED, 'calling'],
  [{ ...PRESSED, answered_at: 3 }, 'talking'],
  [{ ...PRESSED, answered_at: 3, phone_ended: 'completed' }, 'answered'],
  [{ ...PRESSED, answered_at: 3, number_ended: 'completed' }, 'answered'],
  [{ ...PRESSED, number_ended: 'busy', phone_ended: 'completed' }, 'busy'],
  [{ ...PRESSED, number_ended: 'no-answer' }, 'no_answer'],
  [{ ...PRESSED, number_ended: 'failed' }, 'failed'],
  [{ ...PRESSED, number_ended: 'canceled' }, 'hung_up'],
  // Twilio may say so of a call that its caller gave up: nobody was there.
  [{ ...PRESSED, number_ended: 'completed' }, 'hung_up'],
  [{ ...PRESSED, phone_ended: 'completed' }, 'hung_up'],
  [{ ...PRESSED, phone_ended: 'unheard' }, 'unheard'],
])('%j is %s', (facts, state) => {
  expect(standingOf({ ...NOTHING, ...facts })).toBe(state);
});

test('without a key on their own phone no other phone ever rings', () => {
  const moment = fc.option(fc.nat());
  const ending = fc.option(fc.constantFrom('busy', 'no-answer', 'failed', 'canceled', 'completed'));
  const facts = fc.record({
    provider_sid: fc.option(fc.constant('CA1')),
    not_placed: fc.option(fc.constantFrom('expired', 'refused', 'unknown')),
    lifted_at: moment,
    phone_ended: ending,
    answered_at: moment,
    number_ended: ending,
  });
  fc.assert(
    fc.property(facts, one => {
      const early = ['promised', 'expired', 'not_placed', 'unknown', 'ringing', 'asking', 'not_pressed'];
      expect(early).toContain(standingOf({ ...one, key_at: null }));
    }),
  );
});

test('of two words for one ending the same is believed, whichever came first', () => {
  const words = ['busy', 'no-answer', 'failed', 'canceled', 'completed'];
  for (const one of words) {
    for (const other of words) {
      expect(moreTelling(moreTelling(null, one), other)).toBe(moreTelling(moreTelling(null, other), one));
    }
  }
});

test.each([
  ['+12125550140', 'US', null],
  ['+12125550100', 'US', 'own_number'],
  ['+12125550112', 'US', 'own_number'],
  ['+12125550140', 'JM', 'country'],
  ['+19005550140', 'US', 'costly'],
  // No country's: satellites.
  ['+12125550140', null, 'country'],
])('%s of %s: %s', (number, country, why) => {
  const practice = { lines: ['+12125550100'], staff: ['+12125550112'], countries: ['US', 'CA'] };
  expect(refuseNumber(number, country, practice)).toBe(why);
});
