import type { Tx } from './writer.ts';

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
  await tx.db
    .insertInto('staff_states')
    .values({ staff, active_at: at })
    .onConflict(conflict => conflict.column('staff').doUpdateSet({ active_at: at }))
    .execute();
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

export async function setAlertsStopped(tx: Tx, staff: string, at: number | null): Promise<void> {
  await tx.db
    .insertInto('staff_states')
    .values({ staff, alerts_stopped_at: at })
    .onConflict(conflict => conflict.column('staff').doUpdateSet({ alerts_stopped_at: at }))
    .execute();
}
