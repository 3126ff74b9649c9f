const SECOND = 1_000;

/** How often an effect is tried before it fails for good: about half a day with the delays below. */
export const MOST_ATTEMPTS = 16;

/**
 * Milliseconds until the next attempt after `attempts` of them: 2 s, 4 s, 8 s ... at most 6 hours, or what the other side
 * asked for (`Retry-After`), if that is longer. `chance` in [0, 1) spreads retries by up to a tenth.
 */
export function retryDelay(attempts: number, askedFor: number | null, chance: number): number {
  const backoff = Math.min(2 ** attempts * SECOND, 6 * 3_600 * SECOND);
  return Math.round(Math.max(backoff, askedFor ?? 0) * (1 + chance / 10));
}
