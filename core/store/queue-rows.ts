import { sql } from 'kysely';
import type { ContactId, EntryId } from '../ids.ts';
import type { AskKind } from '../rules/asks.ts';
import { bestTimeEnds } from '../rules/best-time.ts';
import { textProblem } from '../rules/delivery.ts';
import {
  type EntryWithContact,
  entriesWithContact,
  listed,
  type Standing,
  standingOf,
} from './entry-view.ts';
import { query, type Reads } from './query.ts';
import type { MessageStatus, VoicemailRow } from './schema.ts';
import { type CallAbout, callsAbout } from './staff-calls.ts';
import { type OwnOnly, visibleUntil } from './visible.ts';

/** An entry as one line of the queue. Times are epoch milliseconds; names and best times are clients' own words. */
export interface QueueRow extends Standing {
  /** What whoever works it has to show: see `Work.version`. */
  version: number;
  copiedToChart: boolean | null;
  handover: string | null;
  /** `nameToAsk`: a name that came with it. */
  asks: { id: string; kind: AskKind; times: number; at: number; nameToAsk: string | null }[];
  /** `ends`: when it has gone by, however it is read; null when the words leave that open. */
  bestTime: { words: string; at: number; ends: number | null } | null;
  /** How often staff have texted about it, or have had the contact's phone ring. */
  attempts: number;
  /** The latest call that somebody made about it. */
  lastCall: CallAbout | null;
  /** What became of our latest text. */
  lastText: {
    at: number;
    author: 'automation' | 'staff';
    status: MessageStatus;
    problem: string | null;
  } | null;
  /** What became of the latest voicemail in it: it can be heard, is being fetched, or is lost. */
  voicemail: 'here' | 'coming' | 'lost' | null;
  /** How many asks came since this person looked; all of them if they never did. */
  newAsks: number;
  /** Codes of what the system has to tell. */
  notes: string[];
}

const byIds = query((db, { ids }: { ids: string }) =>
  entriesWithContact(db).where('entries.id', 'in', listed(ids)),
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
/** One row an entry that we have texted about: how often staff did, and the latest text. What we text to staff is of no entry. */
const textsOf = query((db, { ids }: { ids: string }) =>
  db
    .selectFrom('messages')
    .select(['entry_id', 'at', 'author', 'status', 'error_code'])
    .select(sql<number>`sum(author = 'staff') over (partition by entry_id)`.as('attempts'))
    .select(sql<number>`row_number() over (partition by entry_id order by at desc, rowid desc)`.as('latest'))
    .where('entry_id', 'in', listed(ids))
    // As a literal, so that SQLite sees that the partial index fits: no text is read for it.
    .where('direction', '=', sql.lit('out')),
);
/** The latest voicemail of each that has one; of an empty recording there is nothing to say. */
const voicemailsOf = query((db, { ids }: { ids: string }) =>
  db
    .selectFrom('calls')
    .innerJoin('voicemails', 'voicemails.call_id', 'calls.id')
    .select([sql<EntryId>`calls.entry_id`.as('entry_id'), 'voicemails.state'])
    .where('calls.entry_id', 'in', listed(ids))
    .where('voicemails.state', '<>', 'empty')
    .orderBy('voicemails.at'),
);

/** Another entry of the same contact in which they could be named after one was handled. */
const workedSince = query((db, a: { id: EntryId; contact: ContactId; handled: number }) =>
  db
    .selectFrom('entries')
    .select('id')
    .where('contact_id', '=', a.contact)
    .where('id', '<>', a.id)
    .where(sql<boolean>`(handled_at is null or handled_at > ${a.handled})`)
    .limit(1),
);

/** Who looks, when (epoch milliseconds), and in which time zone people here name times. */
export interface Looking {
  user: string;
  now: number;
  timeZone: string;
  /** Whose entries they see, where that is not everybody's. */
  onlyFor?: OwnOnly;
}

/** The lines of these entries, in this order; those that are not there are left out. */
export function rowsOf(
  reads: Reads,
  wanted: readonly EntryId[],
  { user, now, timeZone, onlyFor = null }: Looking,
): QueueRow[] {
  const ids = JSON.stringify(wanted);
  const entries = new Map(
    reads
      .all(byIds, { ids })
      .map(row => [row.id, isPast(reads, row, onlyFor) ? { ...row, known_name: null } : row]),
  );
  const asks = Map.groupBy(reads.all(asksOf, { ids }), ask => ask.entry_id);
  const notes = Map.groupBy(reads.all(notesOf, { ids }), note => note.entry_id);
  const seen = new Map(reads.all(seenOf, { ids, user }).map(row => [row.entry_id, row.asked_at]));
  const voicemails = new Map(reads.all(voicemailsOf, { ids }).map(one => [one.entry_id, one.state]));
  const texts = new Map(
    reads
      .all(textsOf, { ids })
      .filter(text => text.latest === 1)
      .map(text => [text.entry_id, text]),
  );
  const calls = callsAbout(reads, ids);
  return wanted.flatMap(id => {
    const row = entries.get(id);
    if (!row) return [];
    const own = asks.get(id) ?? [];
    const best = own.findLast(ask => ask.best_time);
    const bestTime = best?.best_time
      ? {
          words: best.best_time,
          at: best.at,
          ends: bestTimeEnds(best.best_time, best.at, timeZone),
        }
      : null;
    const text = texts.get(id);
    const call = calls.get(id);
    const looked = seen.get(id) ?? -1;
    return [
      {
        ...standingOf(row, own, now),
        version: row.version,
        copiedToChart: row.copied_to_chart === null ? null : row.copied_to_chart === 1,
        handover: row.handover,
        asks: own.map(({ id, kind, times, at, name_to_ask: nameToAsk }) => ({
          id,
          kind,
          times,
          at,
          nameToAsk,
        })),
        bestTime,
        attempts: (text?.attempts ?? 0) + (call?.rang ?? 0),
        lastCall: call?.last ?? null,
        lastText: text ? lastText(text) : null,
        voicemail: voicemailOf(voicemails.get(id)),
        newAsks: own.filter(ask => ask.at > looked).length,
        notes: (notes.get(id) ?? []).map(note => note.code),
      },
    ];
  });
}

/** Whether the name that staff know a contact by may be from a time of which somebody sees nothing. */
function isPast(reads: Reads, row: EntryWithContact, onlyFor: OwnOnly): boolean {
  const { id, state, contact_id: contact, handled_at: handled } = row;
  if (!onlyFor || state !== 'handled' || !contact || handled === null) return false;
  if (!reads.first(workedSince, { id, contact, handled })) return false;
  return visibleUntil(reads, contact, onlyFor) !== Number.MAX_SAFE_INTEGER;
}

function voicemailOf(state: VoicemailRow['state'] | undefined): QueueRow['voicemail'] {
  if (state === undefined || state === 'empty') return null;
  if (state === 'stored') return 'here';
  return state === 'failed' ? 'lost' : 'coming';
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
