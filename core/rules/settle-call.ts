/** What is known of one leg. Times are epoch milliseconds. */
export interface LegFacts {
  accept: 'any' | 'press_1';
  answeredAt: number | null;
  keyAt: number | null;
  /** What the dial action said; null until it came. */
  bridged: boolean | null;
}

export type Verdict = 'taken' | 'missed' | 'wait' | 'ringing';

/** How long a leg that was answered may wait for its dial action after the call's end, in milliseconds. */
export const ACTION_GRACE = 10_000;

/** Shorter than this between being accepted and the end of the call, nobody spoke with anybody. */
const SPOKE = 2_000;

/**
 * Whether a person took the call, from what its legs say so far.
 *
 * The dial action decides: taken is bridged and, where a key is asked, our own stored key press (a callee who hangs up
 * while being asked can still arrive as completed). The call's end knows nothing of bridging and may come first, so a
 * leg that was answered waits for its action, and so does one of which nothing is known yet on a call that was
 * connected: the line itself does not answer while it rings (`answerOnBridge`). Should that never come (callbacks are best-effort), a leg that a person
 * had accepted at least two seconds before the end was a conversation; a voicemail's pick-up without a key never is.
 */
export function settleCall(
  legs: readonly LegFacts[],
  end: { at: number; connected: boolean } | null,
  now: number,
): Verdict {
  if (legs.some(leg => leg.bridged === true && accepted(leg) !== null)) return 'taken';
  if (end === null) return 'ringing';
  const open = legs.filter(leg => leg.bridged === null && (leg.answeredAt !== null || end.connected));
  if (open.length === 0) return 'missed';
  if (now < end.at + ACTION_GRACE) return 'wait';
  const spoke = open.some(leg => {
    const since = accepted(leg);
    if (since === null) return false;
    // Accepted long after the end: the clock was set back during the call. A person was there; for how long, nobody knows.
    return end.at - since >= SPOKE || since - end.at > ACTION_GRACE;
  });
  return spoke ? 'taken' : 'missed';
}

/** When a person accepted the leg: the key's time, or the lifting where that is enough; null if nobody did. */
function accepted(leg: LegFacts): number | null {
  return leg.accept === 'press_1' ? leg.keyAt : (leg.answeredAt ?? (leg.bridged ? 0 : null));
}
