import type { Tx } from './writer.ts';

/**
 * Takes or renews a lease. False while somebody else's is fresh. `length` in milliseconds. One that lies further ahead
 * than any could be given was taken before the clock was set back, and is not fresh.
 */
export async function takeLease(tx: Tx, name: string, holder: string, length: number): Promise<boolean> {
  const until = tx.now + length;
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('leases')
    .values({ name, holder, until })
    .onConflict(conflict =>
      conflict
        .column('name')
        .doUpdateSet({ holder, until })
        .where(eb =>
          eb.or([
            eb('leases.holder', '=', holder),
            eb('leases.until', '<=', tx.now),
            // Twice the length: a living holder's clock, corrected by less, must not cost it its hold.
            eb('leases.until', '>', tx.now + 2 * length),
          ]),
        ),
    )
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function giveLeaseBack(tx: Tx, name: string, holder: string): Promise<void> {
  await tx.db.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder).execute();
}
