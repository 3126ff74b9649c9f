import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Phone } from '../../../core/ids.ts';
import { dialTimeout, type PlannedLeg, planRinging } from '../../../core/rules/ring-plan.ts';

const LINE = '+12125550100' as Phone;
const DESK: PlannedLeg = { who: 'desk', phone: '+12125550111' as Phone, for: 18_000, accept: 'any' };
const DANA: PlannedLeg = { who: 'dana', phone: '+12125550112' as Phone, for: 15_000, accept: 'press_1' };
const OPEN = { ring: [DESK, DANA], open: true, ringsWhenClosed: false, cameFrom: [], ownNumbers: [LINE] };

test.each([
  { says: 'open', call: OPEN, rings: ['desk', 'dana'] },
  { says: 'closed', call: { ...OPEN, open: false }, rings: [] },
  {
    says: 'closed, but it rings',
    call: { ...OPEN, open: false, ringsWhenClosed: true },
    rings: ['desk', 'dana'],
  },
  { says: 'from the desk', call: { ...OPEN, cameFrom: [DESK.phone, null] }, rings: ['dana'] },
  { says: 'forwarded by Dana', call: { ...OPEN, cameFrom: [null, DANA.phone] }, rings: ['desk'] },
  {
    says: 'from one, forwarded by the other',
    call: { ...OPEN, cameFrom: [DESK.phone, DANA.phone] },
    rings: [],
  },
  { says: 'a leg that is our own line', call: { ...OPEN, ownNumbers: [LINE, DANA.phone] }, rings: ['desk'] },
  { says: 'nobody in the plan', call: { ...OPEN, ring: [] }, rings: [] },
])('$says: $rings', ({ call, rings }) => {
  expect(planRinging(call).map(leg => leg.who)).toEqual(rings);
});

test('the order of the file is kept, and nobody rings who is not in it', () => {
  const phones = fc.constantFrom(DESK, DANA, { ...DANA, who: 'sam', phone: '+12125550113' as Phone });
  fc.assert(
    fc.property(fc.array(phones), fc.array(phones), (ring, from) => {
      const plan = planRinging({ ...OPEN, ring, cameFrom: from.map(leg => leg.phone) });
      expect(plan).toEqual(ring.filter(leg => !from.some(one => one.phone === leg.phone)));
    }),
  );
});

test.each([
  [18_000, 13],
  [20_000, 15],
  [45_000, 40],
  [10_000, 5],
  [6_000, 5],
])(
  '%i ms of ringing are a timeout of %i: Twilio adds five seconds and takes no less than five',
  (ms, seconds) => {
    expect(dialTimeout(ms)).toBe(seconds);
  },
);
