import type { Kysely } from 'kysely';
import { markMedia, mediaLastTried } from '../store/media-marks.ts';
import type { Tables } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';

/** The account's setting seldom changes; in milliseconds. */
const AGAIN_AFTER = 86_400_000;

/** Whether it was not tried for a day whether strangers hear recordings. */
export async function mediaIsToBeTried(read: Kysely<Tables>, now: number): Promise<boolean> {
  const last = await mediaLastTried(read);
  // Later than now: the clock was set back.
  return last === null || now - last.at >= AGAIN_AFTER || last.at > now;
}

/** Keeps what came of trying. */
export async function mediaTried(tx: Tx, open: boolean): Promise<void> {
  await markMedia(tx, open);
}
