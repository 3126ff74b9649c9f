import type { ContactId, EntryId } from '../ids.ts';
import type { Tx } from './writer.ts';

/** What stands in an entry and goes along when it is joined with another one. */
const GO_ALONG = ['asks', 'forms', 'calls', 'messages', 'alerts', 'staff_calls'] as const;

/** Ids of what stood in an entry, by table: what a joining moved, so that it can be taken back. */
export type Contents = Readonly<Record<(typeof GO_ALONG)[number], readonly string[]>>;

/** Moves everything that stands in an entry into another one; a note that stands there already stays behind. */
export async function moveAll(tx: Tx, from: EntryId, into: EntryId): Promise<void> {
  const moved = { entry_id: into };
  for (const table of GO_ALONG) {
    await tx.db.updateTable(table).set(moved).where('entry_id', '=', from).execute();
  }
  await tx.db
    .updateTable('notes')
    .set(moved)
    .where('entry_id', '=', from)
    .where('code', 'not in', eb => eb.selectFrom('notes').select('code').where('entry_id', '=', into))
    .execute();
}

export async function contentsOf(tx: Tx, entry: EntryId): Promise<Contents> {
  const found: Partial<Record<(typeof GO_ALONG)[number], string[]>> = {};
  for (const table of GO_ALONG) {
    const rows = await tx.db.selectFrom(table).select('id').where('entry_id', '=', entry).execute();
    found[table] = rows.map(row => row.id);
  }
  return found as Contents;
}

/** Moves back what a joining moved, as far as it still is where that put it. Notes stay: they are about both. */
export async function moveBack(
  tx: Tx,
  contents: Contents,
  { from, into }: { from: EntryId; into: EntryId },
): Promise<void> {
  for (const table of GO_ALONG) {
    await tx.db
      .updateTable(table)
      .set({ entry_id: into })
      .where('entry_id', '=', from)
      .where('id', 'in', contents[table] as never[])
      .execute();
  }
}

/** Says whose calls and forms these are; null: nobody's that we know. */
export async function giveContents(
  tx: Tx,
  { calls, forms }: Contents,
  contact: ContactId | null,
): Promise<void> {
  for (const [table, ids] of [
    ['calls', calls],
    ['forms', forms],
  ] as const) {
    await tx.db
      .updateTable(table)
      .set({ contact_id: contact })
      .where('id', 'in', ids as never[])
      .execute();
  }
}

/** Moves some asks of an entry into another one. */
export async function moveAsks(tx: Tx, asks: readonly string[], into: EntryId): Promise<void> {
  await tx.db.updateTable('asks').set({ entry_id: into }).where('id', 'in', asks).execute();
}
