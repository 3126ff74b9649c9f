import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';
import type { Tx } from './writer.ts';

/** Sets a moment (epoch milliseconds) that outlives the process, by its name. */
export async function setMark(tx: Tx, name: string, at: number): Promise<void> {
  await tx.db
    .insertInto('marks')
    .values({ name, at })
    .onConflict(conflict => conflict.column('name').doUpdateSet({ at }))
    .execute();
}

/** The moment of that name (epoch milliseconds), or null when it was never set. */
export async function markOf(db: Kysely<Tables>, name: string): Promise<number | null> {
  const row = await db.selectFrom('marks').select('at').where('name', '=', name).executeTakeFirst();
  return row?.at ?? null;
}
