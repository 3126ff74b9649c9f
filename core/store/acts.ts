import { type EntryId, newId } from '../ids.ts';
import { query } from './query.ts';
import type { ActRow } from './schema.ts';
import type { Tx } from './writer.ts';

const insert = query((db, row: ActRow) => db.insertInto('acts').values(row));
const byId = query((db, { id, entry }: { id: string; entry: EntryId }) =>
  db.selectFrom('acts').selectAll().where('id', '=', id).where('entry_id', '=', entry),
);
const since = query((db, { entry, version }: { entry: EntryId; version: number }) =>
  db
    .selectFrom('acts')
    .selectAll()
    .where('entry_id', '=', entry)
    .where('version', '>', version)
    .orderBy('version')
    .limit(1),
);
const undo = query((db, { id, at }: { id: string; at: number }) =>
  db.updateTable('acts').set({ undone_at: at }).where('id', '=', id),
);

/** Writes down what staff did with an entry. Returns its id, by which it can be undone. */
export async function insertAct(
  tx: Tx,
  { at = tx.now, ...act }: Omit<ActRow, 'id' | 'at' | 'undone_at'> & { at?: number },
): Promise<string> {
  const id = newId<string>(tx.now, tx.random);
  tx.run(insert, { ...act, id, at, undone_at: null });
  return id;
}

export async function findAct(tx: Tx, entry: EntryId, id: string): Promise<ActRow | undefined> {
  return tx.first(byId, { id, entry });
}

/** The first that staff did with an entry after a version of it. */
export async function firstActSince(tx: Tx, entry: EntryId, version: number): Promise<ActRow | undefined> {
  return tx.first(since, { entry, version });
}

export async function markUndone(tx: Tx, id: string): Promise<void> {
  tx.run(undo, { id, at: tx.now });
}
