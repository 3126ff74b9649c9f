import type { EntryId } from '../ids.ts';
import { findEntry } from '../store/entries.ts';
import { markSeen } from '../store/seen.ts';
import type { Tx } from '../store/writer.ts';
import { mayWork } from './entry-acts.ts';
import { WorkRefused } from './work-refused.ts';

export interface Look {
  /** The id of who is signed in. */
  user: string;
  entry: EntryId;
  /** The entry's `asked_at` that they saw: what came while they looked stays new. */
  askedAt: number;
  /** Whose entries they see, where that is not everybody's. */
  onlyFor: { staff: string | null } | null;
}

/** Somebody has looked at an entry. @throws WorkRefused where they may not */
export async function entrySeen(tx: Tx, { user, entry: id, askedAt, onlyFor }: Look): Promise<void> {
  const entry = await findEntry(tx, id);
  if (!entry || (onlyFor && !mayWork(entry, onlyFor.staff)))
    throw new WorkRefused('no_such_entry', 'There is no such entry, or it is not open to you.');
  await markSeen(tx, user, id, Math.min(askedAt, entry.asked_at));
}
