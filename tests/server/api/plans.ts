import { CompiledQuery } from 'kysely';
import type { Query, Reads } from '../../../core/store/query.ts';
import type { World } from '../../scenarios/world.ts';

export interface Plan {
  sql: string;
  /** The steps that SQLite takes, in its words: `SEARCH entries USING INDEX ...`, `SCAN ...` */
  steps: string[];
}

/** How SQLite would answer each query that `look` asks. https://www.sqlite.org/eqp.html */
export async function plansOf(world: World, look: (reads: Reads) => unknown): Promise<Plan[]> {
  const asked: { sql: string; values: readonly unknown[] }[] = [];
  const note = (query: Query<object, unknown>, args: object) => {
    const { shape, values } = query.bind(args);
    asked.push({ sql: shape.sql, values });
  };
  await look({
    all(query, args) {
      note(query as unknown as Query<object, unknown>, args);
      return world.store.all(query, args);
    },
    first(query, args) {
      note(query as unknown as Query<object, unknown>, args);
      return world.store.first(query, args);
    },
  });
  const plans: Plan[] = [];
  for (const { sql, values } of asked) {
    const { rows } = await world.store.read.executeQuery<{ detail: string }>(
      CompiledQuery.raw(`explain query plan ${sql}`, [...values]),
    );
    plans.push({ sql, steps: rows.map(row => row.detail) });
  }
  return plans;
}

/** Steps that look through a whole table. Lists that the query itself made are as long as a page at most. */
export function fullScans(plans: readonly Plan[]): string[] {
  return plans.flatMap(({ sql, steps }) =>
    steps
      .filter(
        step => /^SCAN /.test(step) && !/^SCAN (?:looked|found$|json_each|\(subquery|CONSTANT)/.test(step),
      )
      .map(step => `${step}: ${sql}`),
  );
}
