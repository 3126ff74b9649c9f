/** A long code sends about one text a second; carriers queue or refuse what comes faster. */
const INTERVAL = 1_000;
/** A few texts may go at once, so that an alert never waits for the text beside it. */
const BURST = 3;
/**
 * A stored time further ahead than this was not written by this clock: somebody has set it back. However many urgent texts
 * go at once, they take no more of what comes after them.
 */
const FURTHEST = 30 * INTERVAL;

/**
 * Whether a number may send now, at its steady pace with a small burst. Times are epoch milliseconds; `next` is what is
 * stored, `waitUntil` when to try again. Urgent texts go at once and count all the same.
 */
export function pace(next: number, now: number, urgent: boolean): { next: number } | { waitUntil: number } {
  const earliest = next > now + FURTHEST ? now : Math.max(next, now);
  if (!urgent && earliest - now > (BURST - 1) * INTERVAL)
    return { waitUntil: earliest - (BURST - 1) * INTERVAL };
  return { next: Math.min(earliest + INTERVAL, now + FURTHEST) };
}
