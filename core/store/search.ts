import { sql } from 'kysely';
import type { ContactId, EntryId } from '../ids.ts';
import type { Search } from '../rules/search-words.ts';
import { query, type Reads } from './query.ts';
import { type Conditions, conditionsOf, fits, type QueueFilter } from './queue-page.ts';
import { type Looking, type QueueRow, rowsOf } from './queue-rows.ts';

/** How many of the newest finds one search looks through, so many at a time, until there are enough entries. */
const WINDOW = 500;
const STEP = 100;
/** More people than that have no number in common that anybody would look for. */
const MOST_NUMBERS = 100;

const byWords = query((db, { match, before }: { match: string; before: number }) =>
  db
    .selectFrom('found_words')
    .innerJoin('findable', 'findable.seq', 'found_words.rowid')
    .select('found_words.rowid as row')
    .select(
      sql<EntryId | null>`case findable.noun
        when 'message' then (select coalesce(entry_id, ${newestEntry('messages.contact_id')})
          from messages where id = findable.id)
        when 'form' then (select entry_id from forms where id = findable.id)
        when 'ask' then (select entry_id from asks where id = findable.id)
        when 'voicemail' then (select coalesce(calls.entry_id, ${newestEntry('calls.contact_id')})
          from voicemails join calls on calls.id = voicemails.call_id where voicemails.id = findable.id)
        when 'contact' then ${newestEntry('findable.id')}
        else findable.id end`.as('entry'),
    )
    .where(sql<boolean>`found_words match ${match}`)
    .where('found_words.rowid', '<', before)
    .orderBy('found_words.rowid', 'desc')
    .limit(sql.lit(STEP)),
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
      .selectFrom(sql<{ id: ContactId }>`(${sql.join(found, sql` union `)})`.as('found'))
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

/**
 * Entries in which something is found, handled ones too unless the filter names another state: people by their number
 * first, then what was found last written first. `more` says that there is more than is shown; another word makes it less.
 */
export function searchQueue(
  reads: Reads,
  filter: QueueFilter,
  search: Search,
  { most, ...looking }: Looking & { most: number },
): { rows: QueueRow[]; more: boolean } {
  const fitted = (found: readonly EntryId[]) => {
    const ids = JSON.stringify(found);
    const fits = new Set(reads.all(fitting, { ...conditionsOf(filter, most), ids }).map(row => row.id));
    return found.filter(id => fits.has(id));
  };
  const numbered = search.digits === null ? [] : reads.all(byNumber, ranges(search.digits));
  const shown = new Set(fitted(entriesOf(numbered)));
  let looked = 0;
  let last = STEP;
  for (let before = Number.MAX_SAFE_INTEGER; search.match !== null && last === STEP; looked += last) {
    if (shown.size > most || looked >= WINDOW) break;
    const found = reads.all(byWords, { match: search.match, before });
    for (const id of fitted(entriesOf(found))) shown.add(id);
    last = found.length;
    before = found.at(-1)?.row ?? 0;
  }
  return {
    rows: rowsOf(reads, [...shown].slice(0, most), looking),
    more: shown.size > most || numbered.length >= MOST_NUMBERS || looked >= WINDOW,
  };
}

function entriesOf(found: readonly { entry: EntryId | null }[]): EntryId[] {
  return [...new Set(found.flatMap(({ entry }) => (entry ? [entry] : [])))];
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
