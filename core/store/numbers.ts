import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Phone } from '../ids.ts';
import { textProblem } from '../rules/delivery.ts';
import { answerOf, type ClockSpan, quantile, type Week, weekOf } from '../rules/numbers.ts';
import { query, type Reads } from './query.ts';

/** How a practice is doing: counts, and times in milliseconds; nothing of anybody's. */
export interface Numbers {
  /** Missed calls of clients, by the practice's weekday (Monday first) and hour. */
  missed: { total: number; week: Week };
  /** Of what was asked in the period: how long until a person answered it first. */
  answers: {
    asked: number;
    answered: number;
    needed_none: number;
    waiting: number;
    median: number | null;
    nineOfTen: number | null;
  };
  /** Of the same: what came of it; null is not handled yet. The most frequent first. */
  outcomes: { outcome: string | null; count: number }[];
  /** Texts that did not arrive, or of which nobody knows, by why (rules/delivery.ts). The most frequent first. */
  astray: { why: string; count: number }[];
  /** Now, whenever it was asked; the oldest since when, in epoch milliseconds. */
  waiting: { count: number; oldest: number | null };
}

interface Asked extends ClockSpan {
  line: Phone | null;
}

/** The part of a query that an index can be told, and the line where one is asked for. */
function within(at: string, { from, until, line }: Asked) {
  return sql<boolean>`${sql.ref(at)} >= ${from} and ${sql.ref(at)} < ${until} and (${line} is null or line = ${line})`;
}

// 1 January 1970 was a Thursday.
const missedBy = query((db, a: Asked) =>
  db
    .selectFrom('calls')
    .select([
      sql<number>`((arrived_at + ${a.offset}) / 86400000 + 3) % 7`.as('weekday'),
      sql<number>`((arrived_at + ${a.offset}) / 3600000) % 24`.as('hour'),
      sql<number>`count(*)`.as('count'),
    ])
    // As a literal, so that SQLite sees that the partial index fits.
    .where('state', '=', sql.lit('missed'))
    .where('caller', 'in', ['client', 'withheld'])
    .where(within('arrived_at', a))
    .groupBy(['weekday', 'hour']),
);
const openedIn = query((db, a: Asked) =>
  db
    .selectFrom('entries')
    .select(['opened_at', 'answered_at', 'outcome'])
    .where(within('opened_at', a))
    // What was joined to another entry counts there.
    .where(sql<boolean>`outcome is not 'merged'`),
);
const astrayIn = query((db, a: Asked) =>
  db
    .selectFrom('messages')
    .select(['status', 'error_code', sql<number>`count(*)`.as('count')])
    // As the partial index says it.
    .where(sql<boolean>`status in ('failed', 'undelivered', 'not_found', 'unknown')`)
    .where('direction', '=', 'out')
    .where('contact_id', 'is not', null)
    .where(within('at', a))
    .groupBy(['status', 'error_code']),
);
const waitingNow = query((db, { line }: { line: Phone | null }) =>
  db
    .selectFrom('entries')
    .select([sql<number>`count(*)`.as('count'), sql<number | null>`min(opened_at)`.as('oldest')])
    .where('state', '<>', sql.lit('handled'))
    .where(sql<boolean>`(${line} is null or line = ${line})`),
);

/** Counts a period, one span at a time, and lets whoever else waits have a turn in between. */
export async function countNumbers(
  reads: Reads,
  spans: readonly ClockSpan[],
  line: Phone | null,
): Promise<Numbers> {
  const missed: { weekday: number; hour: number; count: number }[] = [];
  const took: number[] = [];
  const stands = { answered: 0, needed_none: 0, waiting: 0 };
  const outcomes = new Map<string | null, number>();
  const astray = new Map<string, number>();
  for (const span of spans) {
    await setImmediate();
    missed.push(...reads.all(missedBy, { ...span, line }));
    for (const entry of reads.all(openedIn, { ...span, line })) {
      stands[answerOf(entry)] += 1;
      add(outcomes, entry.outcome, 1);
      if (entry.answered_at !== null) took.push(Math.max(0, entry.answered_at - entry.opened_at));
    }
    for (const { status, error_code, count } of reads.all(astrayIn, { ...span, line })) {
      add(astray, textProblem(status, null, error_code) ?? 'not_delivered', count);
    }
  }
  const sorted = took.sort((a, b) => a - b);
  const asked = stands.answered + stands.needed_none + stands.waiting;
  const { count = 0, oldest = null } = reads.first(waitingNow, { line }) ?? {};
  return {
    missed: { total: missed.reduce((sum, cell) => sum + cell.count, 0), week: weekOf(missed) },
    answers: { asked, ...stands, median: quantile(sorted, 0.5), nineOfTen: quantile(sorted, 0.9) },
    outcomes: mostFirst(outcomes).map(([outcome, count]) => ({ outcome, count })),
    astray: mostFirst(astray).map(([why, count]) => ({ why, count })),
    waiting: { count, oldest },
  };
}

function add<Key>(counts: Map<Key, number>, key: Key, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

function mostFirst<Key>(counts: ReadonlyMap<Key, number>): [Key, number][] {
  return [...counts].sort(([, a], [, b]) => b - a);
}
