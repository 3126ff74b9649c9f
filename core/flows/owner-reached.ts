import { setMark, unsetMark } from '../store/marks.ts';
import type { Tx } from '../store/writer.ts';

/** The mark of when nobody could be reached. */
export const OWNER_UNREACHABLE = 'owner_unreachable';

/** Whether whoever is told when something is wrong could be reached the last time. */
export async function ownerReached(tx: Tx, reached: boolean): Promise<void> {
  if (reached) await unsetMark(tx, OWNER_UNREACHABLE);
  else await setMark(tx, OWNER_UNREACHABLE, tx.now);
}
