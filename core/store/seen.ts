import type { EntryId } from '../ids.ts';
import { query } from './query.ts';
import type { SeenRow } from './schema.ts';
import type { Tx } from './writer.ts';

const look = query((db, row: SeenRow) =>
  db
    .insertInto('seen')
    .values(row)
    .onConflict(conflict =>
      conflict
        .columns(['user', 'entry_id'])
        .doUpdateSet(eb => ({ asked_at: eb.fn<number>('max', ['seen.asked_at', 'excluded.asked_at']) })),
    ),
);

/** Somebody has seen what was asked in an entry up to a time (epoch milliseconds); an earlier look changes nothing. */
export async function markSeen(tx: Tx, user: string, entry: EntryId, askedAt: number): Promise<void> {
  tx.run(look, { user, entry_id: entry, asked_at: askedAt });
}
