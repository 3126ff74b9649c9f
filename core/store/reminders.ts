import { sql } from 'kysely';
import { type EntryId, newId } from '../ids.ts';
import type { AskKind } from '../rules/asks.ts';
import { query } from './query.ts';
import type { ReminderRow } from './schema.ts';
import { found } from './statements.ts';
import type { Tx } from './writer.ts';

const byId = query((db, { id }: { id: string }) =>
  db.selectFrom('reminders').selectAll().where('id', '=', id),
);
const latest = query((db, { entry, about }: { entry: EntryId; about: AskKind }) =>
  db
    .selectFrom('reminders')
    .selectAll()
    .where('entry_id', '=', entry)
    .where('about', '=', about)
    // Not by time: a clock may have been set back since.
    .orderBy(sql`rowid`, 'desc')
    .limit(1),
);
const insert = query((db, row: ReminderRow) => db.insertInto('reminders').values(row));
const count = query((db, { id, rounds }: { id: string; rounds: number }) =>
  db.updateTable('reminders').set({ rounds }).where('id', '=', id),
);
const move = query((db, moved: { from: EntryId; fromTakes: number; into: EntryId; intoTakes: number }) =>
  db
    .updateTable('reminders')
    .set({ entry_id: moved.into, takes: moved.intoTakes })
    .where('entry_id', '=', moved.from)
    .where('takes', '=', moved.fromTakes),
);

export async function getReminder(tx: Tx, id: string): Promise<ReminderRow> {
  return found(tx.first(byId, { id }));
}

/** The newest about an ask of an entry. */
export async function latestReminder(
  tx: Tx,
  entry: EntryId,
  about: AskKind,
): Promise<ReminderRow | undefined> {
  return tx.first(latest, { entry, about });
}

export async function insertReminder(
  tx: Tx,
  reminder: Pick<ReminderRow, 'entry_id' | 'about' | 'takes'>,
): Promise<ReminderRow> {
  const row: ReminderRow = { ...reminder, id: newId<string>(tx.now, tx.random), rounds: 0, at: tx.now };
  tx.run(insert, row);
  return row;
}

export async function setRounds(tx: Tx, id: string, rounds: number): Promise<void> {
  tx.run(count, { id, rounds });
}

/** What nobody has taken in one entry goes on in another. */
export async function moveReminders(
  tx: Tx,
  from: { id: EntryId; takes: number },
  into: { id: EntryId; takes: number },
): Promise<void> {
  tx.run(move, { from: from.id, fromTakes: from.takes, into: into.id, intoTakes: into.takes });
}
