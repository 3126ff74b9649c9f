import { type ServiceAtCarrier, serviceOf } from './connecting.ts';

/** How a number stands with the carriers in the United States, who deliver no texts of unregistered senders. */
export type Registration = 'done' | 'waiting' | 'refused' | 'none' | 'not_needed';

/** https://www.twilio.com/docs/messaging/api/usapptoperson-resource and .../tollfree-verification-resource */
const STATES: Readonly<Record<string, Registration>> = {
  VERIFIED: 'done',
  TWILIO_APPROVED: 'done',
  PENDING: 'waiting',
  IN_PROGRESS: 'waiting',
  PENDING_REVIEW: 'waiting',
  IN_REVIEW: 'waiting',
  FAILED: 'refused',
  SUSPENDED: 'refused',
  TWILIO_REJECTED: 'refused',
};

/** Numbers whose calls the called pays for, which are verified instead of registered. */
const TOLL_FREE = /^\+18(?:00|33|44|55|66|77|88)/;

export function isTollFree(number: string): boolean {
  return TOLL_FREE.test(number);
}

/**
 * @param services that the account has
 * @param verifications of the account's toll-free numbers, newest first, in the carrier's word
 */
export function registrationOf(
  number: string,
  services: readonly ServiceAtCarrier[],
  verifications: readonly { number: string; state: string }[],
): Registration {
  if (!number.startsWith('+1')) return 'not_needed';
  const states = isTollFree(number)
    ? verifications.filter(one => one.number === number).map(({ state }) => state)
    : (serviceOf(services, number)?.campaigns ?? []).map(({ state }) => state);
  const known = states.map(state => STATES[state.toUpperCase()] ?? 'waiting');
  // One that was refused may have been filed again since.
  return (['done', 'waiting', 'refused'] as const).find(one => known.includes(one)) ?? 'none';
}
