import { type Kysely, sql } from 'kysely';
import { type ContactId, type EntryId, newId } from '../ids.ts';
import { type AskKind, strongestAsk } from '../rules/asks.ts';
import { query } from './query.ts';
import type { AskRow, EntryRow, NoteRow, Tables } from './schema.ts';
import { found } from './statements.ts';
import type { Tx } from './writer.ts';

/** Written into the SQL: a partial index serves only a query whose literal it knows. */
const HANDLED = sql.lit('handled' as const);
const ORDINARY = sql.lit(0 as const);
const APART = sql.lit(1 as const);

const byId = query((db, { id }: { id: EntryId }) =>
  db.selectFrom('entries').selectAll().where('id', '=', id),
);
const unhandledOf = query((db, { contact }: { contact: ContactId }) =>
  db
    .selectFrom('entries')
    .selectAll()
    .where('contact_id', '=', contact)
    .where('state', '<>', HANDLED)
    .where('apart', '=', ORDINARY),
);
const apartOf = query((db, { contact }: { contact: ContactId }) =>
  db
    .selectFrom('entries')
    .selectAll()
    .where('contact_id', '=', contact)
    .where('state', '<>', HANDLED)
    .where('apart', '=', APART)
    .orderBy('id'),
);
const insert = query((db, row: EntryRow) => db.insertInto('entries').values(row));
const update = query((db, { id, ...change }: Partial<Omit<EntryRow, 'version'>> & { id: EntryId }) =>
  db
    .updateTable('entries')
    .set(eb => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id),
);
const asks = query((db, { entry }: { entry: EntryId }) =>
  db.selectFrom('asks').selectAll().where('entry_id', '=', entry).orderBy('at').orderBy('id'),
);
const addAsk = query((db, row: AskRow) => db.insertInto('asks').values(row));
const updateAsk = query((db, { id, ...change }: Partial<AskRow> & { id: string }) =>
  db.updateTable('asks').set(change).where('id', '=', id),
);
const noteOf = query((db, { entry, code }: { entry: EntryId; code: string }) =>
  db.selectFrom('notes').select('id').where('entry_id', '=', entry).where('code', '=', code),
);
const insertNote = query((db, row: NoteRow) => db.insertInto('notes').values(row));
const insertChange = query((db, row: { noun: string; id: string; at: number }) =>
  db.insertInto('changes').values(row),
);

export async function findEntry(tx: Tx, id: EntryId): Promise<EntryRow | undefined> {
  return tx.first(byId, { id });
}

export async function getEntry(tx: Tx, id: EntryId): Promise<EntryRow> {
  return found(tx.first(byId, { id }));
}

/** The one entry of a contact that nobody has handled yet, and that what comes in joins: none that staff set apart. */
export async function unhandledEntryOf(tx: Tx, contact: ContactId): Promise<EntryRow | undefined> {
  return tx.first(unhandledOf, { contact });
}

/** All entries of a contact that nobody has handled yet, those set apart too, but for one. */
export async function unhandledBeside(
  tx: Tx,
  contact: ContactId,
  except: EntryId | null = null,
): Promise<EntryRow[]> {
  const all = [...tx.all(unhandledOf, { contact }), ...tx.all(apartOf, { contact })];
  return all.filter(entry => entry.id !== except);
}

