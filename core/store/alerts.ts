import { sql } from 'kysely';
import { type EntryId, newId } from '../ids.ts';
import { query } from './query.ts';
import type { AlertRow } from './schema.ts';
import { found } from './statements.ts';
import type { Tx } from './writer.ts';

/** Written into the SQL: a partial index serves only a query whose literal it knows. */
const PROMISED = sql.lit('promised' as const);

const byId = query((db, { id }: { id: string }) => db.selectFrom('alerts').selectAll().where('id', '=', id));
const insert = query((db, row: AlertRow) => db.insertInto('alerts').values(row));
const update = query((db, { id, ...change }: Partial<AlertRow> & { id: string }) =>
  db.updateTable('alerts').set(change).where('id', '=', id),
);

export async function getAlert(tx: Tx, id: string): Promise<AlertRow> {
  return found(tx.first(byId, { id }));
}

export async function insertAlert(
  tx: Tx,
  alert: Pick<AlertRow, 'entry_id' | 'staff' | 'target' | 'about' | 'urgent'> &
    Partial<Pick<AlertRow, 'reminder_id' | 'digest'>>,
): Promise<AlertRow> {
  const row: AlertRow = {
    reminder_id: null,
    digest: 0,
    ...alert,
    id: newId<string>(tx.now, tx.random),
    state: 'promised',
    folded_into: null,
    provider_sid: null,
    error_code: null,
    at: tx.now,
    sent_at: null,
    held_at: null,
    tells: null,
    since_closing: null,
  };
  tx.run(insert, row);
  return row;
}

export async function changeAlert(tx: Tx, id: string, change: Partial<AlertRow>): Promise<void> {
  tx.run(update, { ...change, id });
}

export async function alertsOf(tx: Tx, entry: EntryId): Promise<AlertRow[]> {
  return tx.db.selectFrom('alerts').selectAll().where('entry_id', '=', entry).orderBy('at').execute();
}

/** Alerts that another one carries. */
export async function alertsFoldedInto(tx: Tx, carrier: string): Promise<AlertRow[]> {
  return tx.db.selectFrom('alerts').selectAll().where('folded_into', '=', carrier).execute();
}

/** Folds an alert, and what it carries itself, into another one. */
export async function foldAlert(tx: Tx, id: string, carrier: string): Promise<void> {
  await tx.db.updateTable('alerts').set({ folded_into: carrier }).where('folded_into', '=', id).execute();
  await changeAlert(tx, id, { state: 'folded', folded_into: carrier });
}

/** A way to a person. */
type Way = Pick<AlertRow, 'staff' | 'target'>;

/**
 * When alerts last went out to a person one way or were about to, newest first. Times ahead of now come from a clock that
 * was set back since, and tell nothing.
 */
function sentTo(tx: Tx, { staff, target }: Way) {
  return tx.db
    .selectFrom('alerts')
    .select('sent_at')
    .where('staff', '=', staff)
    .where('target', '=', target)
    .where('sent_at', '<=', tx.now)
    .orderBy('sent_at', 'desc');
}

/** When a person's last ordinary alerts went out, newest first. */
export async function lastAlertsTo(tx: Tx, staff: string, target: string, most: number): Promise<number[]> {
  const rows = await sentTo(tx, { staff, target }).where('urgent', '=', 0).limit(most).execute();
  return rows.map(row => row.sent_at ?? 0);
}

/** When the last repeat of the same urgency went to the same person; undefined for never. */
export async function lastRepeatTo(
  tx: Tx,
  alert: Way & Pick<AlertRow, 'urgent'>,
): Promise<number | undefined> {
  const row = await sentTo(tx, alert)
    .where('urgent', '=', alert.urgent)
    .where('reminder_id', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return row?.sent_at ?? undefined;
}

/** When the last digest went to somebody, other than one by its id; undefined for never. */
export async function lastDigestTo(tx: Tx, way: Way, except = ''): Promise<number | undefined> {
  const row = await sentTo(tx, way)
    .where('since_closing', 'is not', null)
    .where('id', '<>', except)
    .limit(1)
    .executeTakeFirst();
  return row?.sent_at ?? undefined;
}

/** Alerts to the same person and of the same urgency that are due by a time and have not begun, other than this one. */
export async function dueBeside(
  tx: Tx,
  { id, staff, target, urgent }: Pick<AlertRow, 'id' | 'staff' | 'target' | 'urgent'>,
  by = tx.now,
): Promise<(AlertRow & { priority: number })[]> {
  return tx.db
    .selectFrom('alerts')
    .innerJoin('effects', join => join.on('effects.key', '=', sql`'alert:' || alerts.id`))
    .selectAll('alerts')
    .select('effects.priority')
    .where('alerts.staff', '=', staff)
    .where('alerts.target', '=', target)
    .where('alerts.urgent', '=', urgent)
    .where('alerts.state', '=', PROMISED)
    .where('alerts.id', '<>', id)
    .where('effects.state', '=', 'pending')
    .where('effects.due_at', '<=', by)
    .execute();
}
