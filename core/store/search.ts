import { sql } from 'kysely';
import type { ContactId, EntryId } from '../ids.ts';
import type { Search } from '../rules/search-words.ts';
import { query, type Reads } from './query.ts';
import { type Conditions, conditionsOf, fits, type QueueFilter } from './queue-page.ts';
import { type Looking, type QueueRow, rowsOf } from './queue-rows.ts';
import { WordWalk } from './word-walk.ts';

/** How many finds one search looks at, so many at a time, until there are enough entries. */
const WINDOW = 180;
const STEP = 60;
/** More people than that have no number in common that anybody would look for. */
const MOST_NUMBERS = 60;

const entriesFound = query((db, { rows }: { rows: string }) =>
  db
    .selectFrom('findable')
    .select('seq as row')
    .select(sql<EntryId | null>`coalesce(entry_id, ${newestEntry('findable.contact_id')})`.as('entry'))
    .where('seq', 'in', sql<number>`(select value from json_each(${rows}))`)
    .orderBy('seq', 'desc'),
);

const byNumber = query(
  (db, { from, to, whole, beyond }: { from: string; to: string; whole: string; beyond: string }) => {
    const contacts = db.selectFrom('contacts').select('id').limit(sql.lit(MOST_NUMBERS));
    const ending = (digits: number) => {
      const end = sql<string>`substr(phone, ${sql.lit(-digits)})`;
      return contacts.where(end, '>=', from).where(end, '<', to);
    };
    const found = [
      sql`select * from (${contacts.where(sql<string>`phone`, '>=', whole).where(sql<string>`phone`, '<', beyond)})`,
      ...[10, 7, 4].map(digits => sql`select * from (${ending(digits)})`),
    ];
    return db
      .selectFrom(
        sql<{ id: ContactId }>`(${sql.join(found, sql` union `)} limit ${sql.lit(MOST_NUMBERS)})`.as('found'),
      )
      .select(newestEntry('found.id').as('entry'));
  },
);

const fitting = query((db, a: Conditions & { ids: string }) =>
  db
    .selectFrom('entries as looked')
    .select('looked.id')
    .where('looked.id', 'in', sql<EntryId>`(select value from json_each(${a.ids}))`)
    .where(fits(a)),
);

function newestEntry(contact: string) {
  return sql<EntryId | null>`(select id from entries where contact_id = ${sql.ref(contact)} order by opened_at desc limit 1)`;
}

export interface Found {
  rows: QueueRow[];
  /** Whether there may be others. */
  more: boolean;
  /** Where to go on from; null when everything was looked at, or only more digits can make it less. */
  next: number | null;
}

/**
 * Entries in which something is found, handled ones too unless the filter names another state: people by their number
 * first, then what was found last written first. It looks at so many finds and no further: with `next` as `after` it goes
 * on from there, and may then name an entry again that it named before.
 */
export function searchQueue(
  reads: Reads,
  filter: QueueFilter,
  search: Search,
  { after, most, ...looking }: Looking & { after: number | null; most: number },
): Found {
  const fittingOf = (found: readonly { entry: EntryId | null }[]) => {
    const ids = JSON.stringify([...new Set(found.map(({ entry }) => entry))]);
    return new Set(reads.all(fitting, { ...conditionsOf(filter, most), ids }).map(row => row.id));
  };
  const numbered = search.digits === null || after !== null ? [] : reads.all(byNumber, ranges(search.digits));
  const known = fittingOf(numbered);
  const shown = new Set([...known].slice(0, most));
  const next = throughWords(reads, search, after ?? Number.MAX_SAFE_INTEGER, found => {
    const fitted = fittingOf(found);
    for (const { row, entry } of found) {
      if (entry === null || !fitted.has(entry) || shown.has(entry)) continue;
      if (shown.size >= most) return row;
      shown.add(entry);
    }
    return null;
  });
  const others = known.size > most || numbered.length >= MOST_NUMBERS;
  return { rows: rowsOf(reads, [...shown], looking), more: others || next !== null, next };
}

type FoundRow = { row: number; entry: EntryId | null };

/** Hands what is found to `take`, newest first, until it says where to go on. Where the next search goes on, or null. */
function throughWords(
  reads: Reads,
  search: Search,
  from: number,
  take: (found: readonly FoundRow[]) => number | null,
): number | null {
  const walk = new WordWalk(reads, search, from);
  for (let looked = 0; looked < WINDOW && walk.from > 0 && !walk.spent; looked += STEP) {
    const stopped = take(reads.all(entriesFound, { rows: JSON.stringify(walk.next(STEP)) }));
    if (stopped !== null) return stopped;
  }
  return walk.from > 0 ? walk.from : null;
}

/** All numbers that begin with these digits, or whose known endings do. A national number may begin with a zero. */
function ranges(digits: string) {
  const from = digits.replace(/^0+(?=\d{4})/, '');
  return { from, to: after(from), whole: `+${from}`, beyond: after(`+${from}`) };
}

/** The first text that does not begin with this: ':' comes after '9'. */
function after(digits: string): string {
  return `${digits}:`;
}
