/** What is known of a call that only asks whether a staff member's phone can be reached: as the carrier told it, in whatever order. */
export interface TestCallFacts {
  provider_sid: string | null;
  not_placed: 'expired' | 'refused' | 'unknown' | null;
  /** The carrier's own number for why it refused. */
  error_code: number | null;
  lifted_at: number | null;
  key_at: number | null;
  /** How it ended, in the carrier's word. */
  ended: string | null;
}

/** Nothing more comes of a call in one of these. */
export const TEST_ENDINGS = [
  'pressed',
  'not_pressed',
  'never_asked',
  'busy',
  'no_answer',
  'failed',
  'refused',
  'expired',
] as const;

export type TestCallState = (typeof TEST_ENDINGS)[number] | 'promised' | 'unknown' | 'ringing' | 'asking';

export function isTested(state: TestCallState): boolean {
  return (TEST_ENDINGS as readonly string[]).includes(state);
}

/** How a call stands: only a key is a person, whatever lifted it. */
export function testStands(call: TestCallFacts): TestCallState {
  if (call.key_at !== null) return 'pressed';
  if (call.ended === 'busy') return 'busy';
  if (call.ended === 'no-answer' || call.ended === 'canceled') return 'no_answer';
  if (call.ended === 'failed') return 'failed';
  // Lifted, and we were never asked what to say: the carrier does not reach us.
  if (call.ended !== null) return call.lifted_at === null ? 'never_asked' : 'not_pressed';
  if (call.lifted_at !== null) return 'asking';
  if (call.provider_sid !== null) return 'ringing';
  return call.not_placed ?? 'promised';
}

/** A call that is not placed within so long, in milliseconds, is not: nobody waits for it any more. */
export const TEST_WITHIN = 60_000;

/** So long everything takes at the most, in milliseconds: placing, 25 seconds of ringing, and asking. */
export const TEST_LASTS = TEST_WITHIN + 60_000;
