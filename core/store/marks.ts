import type { Kysely } from 'kysely';
import { query, type Reads } from './query.ts';
import type { MarkRow, Tables } from './schema.ts';
import type { Tx } from './writer.ts';

/** Sets a moment (epoch milliseconds) that outlives the process, by its name, and a number that belongs to it. */
export async function setMark(tx: Tx, name: string, at: number, count: number | null = null): Promise<void> {
  await tx.db
    .insertInto('marks')
    .values({ name, at, count })
    .onConflict(conflict => conflict.column('name').doUpdateSet({ at, count }))
    .execute();
}

/** As if it had never been set. */
export async function unsetMark(tx: Tx, name: string): Promise<void> {
  await tx.db.deleteFrom('marks').where('name', '=', name).execute();
}

const byName = query((db, { name }: { name: string }) =>
  db.selectFrom('marks').select('at').where('name', '=', name),
);

/** Whether a moment was ever set: for what is asked with each first view. */
export function hasMark(reads: Reads, name: string): boolean {
  return reads.first(byName, { name }) !== undefined;
}

/** A moment, and how often it came to that. */
export type Mark = Pick<MarkRow, 'at' | 'count'>;

/** Moves a moment on and counts how often it came to that, anew when nothing had for `within` milliseconds. */
export async function addToMark(
  tx: Tx,
  name: string,
  { at, count, within }: { at: number; count: number; within: number },
): Promise<void> {
  const before = (await marksNamed(tx.db, [name])).get(name);
  const all = before && at - before.at < within ? (before.count ?? 0) + count : count;
  await tx.db
    .insertInto('marks')
    .values({ name, at, count: all })
    .onConflict(conflict => conflict.column('name').doUpdateSet({ at, count: all }))
    .execute();
}

/** Marks by their names; those that were never set are not among them. */
export async function marksNamed(db: Kysely<Tables>, names: readonly string[]): Promise<Map<string, Mark>> {
  const rows = await db.selectFrom('marks').selectAll().where('name', 'in', names).execute();
  return new Map(rows.map(({ name, at, count }) => [name, { at, count }]));
}

/** The moment of that name (epoch milliseconds), or null when it was never set. */
export async function markOf(db: Kysely<Tables>, name: string): Promise<number | null> {
  const row = await db.selectFrom('marks').select('at').where('name', '=', name).executeTakeFirst();
  return row?.at ?? null;
}
