import type { Kysely } from 'kysely';
import { marksNamed, setMark, unsetMark } from './marks.ts';
import type { Tables } from './schema.ts';
import type { Tx } from './writer.ts';

const OPEN = 'media_open';
const CLOSED = 'media_closed';

/** Whether strangers heard a recording when that was last tried (epoch milliseconds); null before the first time. */
export async function mediaLastTried(read: Kysely<Tables>): Promise<{ open: boolean; at: number } | null> {
  const marks = await marksNamed(read, [OPEN, CLOSED]);
  const [open, closed] = [marks.get(OPEN), marks.get(CLOSED)];
  const tried = open ?? closed;
  return tried ? { open: open !== undefined, at: tried.at } : null;
}

export async function markMedia(tx: Tx, open: boolean): Promise<void> {
  await setMark(tx, open ? OPEN : CLOSED, tx.now);
  await unsetMark(tx, open ? CLOSED : OPEN);
}
