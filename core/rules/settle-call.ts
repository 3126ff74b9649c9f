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

/**
 * How long after the last phone could ring a call is settled whose end never reached us, in milliseconds: a called person
 * who is asked for a key, and webhooks that Twilio had to repeat, take some of it.
 */
export const LOST_END_GRACE = 60_000;

/** How often a conversation whose end we did not hear of is looked at again, in milliseconds. */
export const LOOK_EVERY = 5 * 60_000;

/** Twilio ends every `<Dial>` after four hours. https://www.twilio.com/docs/voice/twiml/dial#timelimit */
const LONGEST_TALK = 4 * 3_600_000;

/**
 * How long a phone that lifting is enough for, and of which nothing at all was told, may be in a conversation, in
 * milliseconds. Longer than nearly all calls of an office: a text is too late by then, so what is left to get wrong is
 * one entry.
 */
const UNHEARD_TALK = 45 * 60_000;

/** Shorter than this between being accepted and the end of the call, nobody spoke with anybody. */
export const SPOKE = 2_000;

/**
 * Whether a person took the call, from what its legs say so far.
 *
 * The dial action decides: taken is bridged and, where a key is asked, our own stored key press (a callee who hangs up
 * while being asked can still arrive as completed). The call's end knows nothing of bridging and may come first, so a
 * leg that was answered waits for its action, and so does one of which nothing is known yet on a call that was
 * connected: the line itself does not answer while it rings (`answerOnBridge`). Should that never come (callbacks are
 * best-effort), a leg that a person had accepted at least two seconds before the end was a conversation; a voicemail's
 * pick-up without a key never is.
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

/** What is known of a leg when nothing has been heard of its call's end. Times are epoch milliseconds. */
export interface OpenLegFacts extends LegFacts {
  startedAt: number;
  endedAt: number | null;
}

/**
 * What becomes of a call of whose end nothing has been heard when it should be over: it was missed, unless a person has
 * accepted a leg of which no result is known. They may be talking still: look again at the time (epoch milliseconds)
 * that is returned, until the phone's own end or Twilio's limit says that it was a conversation. Where a key is asked we
 * know of every acceptance; a lifting may have gone unheard.
 */
export function settleUnended(
  legs: readonly OpenLegFacts[],
  now: number,
): 'taken' | 'missed' | { lookAt: number } {
  if (legs.some(leg => leg.bridged === true && accepted(leg) !== null)) return 'taken';
  const until = (end: number) => ({ lookAt: Math.min(now + LOOK_EVERY, end) });
  const open = legs.find(leg => leg.bridged === null && accepted(leg) !== null);
  const since = open ? accepted(open) : null;
  if (!open || since === null) {
    const unheard = legs.find(leg => leg.accept === 'any' && leg.bridged === null && leg.endedAt === null);
    const end = unheard ? unheard.startedAt + UNHEARD_TALK : now;
    return now < end ? until(end) : 'missed';
  }
  if (open.endedAt !== null) {
    if (now < open.endedAt + ACTION_GRACE) return { lookAt: open.endedAt + ACTION_GRACE };
    return open.endedAt - since >= SPOKE ? 'taken' : 'missed';
  }
  const longest = since + LONGEST_TALK;
  return now < longest ? until(longest) : 'taken';
}

/** When a person accepted the leg: the key's time, or the lifting where that is enough; null if nobody did. */
function accepted(leg: LegFacts): number | null {
  return leg.accept === 'press_1' ? leg.keyAt : (leg.answeredAt ?? (leg.bridged ? 0 : null));
}
