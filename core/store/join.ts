import type { EntryId } from '../ids.ts';
import type { Tx } from './writer.ts';

/** Moves everything that stands in an entry into another one; a note that stands there already stays behind. */
export async function moveAll(tx: Tx, from: EntryId, into: EntryId): Promise<void> {
  const moved = { entry_id: into };
  for (const table of ['asks', 'forms', 'calls', 'messages', 'alerts'] as const) {
    await tx.db.updateTable(table).set(moved).where('entry_id', '=', from).execute();
  }
  await tx.db
    .updateTable('notes')
    .set(moved)
    .where('entry_id', '=', from)
    .where('code', 'not in', eb => eb.selectFrom('notes').select('code').where('entry_id', '=', into))
    .execute();
}
