const SECOND = 1_000;

/** How often an effect is tried before it fails for good: about half a day with the delays below. */
export const MOST_ATTEMPTS = 16;

/** Longer than this nobody is asked to wait; a mistaken `Retry-After` would otherwise lose the effect. */
const LONGEST = 6 * 3_600 * SECOND;

/**
 * Milliseconds until the next attempt after `attempts` of them: 2 s, 4 s, 8 s ... at most 6 hours, or what the other side
 * asked for (`Retry-After`), if that is longer, and never above 6 hours. `chance` in [0, 1) spreads retries by up to a tenth.
 */
export function retryDelay(attempts: number, askedFor: number | null, chance: number): number {
  const wait = Math.min(Math.max(2 ** attempts * SECOND, askedFor ?? 0), LONGEST);
  return Math.round(wait * (1 + chance / 10));
}
