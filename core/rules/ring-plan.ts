import type { Phone } from '../ids.ts';

/** A phone that rings in its turn. */
export interface PlannedLeg {
  who: string;
  phone: Phone;
  /** Milliseconds it may ring. */
  for: number;
  accept: 'any' | 'press_1';
}

/**
 * Whose phones ring, in turn. Nobody rings outside hours, unless the line says so. A phone that the call came from or
 * was forwarded by is left out (ringing it again would make a loop), and so is one of our own numbers.
 */
export function planRinging(call: {
  ring: readonly PlannedLeg[];
  open: boolean;
  ringsWhenClosed: boolean;
  cameFrom: readonly (Phone | null)[];
  ownNumbers: readonly Phone[];
}): PlannedLeg[] {
  if (!call.open && !call.ringsWhenClosed) return [];
  return call.ring.filter(leg => !call.cameFrom.includes(leg.phone) && !call.ownNumbers.includes(leg.phone));
}

/** Twilio adds this many seconds to every timeout. https://www.twilio.com/docs/voice/twiml/dial#timeout */
const ADDED = 5;

/**
 * The `timeout` attribute, in whole seconds, that lets a leg ring for so many milliseconds: Twilio takes no less
 * than 5.
 */
export function dialTimeout(milliseconds: number): number {
  return Math.max(5, Math.round(milliseconds / 1000) - ADDED);
}

/** The longest that a whole plan can ring, in milliseconds. */
export function longestRinging(plan: readonly PlannedLeg[]): number {
  return plan.reduce((sum, leg) => sum + (dialTimeout(leg.for) + ADDED) * 1000, 0);
}
