import { type Kysely, sql } from 'kysely';
import type { EntryId, Phone } from '../ids.ts';
import type { AskKind } from '../rules/asks.ts';
import { query, type Reads } from './query.ts';
import { type Looking, type QueueRow, rowsOf } from './queue-rows.ts';
import type { EntryState, Tables } from './schema.ts';

/** Written into the SQL: a partial index serves only a query whose literal it knows. */
const HANDLED = sql.lit('handled' as const);

/**
 * How many entries one page looks through. A filter that fits few of them makes a page short, never slow: `next` says
 * that there is more to look through.
 */
const WINDOW = 1_000;

/** Where a page ended, in the order of its list: `[calm, due, opened, id]`, or `[handled at, id]`. */
export type Place =
  | readonly [calm: number, due: number, opened: number, id: string]
  | readonly [handled: number, id: string];

const START = [-1, 0, 0, ''] as const;
const NEWEST = [Number.MAX_SAFE_INTEGER, ''] as const;

export interface QueueFilter {
  /** Everything that is not handled, if null. */
  state: EntryState | null;
  /** A staff member's, nobody's, or whoever's. */
  whose: { staff: string } | 'unassigned' | 'all';
  ask: AskKind | null;
  line: Phone | null;
  /** Whoever sees nobody else's entries: only their own, nobody's, and every crisis. */
  onlyFor: { staff: string | null } | null;
}

export interface QueuePage {
  rows: QueueRow[];
  next: Place | null;
}

/** A filter as values that a query is called with; null fits everything. */
export interface Conditions {
  state: EntryState | null;
  owner: string | null;
  unassigned: 0 | 1;
  ask: AskKind | null;
  line: Phone | null;
  limited: 0 | 1;
  viewer: string | null;
  most: number;
}

interface WaitingPlace {
  calm: number;
  due: number;
  opened: number;
  id: string;
}

interface HandledPlace {
  handled: number;
  id: string;
}

/** What waits after a place, in the queue's order. */
function waitingAfter(db: Kysely<Tables>, a: WaitingPlace) {
  return db
    .selectFrom('entries')
    .where('state', '<>', HANDLED)
    .where(sql<boolean>`(calm, due_at, opened_at, id) > (${a.calm}, ${a.due}, ${a.opened}, ${a.id})`)
    .orderBy('calm')
    .orderBy('due_at')
    .orderBy('opened_at')
    .orderBy('id');
}

/** What is handled after a place, newest first. */
function handledAfter(db: Kysely<Tables>, a: HandledPlace) {
  return db
    .selectFrom('entries')
    .where('state', '=', HANDLED)
    .where(sql<boolean>`(handled_at, id) < (${a.handled}, ${a.id})`)
    .orderBy('handled_at', 'desc')
    .orderBy('id', 'desc');
}

const waiting = query((db, a: Conditions & WaitingPlace) =>
  db
    .selectFrom(
      waitingAfter(db, a)
        .select(['id', 'calm', 'due_at', 'opened_at', 'state', 'owner', 'line'])
        .limit(sql.lit(WINDOW))
        .as('looked'),
    )
    .select(['looked.id', 'looked.calm', 'looked.due_at', 'looked.opened_at'])
    .where(fits(a))
    .orderBy('looked.calm')
    .orderBy('looked.due_at')
    .orderBy('looked.opened_at')
    .orderBy('looked.id')
    .limit(a.most),
);
const lastWaiting = query((db, a: WaitingPlace) =>
  waitingAfter(db, a)
    .select(['id', 'calm', 'due_at', 'opened_at'])
    .limit(1)
    .offset(sql.lit(WINDOW - 1)),
);
const handled = query((db, a: Conditions & HandledPlace) =>
  db
    .selectFrom(
      handledAfter(db, a)
        .select(['id', 'handled_at', 'calm', 'state', 'owner', 'line'])
        .limit(sql.lit(WINDOW))
        .as('looked'),
    )
    .select(['looked.id', sql<number>`looked.handled_at`.as('handled_at')])
    .where(fits(a))
    .orderBy('looked.handled_at', 'desc')
    .orderBy('looked.id', 'desc')
    .limit(a.most),
);
const lastHandled = query((db, a: HandledPlace) =>
  handledAfter(db, a)
    .select(['id', sql<number>`handled_at`.as('handled_at')])
    .limit(1)
    .offset(sql.lit(WINDOW - 1)),
);

/** Of a row called `looked`, with its id, calm, state, owner and line. */
export function fits(a: Conditions) {
  return sql<boolean>`
    (${a.state} is null or looked.state = ${a.state})
    and (${a.owner} is null or looked.owner = ${a.owner})
    and (${a.unassigned} = 0 or looked.owner is null)
    and (${a.line} is null or looked.line = ${a.line})
    and (${a.limited} = 0 or looked.owner = ${a.viewer}
      or (looked.state <> ${HANDLED} and (looked.owner is null or looked.calm = 0)))
    and (${a.ask} is null
      or exists (select 1 from asks where asks.entry_id = looked.id and asks.kind = ${a.ask}))`;
}

/**
 * A page of the queue after a place, or its beginning: what waits for a person (crisis first, then by due time, then by
 * how long somebody has waited), or what is handled, newest first. `user` is whose "new since I looked" is shown.
 */
export function queuePage(
  reads: Reads,
  filter: QueueFilter,
  { after, most, ...looking }: Looking & { after: Place | null; most: number },
): QueuePage {
  const { ids, next } =
    filter.state === 'handled'
      ? ofHandled(reads, filter, after, most)
      : ofWaiting(reads, filter, after, most);
  return { rows: rowsOf(reads, ids, looking), next };
}

/** Whether a place belongs to the list that a filter asks for. */
export function isPlaceOf(filter: Pick<QueueFilter, 'state'>, place: Place): boolean {
  return place.length === (filter.state === 'handled' ? 2 : 4);
}

interface Found {
  ids: EntryId[];
  next: Place | null;
}

function ofWaiting(reads: Reads, filter: QueueFilter, after: Place | null, most: number): Found {
  const [calm, due, opened, id] = after?.length === 4 ? after : START;
  const from = { calm, due, opened, id };
  const found = reads.all(waiting, { ...conditionsOf(filter, most), ...from });
  const place = (row: (typeof found)[number] | undefined): Place | null =>
    row ? [row.calm, row.due_at, row.opened_at, row.id] : null;
  const last = found.length < most ? reads.first(lastWaiting, from) : found.at(-1);
  return { ids: found.map(row => row.id), next: place(last) };
}

function ofHandled(reads: Reads, filter: QueueFilter, after: Place | null, most: number): Found {
  const [at, id] = after?.length === 2 ? after : NEWEST;
  const from = { handled: at, id };
  const found = reads.all(handled, { ...conditionsOf(filter, most), ...from });
  const place = (row: (typeof found)[number] | undefined): Place | null =>
    row ? [row.handled_at, row.id] : null;
  const last = found.length < most ? reads.first(lastHandled, from) : found.at(-1);
  return { ids: found.map(row => row.id), next: place(last) };
}

export function conditionsOf({ state, whose, ask, line, onlyFor }: QueueFilter, most: number): Conditions {
  return {
    state,
    owner: typeof whose === 'object' ? whose.staff : null,
    unassigned: whose === 'unassigned' ? 1 : 0,
    ask,
    line,
    limited: onlyFor ? 1 : 0,
    viewer: onlyFor?.staff ?? null,
    most,
  };
}
