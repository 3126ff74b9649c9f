import { type Kysely, sql } from 'kysely';
import type { EntryId } from '../ids.ts';
import { type Conversation, conversationOf } from './conversation-view.ts';
import {
  type EntryWithContact,
  entriesWithContact,
  listed,
  type Standing,
  standingOf,
} from './entry-view.ts';
import type { AskRow, NoteRow, Tables } from './schema.ts';

export interface AskView extends Omit<AskRow, 'entry_id' | 'source_id'> {}

/** An entry as a screen shows it. Times are epoch milliseconds; the words in it are clients' own. */
export interface EntryView extends Standing {
  /** As little of the id's random end as no other unhandled entry has, at least four characters. */
  shortId: string;
  asks: AskView[];
  notes: Pick<NoteRow, 'code' | 'at'>[];
}

/** An entry with everything that belongs to its contact. */
export interface WholeEntry extends EntryView {
  conversation: Conversation;
}

/** Everything that waits for a person: crisis first, then by due time, then by how long somebody has waited. */
export async function listQueue(db: Kysely<Tables>, now: number): Promise<EntryView[]> {
  const rows = await entriesWithContact(db)
    // As a literal, so that SQLite sees that the partial index fits.
    .where('entries.state', '<>', sql.lit('handled'))
    .orderBy(eb => eb.case().when('strongest', '=', 'crisis').then(0).else(1).end())
    .orderBy('due_at')
    .orderBy('opened_at')
    .orderBy('entries.id')
    .execute();
  return viewsOf(db, rows, now);
}

/** One entry, handled ones too, with its whole conversation. */
export async function wholeEntry(
  db: Kysely<Tables>,
  id: EntryId,
  now: number,
): Promise<WholeEntry | undefined> {
  const rows = await entriesWithContact(db).where('entries.id', '=', id).execute();
  const [view] = await viewsOf(db, rows, now);
  if (!view) return undefined;
  return { ...view, conversation: await conversationOf(db, view.id, view.contact?.id ?? null) };
}

/** The entries whose short id begins like this (or whose whole id it is); unhandled ones, if any, hide the others. */
export async function findByShortId(
  db: Kysely<Tables>,
  written: string,
): Promise<{ id: EntryId; shortId: string }[]> {
  const wanted = written.trim().toLowerCase();
  if (!/^[0-9a-f-]{4,36}$/.test(wanted)) return [];
  const waiting = await unhandledIds(db);
  const among = (ids: readonly EntryId[]) => ids.filter(id => id === wanted || endOf(id).startsWith(wanted));
  const found = among(waiting);
  if (found.length > 0) {
    const shortIds = shortIdsOf(waiting);
    return found.map(id => ({ id, shortId: shortIds.get(id) ?? endOf(id) }));
  }
  const handled = await db
    .selectFrom('entries')
    .select('id')
    .where(eb =>
      eb.or([
        eb('id', '=', wanted as EntryId),
        eb(sql<string>`substr(id, ${sql.lit(END + 1)}, ${wanted.length})`, '=', wanted),
      ]),
    )
    .limit(10)
    .execute();
  return handled.map(({ id }) => ({ id, shortId: endOf(id).slice(0, SHORTEST) }));
}

async function viewsOf(
  db: Kysely<Tables>,
  rows: readonly EntryWithContact[],
  now: number,
): Promise<EntryView[]> {
  const ids = listed(JSON.stringify(rows.map(row => row.id)));
  const asks = await db
    .selectFrom('asks')
    .selectAll()
    .where('entry_id', 'in', ids)
    .orderBy('at')
    .orderBy(sql`rowid`)
    .execute();
  const notes = await db
    .selectFrom('notes')
    .select(['entry_id', 'code', 'at'])
    .where('entry_id', 'in', ids)
    .orderBy('at')
    .orderBy(sql`rowid`)
    .execute();
  const asksBy = Map.groupBy(asks, ask => ask.entry_id);
  const notesBy = Map.groupBy(notes, note => note.entry_id);
  const shortIds = shortIdsOf(await unhandledIds(db));
  return rows.map(row => {
    const own = asksBy.get(row.id) ?? [];
    return {
      ...standingOf(row, own, now),
      shortId: shortIds.get(row.id) ?? endOf(row.id).slice(0, SHORTEST),
      asks: own.map(({ entry_id: _entry, source_id: _source, ...ask }) => ask),
      notes: (notesBy.get(row.id) ?? []).map(({ code, at }) => ({ code, at })),
    };
  });
}

async function unhandledIds(db: Kysely<Tables>): Promise<EntryId[]> {
  const rows = await db.selectFrom('entries').select('id').where('state', '<>', sql.lit('handled')).execute();
  return rows.map(row => row.id);
}

/** Where a UUID's last group begins, which in version 7 is random throughout. */
const END = 24;
const SHORTEST = 4;

function endOf(id: EntryId): string {
  return id.slice(END);
}

/** For each id the shortest piece of its end, from four characters on, that none of the others begins with. */
export function shortIdsOf(ids: readonly EntryId[]): Map<EntryId, string> {
  const sorted = ids.toSorted((a, b) => (endOf(a) < endOf(b) ? -1 : 1));
  return new Map(
    sorted.map((id, i) => {
      const beside = [sorted[i - 1], sorted[i + 1]].map(other =>
        other ? shared(endOf(id), endOf(other)) : 0,
      );
      return [id, endOf(id).slice(0, Math.max(SHORTEST, ...beside.map(length => length + 1)))];
    }),
  );
}

function shared(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}
