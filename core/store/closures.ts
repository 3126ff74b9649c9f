import type { Phone } from '../ids.ts';
import type { Tx } from './writer.ts';

/** Until when a line is closed by hand (epoch milliseconds), or null. */
export async function closedUntil(tx: Tx, line: Phone): Promise<number | null> {
  const row = await tx.db
    .selectFrom('closures')
    .select('until')
    .where('line', '=', line)
    .where('until', '>', tx.now)
    .executeTakeFirst();
  return row?.until ?? null;
}

/** Closes a line until a time; a time that has passed opens it again. */
export async function closeUntil(tx: Tx, line: Phone, until: number): Promise<void> {
  await tx.db
    .insertInto('closures')
    .values({ line, until, set_at: tx.now })
    .onConflict(conflict => conflict.column('line').doUpdateSet({ until, set_at: tx.now }))
    .execute();
}
