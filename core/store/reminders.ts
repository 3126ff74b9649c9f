import { sql } from 'kysely';
import { type EntryId, newId } from '../ids.ts';
import type { AskKind } from '../rules/asks.ts';
import type { ReminderRow } from './schema.ts';
import type { Tx } from './writer.ts';

export async function getReminder(tx: Tx, id: string): Promise<ReminderRow> {
  return tx.db.selectFrom('reminders').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

/** The newest about an ask of an entry. */
export async function latestReminder(
  tx: Tx,
  entry: EntryId,
  about: AskKind,
): Promise<ReminderRow | undefined> {
  return (
    tx.db
      .selectFrom('reminders')
      .selectAll()
      .where('entry_id', '=', entry)
      .where('about', '=', about)
      // Not by time: a clock may have been set back since.
      .orderBy(sql`rowid`, 'desc')
      .limit(1)
      .executeTakeFirst()
  );
}

export async function insertReminder(
  tx: Tx,
  reminder: Pick<ReminderRow, 'entry_id' | 'about' | 'takes'>,
): Promise<ReminderRow> {
  const row: ReminderRow = { ...reminder, id: newId<string>(tx.now, tx.random), rounds: 0, at: tx.now };
  await tx.db.insertInto('reminders').values(row).execute();
  return row;
}

export async function setRounds(tx: Tx, id: string, rounds: number): Promise<void> {
  await tx.db.updateTable('reminders').set({ rounds }).where('id', '=', id).execute();
}

/** What nobody has taken in one entry goes on in another. */
export async function moveReminders(
  tx: Tx,
  from: { id: EntryId; takes: number },
  into: { id: EntryId; takes: number },
): Promise<void> {
  await tx.db
    .updateTable('reminders')
    .set({ entry_id: into.id, takes: into.takes })
    .where('entry_id', '=', from.id)
    .where('takes', '=', from.takes)
    .execute();
}
