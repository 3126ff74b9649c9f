import { CATCH_UP_EVERY, nextReading, type Reading, WEBHOOKS_UNDER_WAY } from '../rules/catch-up.ts';
import { moveEffect, promise } from '../store/effects.ts';
import { markOf, setMark } from '../store/marks.ts';
import type { Tx } from '../store/writer.ts';

/** The mark up to which everything that Twilio saw is known to us. */
export const KNOWN_UNTIL = 'known_until';

/** The first start of all: what the account saw before is not ours. */
const LISTENS_SINCE = 'listens_since';

/** One row for good: it is never over. */
const CATCH_UP = 'catch_up';

/**
 * A worker starts: what was missed since somebody last listened is fetched at once, and again and again from then on. The
 * first start of all has missed nothing.
 */
export async function beginCatchingUp(tx: Tx): Promise<void> {
  if ((await markOf(tx.db, KNOWN_UNTIL)) === null) {
    await setMark(tx, LISTENS_SINCE, tx.now);
    await setMark(tx, KNOWN_UNTIL, tx.now);
  }
  if (await promise(tx, { kind: 'catch_up', about: CATCH_UP, key: CATCH_UP })) return;
  await moveEffect(tx, CATCH_UP, tx.now);
}

/** The server listens again: what it could not hear while it was gone is fetched soon. A worker does that. */
export async function listensAgain(tx: Tx): Promise<void> {
  await moveEffect(tx, CATCH_UP, tx.now);
}

/** What a worker is to read of Twilio's lists now. */
export async function readingNow(tx: Tx): Promise<Reading> {
  const since = (await markOf(tx.db, LISTENS_SINCE)) ?? tx.now;
  return nextReading({ since, until: (await markOf(tx.db, KNOWN_UNTIL)) ?? tx.now }, tx.now);
}

/**
 * Everything up to a time is known (epoch milliseconds).
 *
 * @returns when to read on: at once while there is more to catch up with
 */
export async function caughtUp(tx: Tx, until: number): Promise<number> {
  const before = (await markOf(tx.db, KNOWN_UNTIL)) ?? until;
  // A mark ahead of now comes from a clock that was set back since.
  const known = before > tx.now ? until : Math.max(before, until);
  await setMark(tx, KNOWN_UNTIL, known);
  const behind = tx.now - known > WEBHOOKS_UNDER_WAY + CATCH_UP_EVERY && known > before;
  return behind ? tx.now : tx.now + CATCH_UP_EVERY;
}