/** Whether staff have handled an entry of a contact since a time (epoch milliseconds). */
export async function handledSince(tx: Tx, contact: ContactId, since: number): Promise<boolean> {
  const row = await tx.db
    .selectFrom('entries')
    .select('id')
    .where('contact_id', '=', contact)
    .where('handled_at', '>=', since)
    .where('outcome', '<>', 'merged')
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * The newest entry that nobody has taken: a crisis before all else, also one that whoever has the entry from before it
 * has not taken up.
 */
export async function newestOpenEntry(tx: Tx): Promise<EntryRow | undefined> {
  return tx.db
    .selectFrom('entries')
    .selectAll()
    .where('state', '<>', HANDLED)
    .where(eb =>
      eb.or([
        eb('state', '=', 'open'),
        eb.and([
          eb('state', '=', 'assigned'),
          eb.exists(
            eb
              .selectFrom('reminders')
              .select('reminders.id')
              .whereRef('reminders.entry_id', '=', 'entries.id')
              .whereRef('reminders.takes', '=', 'entries.takes')
              .where('reminders.about', '=', 'crisis'),
          ),
        ]),
      ]),
    )
    .orderBy(eb => eb.case().when('strongest', '=', 'crisis').then(0).else(1).end())
    .orderBy('asked_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
}

export async function insertEntry(
  tx: Tx,
  entry: Pick<EntryRow, 'contact_id' | 'line' | 'strongest' | 'language' | 'due_at' | 'opened_at'> &
    Partial<Pick<EntryRow, 'state' | 'owner' | 'waits_until' | 'apart' | 'name_to_ask'>>,
): Promise<EntryRow> {
  const row: EntryRow = {
    state: 'open',
    owner: null,
    waits_until: null,
    apart: 0,
    name_to_ask: null,
    ...entry,
    id: newId(tx.now, tx.random),
    asked_at: tx.now,
    handled_at: null,
    outcome: null,
    copied_to_chart: null,
    handover: null,
    answered_at: null,
    takes: 0,
    version: 1,
  };
  tx.run(insert, row);
  return row;
}

/** How many entries nobody has taken, all or those that were opened since a time (epoch milliseconds). */
export async function countOpenEntries(tx: Tx, since: number | null): Promise<number> {
  const { count } = await tx.db
    .selectFrom('entries')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('state', '<>', HANDLED)
    .where('state', '=', 'open')
    .where('opened_at', '>=', since ?? Number.MIN_SAFE_INTEGER)
    .executeTakeFirstOrThrow();
  return count;
}

/** Changes an entry, counts its version up and tells whoever watches the queue. */
export async function changeEntry(
  tx: Tx,
  id: EntryId,
  change: Partial<Omit<EntryRow, 'id' | 'version'>>,
): Promise<void> {
  tx.run(update, { ...change, id });
  await noteChange(tx, 'entry', id);
}

/** How many entries there are in each state, but for handled ones. */
export async function countEntries(
  db: Kysely<Tables>,
): Promise<(Pick<EntryRow, 'state'> & { count: number })[]> {
  return db
    .selectFrom('entries')
    .select(eb => ['state', eb.fn.countAll<number>().as('count')])
    .where('state', '<>', HANDLED)
    .groupBy('state')
    .execute();
}

export async function asksOf(tx: Tx, entry: EntryId): Promise<AskRow[]> {
  return tx.all(asks, { entry });
}

export async function insertAsk(
  tx: Tx,
  ask: Pick<AskRow, 'entry_id' | 'kind' | 'source' | 'source_id'> &
    Partial<Pick<AskRow, 'best_time' | 'number' | 'name_to_ask' | 'at'>>,
): Promise<string> {
  const id = newId<string>(tx.now, tx.random);
  tx.run(addAsk, {
    best_time: null,
    number: null,
    name_to_ask: null,
    at: tx.now,
    ...ask,
    id,
    times: 1,
  });
  return id;
}

export async function changeAsk(tx: Tx, id: string, change: Partial<AskRow>): Promise<void> {
  tx.run(updateAsk, { ...change, id });
}

export function strongestOf(asks: readonly Pick<AskRow, 'kind'>[], fallback: AskKind): AskKind {
  return strongestAsk([...asks.map(ask => ask.kind), fallback]);
}

/** Something the system has to tell staff about an entry; the same code stands there once. */
export async function addNote(tx: Tx, entry: EntryId, code: string): Promise<void> {
  if (tx.first(noteOf, { entry, code })) return;
  const id = newId<string>(tx.now, tx.random);
  tx.run(insertNote, { id, entry_id: entry, code, at: tx.now });
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
  tx.run(insertChange, { noun, id, at: tx.now });
}
