import { sql } from 'kysely';
import { query, type Reads } from './query.ts';
import type { ChangeRow } from './schema.ts';

/** Written into the SQL: a partial index serves only a query whose literal it knows. */
const HANDLED = sql.lit('handled' as const);

const since = query((db, { seq, most }: { seq: number; most: number }) =>
  db.selectFrom('changes').select(['seq', 'noun', 'id']).where('seq', '>', seq).orderBy('seq').limit(most),
);
const ends = query((db, _: Record<never, never>) =>
  db
    .selectFrom('changes')
    .select(eb => [eb.fn.min<number | null>('seq').as('first'), eb.fn.max<number | null>('seq').as('last')]),
);
const crises = query((db, { most }: { most: number }) =>
  db
    .selectFrom(
      db
        .selectFrom('entries')
        .select('id')
        .where('state', '<>', HANDLED)
        .where('calm', '=', 0)
        .limit(most)
        .as('found'),
    )
    .select(eb => eb.fn.countAll<number>().as('count')),
);

export type Change = Pick<ChangeRow, 'noun' | 'id'> & { seq: number };

/** What changed after a place in the feed, oldest first. */
export function changesSince(reads: Reads, seq: number, most: number): Change[] {
  return reads.all(since, { seq, most });
}

/** The oldest and the newest place that the feed still has; 0 when there is none. */
export function feedEnds(reads: Reads): { first: number; last: number } {
  const found = reads.first(ends, {});
  return { first: found?.first ?? 0, last: found?.last ?? 0 };
}

/** How many crises nobody has handled, counted no further than `most`. */
export function countCrises(reads: Reads, most: number): number {
  return reads.first(crises, { most })?.count ?? 0;
}
