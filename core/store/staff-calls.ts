import { sql } from 'kysely';
import type { EntryId, Phone, StaffCallId } from '../ids.ts';
import { query, type Reads } from './query.ts';
import type { StaffCallRow } from './schema.ts';
import type { Tx } from './writer.ts';

const byId = query((db, { id }: { id: StaffCallId }) =>
  db.selectFrom('staff_calls').selectAll().where('id', '=', id),
);
const byRequest = query((db, { staff, request }: { staff: string; request: string }) =>
  db.selectFrom('staff_calls').selectAll().where('staff', '=', staff).where('request', '=', request),
);
const ofStaff = query((db, { staff }: { staff: string }) =>
  db.selectFrom('staff_calls').selectAll().where('staff', '=', staff).where('ended_at', 'is', null),
);
const toNumber = query((db, { number }: { number: Phone }) =>
  db
    .selectFrom('staff_calls')
    .selectAll()
    .where('number', '=', number)
    .where('ended_at', 'is', null)
    .limit(1),
);
const insert = query((db, row: StaffCallRow) => db.insertInto('staff_calls').values(row));
const change = query((db, { id, ...change }: Partial<StaffCallRow> & { id: StaffCallId }) =>
  db.updateTable('staff_calls').set(change).where('id', '=', id),
);
/** One row an entry that somebody has called about: how often its contact's phone rang, and the latest call. */
const ofEntries = query((db, { ids }: { ids: string }) =>
  db
    .selectFrom('staff_calls')
    .select(['id', 'entry_id', 'staff', 'state', 'at', 'ended_at', 'talked'])
    .select(sql<number>`sum(key_at is not null) over (partition by entry_id)`.as('rang'))
    .select(sql<number>`row_number() over (partition by entry_id order by at desc, rowid desc)`.as('latest'))
    .where('entry_id', 'in', sql<EntryId>`(select value from json_each(${ids}))`),
);

export async function findStaffCall(tx: Tx, id: StaffCallId): Promise<StaffCallRow | undefined> {
  return tx.first(byId, { id });
}

/** The call that a staff member asked for by this name already. */
export async function staffCallAsked(
  tx: Tx,
  staff: string,
  request: string,
): Promise<StaffCallRow | undefined> {
  return tx.first(byRequest, { staff, request });
}

/** The call that somebody has going on. */
export async function staffCallOf(tx: Tx, staff: string): Promise<StaffCallRow | undefined> {
  return tx.first(ofStaff, { staff });
}

/** A call to a number that somebody has going on. */
export async function staffCallTo(tx: Tx, number: Phone): Promise<StaffCallRow | undefined> {
  return tx.first(toNumber, { number });
}

export async function insertStaffCall(tx: Tx, call: StaffCallRow): Promise<void> {
  tx.run(insert, call);
}

export async function changeStaffCall(
  tx: Tx,
  id: StaffCallId,
  changed: Partial<Omit<StaffCallRow, 'id'>>,
): Promise<void> {
  tx.run(change, { ...changed, id });
}

/** A call that somebody made about an entry. Times are epoch milliseconds, `talked` seconds. */
export interface CallAbout extends Pick<StaffCallRow, 'id' | 'staff' | 'state' | 'at' | 'talked'> {
  endedAt: number | null;
}

/** For each of these entries (ids as JSON) about which somebody has called: the last call, and how often it rang there. */
export function callsAbout(reads: Reads, ids: string): Map<EntryId, { rang: number; last: CallAbout }> {
  const latest = reads.all(ofEntries, { ids }).filter(call => call.latest === 1);
  return new Map(
    latest.map(({ entry_id, rang, id, staff, state, at, ended_at, talked }) => [
      entry_id,
      { rang, last: { id, staff, state, at, endedAt: ended_at, talked } },
    ]),
  );
}
