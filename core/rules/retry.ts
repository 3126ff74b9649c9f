const SECOND = 1_000;

const MINUTE = 60 * SECOND;

/** How often an effect is tried before it fails for good: about half a day with the delays below. */
const MOST_ATTEMPTS = 16;
const MOST_ATTEMPTS_URGENT = 720;

/** Longer than this nobody is asked to wait; a mistaken `Retry-After` would otherwise lose the effect. */
const LONGEST = 6 * 3_600 * SECOND;
/** A crisis waits no longer than this, whatever the other side asks for. */
const LONGEST_URGENT = MINUTE;

/**
 * Milliseconds until the next attempt after `attempts` of them: 2 s, 4 s, 8 s ... at most 6 hours, or what the other side
 * asked for (`Retry-After`), if that is longer, and never above 6 hours, a minute for what is urgent. `chance` in [0, 1)
 * spreads retries by up to a tenth.
 */
export function retryDelay(
  attempts: number,
  askedFor: number | null,
  chance: number,
  urgent = false,
): number {
  const longest = urgent ? LONGEST_URGENT : LONGEST;
  const wait = Math.min(Math.max(2 ** attempts * SECOND, askedFor ?? 0), longest);
  return Math.round(wait * (1 + chance / 10));
}

/** Whether an effect that was tried so often is tried once more. */
export function triesAgain(attempts: number, urgent = false): boolean {
  return attempts < (urgent ? MOST_ATTEMPTS_URGENT : MOST_ATTEMPTS);
}

/** The wait after so many refusals of an ordinary alert is half a minute, and as much has passed: see `retryDelay`. */
const REFUSALS_BORNE = 5;

/**
 * Whether somebody else is told because an alert was refused for now, after `attempts`, and put off by `delay`
 * (milliseconds): of a crisis at the first refusal, of anything else once a minute goes by.
 */
export function tellsNextMeanwhile(attempts: number, delay: number, urgent: boolean): boolean {
  if (attempts === 1) return urgent || delay >= MINUTE;
  return !urgent && attempts === REFUSALS_BORNE;
}

/** How often a crisis alert is sent again when nobody knows whether it went out. */
const MOST_REPEATS = 5;

/**
 * Milliseconds until a crisis alert of which nobody knows goes out again, after it was sent so often: 1, 2, 4, 8 and 16
 * minutes; null when it was sent again often enough.
 */
export function repeatDelay(sent: number): number | null {
  return sent > MOST_REPEATS ? null : 2 ** (sent - 1) * MINUTE;
}
