import { sql } from 'kysely';
import type { ContactId, EntryId, Phone } from '../ids.ts';
import type { AskKind } from '../rules/asks.ts';
import { textProblem } from '../rules/delivery.ts';
import type { Language } from '../texts/texts.ts';
import { query, type Reads } from './query.ts';
import type { ContactRow, EntryRow, EntryState, MessageStatus } from './schema.ts';

/** An entry as one line of the queue. Times are epoch milliseconds; names and best times are clients' own words. */
export interface QueueRow {
  id: EntryId;
  /** What whoever works it has to show: see `Work.version`. */
  version: number;
  line: Phone;
  state: EntryState;
  owner: string | null;
  strongest: AskKind;
  priority: 'crisis' | 'late' | 'normal';
  language: Language;
  openedAt: number;
  askedAt: number;
  dueAt: number;
  waitsUntil: number | null;
  handledAt: number | null;
  outcome: string | null;
  copiedToChart: boolean | null;
  handover: string | null;
  nameToAsk: string | null;
  /** Null while we do not know whose entry it is. */
  contact: {
    id: ContactId;
    phone: Phone | null;
    texting: ContactRow['texting'];
    stoppedHow: ContactRow['stopped_how'];
    voicemailOk: boolean | null;
  } | null;
  /** A number that somebody typed: to be called, never texted unless staff confirm it. */
  numberNoted: string | null;
  asks: { kind: AskKind; times: number; at: number }[];
  bestTime: { words: string; at: number } | null;
  /** How often staff have texted about it. */
  attempts: number;
  /** What became of our latest text. */
  lastText: {
    at: number;
    author: 'automation' | 'staff';
    status: MessageStatus;
    problem: string | null;
  } | null;
  /** How many asks came since this person looked; all of them if they never did. */
  newAsks: number;
  /** Codes of what the system has to tell. */
  notes: string[];
}

const byIds = query((db, { ids }: { ids: string }) =>
  db
    .selectFrom('entries')
    .leftJoin('contacts', 'contacts.id', 'entries.contact_id')
    .selectAll('entries')
    .select([
      'contacts.phone',
      'contacts.name_to_ask',
      'contacts.texting',
      'contacts.stopped_how',
      'contacts.voicemail_ok',
    ])
    .where('entries.id', 'in', listed(ids)),
);
const asksOf = query((db, { ids }: { ids: string }) =>
  db.selectFrom('asks').selectAll().where('entry_id', 'in', listed(ids)).orderBy('at').orderBy(sql`rowid`),
);
const notesOf = query((db, { ids }: { ids: string }) =>
  db
    .selectFrom('notes')
    .select(['entry_id', 'code'])
    .where('entry_id', 'in', listed(ids))
    .orderBy('at')
    .orderBy(sql`rowid`),
);
const seenOf = query((db, { ids, user }: { ids: string; user: string }) =>
  db
    .selectFrom('seen')
    .select(['entry_id', 'asked_at'])
    .where('user', '=', user)
    .where('entry_id', 'in', listed(ids)),
);
/** One row an entry that we have texted about: how often staff did, and the latest text. */
const textsOf = query((db, { ids }: { ids: string }) =>
  db
    .selectFrom('messages')
    .select(['entry_id', 'at', 'author', 'status', 'error_code'])
    .select(sql<number>`sum(author = 'staff') over (partition by entry_id)`.as('attempts'))
    .select(sql<number>`row_number() over (partition by entry_id order by at desc, rowid desc)`.as('latest'))
    .where('entry_id', 'in', listed(ids))
    .where('direction', '=', 'out')
    .where('contact_id', 'is not', null),
);

/** Any number of ids as one bound value, so that it is one statement. */
function listed(ids: string) {
  return sql<EntryId>`(select value from json_each(${ids}))`;
}

/** The lines of these entries, in this order; those that are not there are left out. */
export function rowsOf(
  reads: Reads,
  wanted: readonly EntryId[],
  { user, now }: { user: string; now: number },
): QueueRow[] {
  const ids = JSON.stringify(wanted);
  const entries = new Map(reads.all(byIds, { ids }).map(row => [row.id, row]));
  const asks = Map.groupBy(reads.all(asksOf, { ids }), ask => ask.entry_id);
  const notes = Map.groupBy(reads.all(notesOf, { ids }), note => note.entry_id);
  const seen = new Map(reads.all(seenOf, { ids, user }).map(row => [row.entry_id, row.asked_at]));
  const texts = new Map(
    reads
      .all(textsOf, { ids })
      .filter(text => text.latest === 1)
      .map(text => [text.entry_id, text]),
  );
  return wanted.flatMap(id => {
    const row = entries.get(id);
    if (!row) return [];
    const own = asks.get(id) ?? [];
    const best = own.findLast(ask => ask.best_time);
    const text = texts.get(id);
    const looked = seen.get(id) ?? -1;
    return [
      {
        ...standing(row, now),
        nameToAsk: own.findLast(ask => ask.name_to_ask)?.name_to_ask ?? row.name_to_ask,
        contact: contactOf(row),
        numberNoted: own.findLast(ask => ask.number)?.number ?? null,
        asks: own.map(({ kind, times, at }) => ({ kind, times, at })),
        bestTime: best?.best_time ? { words: best.best_time, at: best.at } : null,
        attempts: text?.attempts ?? 0,
        lastText: text ? lastText(text) : null,
        newAsks: own.filter(ask => ask.at > looked).length,
        notes: (notes.get(id) ?? []).map(note => note.code),
      },
    ];
  });
}

type WithContact = EntryRow & {
  texting: ContactRow['texting'] | null;
} & Pick<QueueContact, 'phone' | 'stopped_how' | 'voicemail_ok'>;
type QueueContact = { [K in keyof ContactRow]: ContactRow[K] | null };

function standing(row: EntryRow, now: number) {
  return {
    id: row.id,
    version: row.version,
    line: row.line,
    state: row.state,
    owner: row.owner,
    strongest: row.strongest,
    priority: priorityOf(row, now),
    language: row.language,
    openedAt: row.opened_at,
    askedAt: row.asked_at,
    dueAt: row.due_at,
    waitsUntil: row.waits_until,
    handledAt: row.handled_at,
    outcome: row.outcome,
    copiedToChart: row.copied_to_chart === null ? null : row.copied_to_chart === 1,
    handover: row.handover,
  };
}

function contactOf(row: WithContact): QueueRow['contact'] {
  if (!row.contact_id || !row.texting) return null;
  return {
    id: row.contact_id,
    phone: row.phone,
    texting: row.texting,
    stoppedHow: row.stopped_how,
    voicemailOk: row.voicemail_ok === null ? null : row.voicemail_ok === 1,
  };
}

function lastText(text: {
  at: number;
  author: string;
  status: MessageStatus;
  error_code: number | null;
}): QueueRow['lastText'] {
  const author = text.author === 'staff' ? 'staff' : 'automation';
  return {
    at: text.at,
    author,
    status: text.status,
    problem: textProblem(text.status, null, text.error_code),
  };
}

/** `crisis` before all else, then what is `late`. */
export function priorityOf(
  row: Pick<EntryRow, 'strongest' | 'due_at' | 'state'>,
  now: number,
): QueueRow['priority'] {
  if (row.strongest === 'crisis') return 'crisis';
  return row.due_at < now && row.state !== 'handled' ? 'late' : 'normal';
}
