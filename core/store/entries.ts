import { type Kysely, sql } from 'kysely';
import { type ContactId, type EntryId, newId } from '../ids.ts';
import { type AskKind, strongestAsk } from '../rules/asks.ts';
import type { AskRow, EntryRow, Tables } from './schema.ts';
import type { Tx } from './writer.ts';

/** Written into the SQL: a partial index serves only a query whose literal it knows. */
const HANDLED = sql.lit('handled' as const);

export async function findEntry(tx: Tx, id: EntryId): Promise<EntryRow | undefined> {
  return tx.db.selectFrom('entries').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function getEntry(tx: Tx, id: EntryId): Promise<EntryRow> {
  return tx.db.selectFrom('entries').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

/** The one entry of a contact that nobody has handled yet. */
export async function unhandledEntryOf(tx: Tx, contact: ContactId): Promise<EntryRow | undefined> {
  return tx.db
    .selectFrom('entries')
    .selectAll()
    .where('contact_id', '=', contact)
    .where('state', '<>', HANDLED)
    .executeTakeFirst();
}

/** The newest entry that nobody has taken: a crisis before all else. */
export async function newestOpenEntry(tx: Tx): Promise<EntryRow | undefined> {
  return tx.db
    .selectFrom('entries')
    .selectAll()
    .where('state', '=', 'open')
    .orderBy(eb => eb.case().when('strongest', '=', 'crisis').then(0).else(1).end())
    .orderBy('asked_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
}

export async function insertEntry(
  tx: Tx,
  entry: Pick<EntryRow, 'contact_id' | 'line' | 'strongest' | 'language' | 'due_at'>,
): Promise<EntryRow> {
  const row: EntryRow = {
    ...entry,
    id: newId(tx.now, tx.random),
    state: 'open',
    owner: null,
    opened_at: tx.now,
    asked_at: tx.now,
    waits_until: null,
    handled_at: null,
    outcome: null,
    version: 1,
  };
  await tx.db.insertInto('entries').values(row).execute();
  return row;
}

/** Changes an entry, counts its version up and tells whoever watches the queue. */
export async function changeEntry(
  tx: Tx,
  id: EntryId,
  change: Partial<Omit<EntryRow, 'id' | 'version'>>,
): Promise<void> {
  await tx.db
    .updateTable('entries')
    .set(eb => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
  await noteChange(tx, 'entry', id);
}

/** How many entries there are in each state. */
export async function countEntries(
  db: Kysely<Tables>,
): Promise<(Pick<EntryRow, 'state'> & { count: number })[]> {
  return db
    .selectFrom('entries')
    .select(eb => ['state', eb.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute();
}

export async function asksOf(tx: Tx, entry: EntryId): Promise<AskRow[]> {
  return tx.db
    .selectFrom('asks')
    .selectAll()
    .where('entry_id', '=', entry)
    .orderBy('at')
    .orderBy('id')
    .execute();
}

export async function insertAsk(
  tx: Tx,
  ask: Pick<AskRow, 'entry_id' | 'kind' | 'source' | 'source_id'> &
    Partial<Pick<AskRow, 'best_time' | 'number' | 'name_to_ask'>>,
): Promise<string> {
  const id = newId<string>(tx.now, tx.random);
  await tx.db
    .insertInto('asks')
    .values({ best_time: null, number: null, name_to_ask: null, ...ask, id, times: 1, at: tx.now })
    .execute();
  return id;
}

export async function changeAsk(tx: Tx, id: string, change: Partial<AskRow>): Promise<void> {
  await tx.db.updateTable('asks').set(change).where('id', '=', id).execute();
}

export function strongestOf(asks: readonly Pick<AskRow, 'kind'>[], fallback: AskKind): AskKind {
  return strongestAsk([...asks.map(ask => ask.kind), fallback]);
}

/** Something the system has to tell staff about an entry; the same code stands there once. */
export async function addNote(tx: Tx, entry: EntryId, code: string): Promise<void> {
  const known = await tx.db
    .selectFrom('notes')
    .select('id')
    .where('entry_id', '=', entry)
    .where('code', '=', code)
    .executeTakeFirst();
  if (known) return;
  const id = newId<string>(tx.now, tx.random);
  await tx.db.insertInto('notes').values({ id, entry_id: entry, code, at: tx.now }).execute();
  await noteChange(tx, 'entry', entry);
}

/** Takes back what turned out otherwise. */
export async function removeNote(tx: Tx, entry: EntryId, code: string): Promise<void> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('notes')
    .where('entry_id', '=', entry)
    .where('code', '=', code)
    .executeTakeFirst();
  if (numDeletedRows > 0n) await noteChange(tx, 'entry', entry);
}

/** A line in the change feed, which open screens follow. */
export async function noteChange(tx: Tx, noun: string, id: string): Promise<void> {
  await tx.db.insertInto('changes').values({ noun, id, at: tx.now }).execute();
}
