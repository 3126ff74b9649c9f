import type { Tx } from './writer.ts';

/** Claims a webhook's step. False when it was claimed before: a repetition or a replay. */
export async function claimReceipt(tx: Tx, key: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('receipts')
    .values({ key, at: tx.now })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}
