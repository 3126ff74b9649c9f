import { expect, test } from 'vitest';
import { type CallAtCarrier, type OwnLeg, wasTaken } from '../../../core/rules/call-at-carrier.ts';

const DESK = '+12125550111';
const DANA = '+12125550112';
const ANY: OwnLeg = { phone: DESK, accept: 'any', keyAt: null };
const ASKED: OwnLeg = { phone: DANA, accept: 'press_1', keyAt: null };
const PRESSED: OwnLeg = { ...ASKED, keyAt: 12_000 };

/** Seconds from and until. */
function connected(from: number, until: number) {
  return { from: from * 1_000, until: until * 1_000 };
}

function call(caller: [number, number] | null, ...legs: [string, number, number][]): CallAtCarrier {
  return {
    endedAt: 100_000,
    caller: caller && connected(...caller),
    legs: legs.map(([phone, from, until]) => ({ phone, connected: connected(from, until) })),
  };
}

test.each<[string, CallAtCarrier, OwnLeg[], boolean]>([
  ['nobody lifted', call(null), [ANY], false],
  ['the desk lifted, and they spoke', call([5, 100], [DESK, 5, 100]), [ANY], true],
  ['Dana lifted and pressed, and they spoke', call([12, 100], [DANA, 8, 100]), [PRESSED], true],
  ['Dana’s voicemail lifted, and the caller was never connected', call(null, [DANA, 8, 40]), [ASKED], false],
  ['Dana pressed, and the caller was gone', call(null, [DANA, 8, 14]), [PRESSED], false],
  [
    'Dana pressed, her leg broke, and the caller was greeted',
    call([20, 100], [DANA, 8, 16]),
    [PRESSED],
    false,
  ],
  ['they were connected for a second', call([99, 100], [DESK, 99, 100]), [ANY], false],
  ['for two', call([98, 100], [DESK, 98, 100]), [ANY], true],
  ['connected without a key: a voicemail', call([12, 100], [DANA, 8, 100]), [ANY, ASKED], false],
  ['a phone that is none of ours', call([12, 100], ['+12125550199', 8, 100]), [ANY], false],
])('%s', (_, atCarrier, legs, taken) => {
  expect(wasTaken(atCarrier, legs)).toBe(taken);
});
