import type { Tx } from './writer.ts';

/** Takes or renews a lease. False while somebody else's is fresh. `length` in milliseconds. */
export async function takeLease(tx: Tx, name: string, holder: string, length: number): Promise<boolean> {
  const until = tx.now + length;
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('leases')
    .values({ name, holder, until })
    .onConflict(conflict =>
      conflict
        .column('name')
        .doUpdateSet({ holder, until })
        .where(eb => eb.or([eb('leases.holder', '=', holder), eb('leases.until', '<=', tx.now)])),
    )
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function giveLeaseBack(tx: Tx, name: string, holder: string): Promise<void> {
  await tx.db.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder).execute();
}
