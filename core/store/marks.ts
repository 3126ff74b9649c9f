import type { Tx } from './writer.ts';

/** Sets a moment (epoch milliseconds) that outlives the process, by its name. */
export async function setMark(tx: Tx, name: string, at: number): Promise<void> {
  await tx.db
    .insertInto('marks')
    .values({ name, at })
    .onConflict(conflict => conflict.column('name').doUpdateSet({ at }))
    .execute();
}
