import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import type { AuditRow, Tables } from './schema.ts';

/**
 * How many rows a page looks through when more than one thing is asked of them: a page may be short, even empty, while
 * `next` says that there is more. Each thing alone has an index.
 */
const WINDOW = 2_000;

/** Where a page ended: rows stand by time, those of the same millisecond by number. */
export type AuditPlace = readonly [at: number, seq: number];

/** What is asked of a row; what is left out fits every one. */
export interface AuditFilter {
  /** A user's id, or `command`; null for nobody known. */
  who?: string | null;
  what?: string;
  /** The id of what it was done to. */
  about?: string;
  /** Epoch milliseconds: from then on, and before then. */
  from?: number;
  to?: number;
}

export interface AuditPage {
  rows: AuditRow[];
  next: AuditPlace | null;
}

type Rows<Row> = SelectQueryBuilder<Tables, 'audit', Row>;
type Column = 'about' | 'who' | 'what';
/** A column and what it holds, or null. */
type Wanted = readonly [Column, string | null];

/** The audit log, newest first, at most `most` rows after a place. */
export async function auditPage(
  db: Kysely<Tables>,
  filter: AuditFilter,
  { after, most }: { after: AuditPlace | null; most: number },
): Promise<AuditPage> {
  const [first, ...rest] = wantedOf(filter);
  const from = first ? db.selectFrom('audit').where(first[0], 'is', first[1]) : db.selectFrom('audit');
  const all = between(from, filter, after);
  const seen = rest.length === 0 ? null : all.limit(WINDOW);
  const fits = seen
    ? ordered(among(db.selectFrom('audit').where('seq', 'in', seen.select('seq')), rest))
    : all;
  const rows = await fits
    .selectAll()
    .limit(most + 1)
    .execute();
  const last = rows[most - 1];
  if (rows.length > most && last) return { rows: rows.slice(0, most), next: placeOf(last) };
  const end = await seen
    ?.select(['at', 'seq'])
    .limit(1)
    .offset(WINDOW - 1)
    .executeTakeFirst();
  return { rows, next: end ? placeOf(end) : null };
}

function placeOf({ at, seq }: Pick<AuditRow, 'at' | 'seq'>): AuditPlace {
  return [at, seq];
}

/** What is asked, what fits fewest rows first: by that one the log is looked through. */
function wantedOf({ about, who, what }: AuditFilter): Wanted[] {
  const wanted: [Column, string | null | undefined][] = [
    ['about', about],
    ['who', who],
    ['what', what],
  ];
  return wanted.flatMap(([column, value]) => (value === undefined ? [] : [[column, value] as const]));
}

/** Held against rows that were found already: the plus keeps SQLite from finding them by another index instead. */
function among<Row>(rows: Rows<Row>, wanted: readonly Wanted[]): Rows<Row> {
  return wanted.reduce(
    (some, [column, value]) => some.where(sql<boolean>`+${sql.ref(column)} is ${value}`),
    rows,
  );
}

function between<Row>(rows: Rows<Row>, { from, to }: AuditFilter, after: AuditPlace | null): Rows<Row> {
  let some = ordered(rows);
  if (from !== undefined) some = some.where('at', '>=', from);
  if (to !== undefined) some = some.where('at', '<', to);
  if (!after) return some;
  const [at, seq] = after;
  return some.where(sql<boolean>`(at, seq) < (${at}, ${seq})`);
}

function ordered<Row>(rows: Rows<Row>): Rows<Row> {
  return rows.orderBy('at', 'desc').orderBy('seq', 'desc');
}
