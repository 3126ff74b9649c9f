import type { Tx } from './writer.ts';

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
