import type { Kysely } from 'kysely';
import type { LookedRow, Tables } from './schema.ts';
import type { Tx } from './writer.ts';

/** A finding as it is kept: its code, and what stands in its sentence. Nothing of a client's is in either. */
export interface Looked {
  what: string;
  values: Readonly<Record<string, string | number>>;
}

/** Puts what was found in the place of what was found before. */
export async function keepLooked(tx: Tx, findings: readonly Looked[]): Promise<void> {
  await tx.db.deleteFrom('looked').execute();
  const rows = findings.map(({ what, values }, n): LookedRow => ({ n, what, facts: JSON.stringify(values) }));
  if (rows.length > 0) await tx.db.insertInto('looked').values(rows).execute();
}

/** What was found last, in its order. */
export async function allLooked(db: Kysely<Tables>): Promise<Looked[]> {
  const rows = await db.selectFrom('looked').selectAll().orderBy('n').execute();
  return rows.map(({ what, facts }) => ({ what, values: JSON.parse(facts) as Looked['values'] }));
}
