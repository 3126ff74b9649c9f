import type { Phone } from '../ids.ts';
import { query, type Reads } from './query.ts';
import type { Tx } from './writer.ts';

const shutUntil = query((db, { line, now }: { line: Phone; now: number }) =>
  db.selectFrom('closures').select('until').where('line', '=', line).where('until', '>', now),
);

/** Until when a line is closed by hand (epoch milliseconds), or null. */
export async function closedUntil(tx: Tx, line: Phone): Promise<number | null> {
  return closedUntilAt(tx, line, tx.now);
}

/** The same for whoever only looks. */
export function closedUntilAt(reads: Reads, line: Phone, now: number): number | null {
  return reads.first(shutUntil, { line, now })?.until ?? null;
}

/** Closes a line until a time; a time that has passed opens it again. */
export async function closeUntil(tx: Tx, line: Phone, until: number): Promise<void> {
  await tx.db
    .insertInto('closures')
    .values({ line, until, set_at: tx.now })
    .onConflict(conflict => conflict.column('line').doUpdateSet({ until, set_at: tx.now }))
    .execute();
}
