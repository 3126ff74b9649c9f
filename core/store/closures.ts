import type { Phone } from '../ids.ts';
import { query } from './query.ts';
import type { Tx } from './writer.ts';

const shutUntil = query((db, { line, now }: { line: Phone; now: number }) =>
  db.selectFrom('closures').select('until').where('line', '=', line).where('until', '>', now),
);

/** Until when a line is closed by hand (epoch milliseconds), or null. */
export async function closedUntil(tx: Tx, line: Phone): Promise<number | null> {
  return tx.first(shutUntil, { line, now: tx.now })?.until ?? null;
}

/** Closes a line until a time; a time that has passed opens it again. */
export async function closeUntil(tx: Tx, line: Phone, until: number): Promise<void> {
  await tx.db
    .insertInto('closures')
    .values({ line, until, set_at: tx.now })
    .onConflict(conflict => conflict.column('line').doUpdateSet({ until, set_at: tx.now }))
    .execute();
}
