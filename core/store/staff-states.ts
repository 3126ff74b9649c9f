import type { Kysely } from 'kysely';
import { query, type Reads } from './query.ts';
import type { StaffStateRow, Tables } from './schema.ts';
import type { Tx } from './writer.ts';

const uncalled = query((db, { now }: { now: number }) =>
  db
    .selectFrom('staff_states')
    .select(['staff', 'no_calls_until'])
    .where('no_calls_until', '>', now)
    .orderBy('staff'),
);

/** When a staff member last did something at the desk, or null. */
export async function activeAt(tx: Tx, staff: string): Promise<number | null> {
  const row = await tx.db
    .selectFrom('staff_states')
    .select('active_at')
    .where('staff', '=', staff)
    .executeTakeFirst();
  return row?.active_at ?? null;
}

export async function setActive(tx: Tx, staff: string, at: number): Promise<void> {
  await setState(tx, staff, { active_at: at });
}

/** Since when a staff member's phone refuses our alerts, or null. */
export async function alertsStoppedAt(tx: Tx, staff: string): Promise<number | null> {
  const row = await tx.db
    .selectFrom('staff_states')
    .select('alerts_stopped_at')
    .where('staff', '=', staff)
    .executeTakeFirst();
  return row?.alerts_stopped_at ?? null;
}

/** Whose phones refuse our alerts. */
export async function stoppedStaff(db: Kysely<Tables>): Promise<string[]> {
  const rows = await db
    .selectFrom('staff_states')
    .select('staff')
    .where('alerts_stopped_at', 'is not', null)
    .orderBy('staff')
    .execute();
  return rows.map(row => row.staff);
}

export async function setAlertsStopped(tx: Tx, staff: string, at: number | null): Promise<void> {
  await setState(tx, staff, { alerts_stopped_at: at });
}

/** Whose phones are not to ring now, and until when (epoch milliseconds). */
export function uncalledStaff(reads: Reads, now: number): Map<string, number> {
  return new Map(reads.all(uncalled, { now }).map(row => [row.staff, row.no_calls_until ?? now]));
}

/** Leaves a staff member's phone out of ringing until a time; null lets it ring again. */
export async function setNoCallsUntil(tx: Tx, staff: string, until: number | null): Promise<void> {
  await setState(tx, staff, { no_calls_until: until });
}

async function setState(tx: Tx, staff: string, state: Partial<Omit<StaffStateRow, 'staff'>>): Promise<void> {
  await tx.db
    .insertInto('staff_states')
    .values({ staff, ...state })
    .onConflict(conflict => conflict.column('staff').doUpdateSet(state))
    .execute();
}
