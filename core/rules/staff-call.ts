/** What is known of a call that a staff member makes: as the carrier told it, in whatever order. */
export interface StaffCallFacts {
  /** The carrier's name for it; null until the carrier is known to have it. */
  provider_sid: string | null;
  not_placed: 'expired' | 'refused' | 'unknown' | null;
  lifted_at: number | null;
  key_at: number | null;
  /** How the call to their own phone ended, in the carrier's word; `unheard` when nobody can tell. */
  phone_ended: string | null;
  answered_at: number | null;
  /** How the call to the number ended, in the carrier's word. */
  number_ended: string | null;
}

/** Nobody can call again, or be called, while a call is in one of these. */
export const GOING_ON = ['promised', 'ringing', 'asking', 'calling', 'talking'] as const;

/** Over before the contact's phone has rung. */
export const NEVER_RANG = ['expired', 'not_placed', 'not_pressed', 'unknown'] as const;

/** How it went. */
export const ENDINGS = [
  ...NEVER_RANG,
  'answered',
  'busy',
  'no_answer',
  'failed',
  'hung_up',
  'unheard',
] as const;

export type StaffCallState = (typeof GOING_ON)[number] | (typeof ENDINGS)[number];

export function isOver(state: StaffCallState): boolean {
  return (ENDINGS as readonly string[]).includes(state);
}

/**
 * How a call stands, from all that was told of it. Only facts are stored, and each once, so that callbacks may come
 * late, twice and in any order: the same facts are the same state.
 */
export function standingOf(call: StaffCallFacts): StaffCallState {
  if (call.key_at !== null) return afterTheKey(call);
  if (call.phone_ended !== null) return call.phone_ended === 'failed' ? 'not_placed' : 'not_pressed';
  if (call.lifted_at !== null) return 'asking';
  if (call.provider_sid !== null) return 'ringing';
  return call.not_placed === 'refused' ? 'not_placed' : (call.not_placed ?? 'promised');
}

function afterTheKey({ answered_at, number_ended, phone_ended }: StaffCallFacts): StaffCallState {
  if (answered_at !== null) return (number_ended ?? phone_ended) ? 'answered' : 'talking';
  if (number_ended === 'busy') return 'busy';
  if (number_ended === 'no-answer') return 'no_answer';
  if (number_ended === 'failed') return 'failed';
  if (number_ended !== null) return 'hung_up';
  if (phone_ended === null) return 'calling';
  return phone_ended === 'unheard' ? 'unheard' : 'hung_up';
}

/** What says more about how a call to a number ended, first. */
const TELLING: readonly string[] = ['busy', 'no-answer', 'failed', 'canceled', 'completed'];

/** Two witnesses of one ending, the dial's action and the leg's own callback: which of them is believed. */
export function moreTelling(one: string | null, other: string): string {
  if (one === null) return other;
  return TELLING.indexOf(one) <= TELLING.indexOf(other) ? one : other;
}

/** Area code 900, whose numbers cost what whoever has them likes. */
const COSTLY = /^\+1900/;

/** Why a number is not called for staff, or null. `country`: the number's own, null when it has none. */
export function refuseNumber(
  number: string,
  country: string | null,
  practice: { lines: readonly string[]; staff: readonly string[]; countries: readonly string[] },
): 'own_number' | 'costly' | 'country' | null {
  // A line would take its own call back in, and a staff phone is reached without us.
  if ([...practice.lines, ...practice.staff].includes(number)) return 'own_number';
  if (COSTLY.test(number)) return 'costly';
  return country !== null && practice.countries.includes(country) ? null : 'country';
}

/** A call that could not be placed within so long, in milliseconds, is not: nobody's phone rings when they have gone on. */
export const PLACED_WITHIN = 60_000;

/** How long the staff member's own phone rings, in seconds; a mobile's voicemail would lift after some twenty. */
export const RINGS_STAFF = 20;

/** How long the contact's phone rings, in seconds, with the five that Twilio adds: their voicemail should get its turn. */
export const RINGS_CONTACT = 40;

/** Everything up to the key is over by then, in milliseconds: later the carrier is asked. */
export const SETTLED_WITHIN = 150_000;
