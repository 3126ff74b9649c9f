import { sql } from 'kysely';
import type { CallId, ContactId, EntryId, Phone } from '../ids.ts';
import { textFate } from '../rules/delivery.ts';
import { TEXT_KEY } from './messages.ts';
import { query, type Reads } from './query.ts';
import type { ActKind, CallRow, FormRow, MessageRow, StaffCallRow, VoicemailRow } from './schema.ts';

/** Whose timeline: a contact's, or an entry's of which we do not know whose it is. */
export type Whose = { contact: ContactId } | { entry: EntryId };

/** Where a page of a timeline ended: the time, the kind's rank within it, and the row. */
export type Moment = readonly [at: number, rank: number, row: number];

const NOW: Moment = [Number.MAX_SAFE_INTEGER, 9, 0];

export interface CallItem
  extends Pick<CallRow, 'id' | 'line' | 'caller' | 'state' | 'forwarded_from' | 'keyed_number' | 'ended_at'> {
  what: 'call';
  at: number;
  entry: EntryId | null;
  noTexts: boolean;
  /** Whose phones rang, in turn; the last one took the call if it was taken. */
  rang: string[];
  voicemails: VoicemailItem[];
}

export interface VoicemailItem extends Pick<VoicemailRow, 'id' | 'state' | 'seconds' | 'at'> {
  /** What it says, as staff typed it. */
  words: string | null;
}

export interface TextItem
  extends Pick<MessageRow, 'id' | 'direction' | 'author' | 'staff' | 'kind' | 'body' | 'media' | 'status'> {
  what: 'text';
  at: number;
  entry: EntryId | null;
  /** What became of it, for a text of ours: a code (rules/delivery.ts). */
  fate: string | null;
  /** Whether staff have sent the same words again since. */
  sentAgain: boolean;
}

export interface FormItem
  extends Pick<
    FormRow,
    'id' | 'source' | 'wants' | 'message' | 'best_time' | 'name_to_ask' | 'new_here' | 'language' | 'number'
  > {
  what: 'form';
  at: number;
  entry: EntryId;
  textMe: boolean;
}

/** What the system has to tell, as a code of `notes` in core/texts. */
export interface NoteItem {
  what: 'note';
  id: string;
  at: number;
  entry: EntryId;
  code: string;
}

export interface ActItem {
  what: 'act';
  id: string;
  at: number;
  entry: EntryId;
  staff: string;
  act: ActKind;
  undone: boolean;
}

/** A call that somebody on staff made. Times are epoch milliseconds, `talked` seconds. */
export interface StaffCallItem extends Pick<StaffCallRow, 'id' | 'staff' | 'line' | 'state' | 'talked'> {
  what: 'staff_call';
  at: number;
  entry: EntryId;
  /** The number that was called, where it is one that somebody typed. */
  typed: Phone | null;
  endedAt: number | null;
}

export type TimelineItem = CallItem | TextItem | FormItem | NoteItem | ActItem | StaffCallItem;

interface Asked {
  /** The contact's or the entry's id. */
  id: string;
  at: number;
  rank: number;
  row: number;
  most: number;
}

/** The later in a moment, the higher: what somebody did comes before what followed from it. */
const RANK = { call: 1, form: 2, text: 3, note: 4, act: 5, staff_call: 6 } as const;

type By = 'contact_id' | 'entry_id';

/** A query for each way to ask: with `or` between the two, SQLite would sort all that there is before it takes a page. */
function of<Row>(build: (by: By) => Parameters<typeof query<Asked, Row>>[0]) {
  return { contact_id: query(build('contact_id')), entry_id: query(build('entry_id')) };
}

const callsOf = of(
  by => (db, a: Asked) =>
    db
      .selectFrom('calls')
      .selectAll()
      .select([sql<number>`arrived_at`.as('at'), sql<number>`rowid`.as('row')])
      .where(theirs(by, a))
      .where('arrived_at', '<=', a.at)
      .where(before('arrived_at', RANK.call, a))
      .orderBy('arrived_at', 'desc')
      .orderBy(sql`rowid`, 'desc')
      .limit(a.most),
);
const formsOf = of(
  by => (db, a: Asked) =>
    db
      .selectFrom('forms')
      .selectAll()
      .select(sql<number>`rowid`.as('row'))
      .where(theirs(by, a))
      .where('at', '<=', a.at)
      .where(before('at', RANK.form, a))
      .orderBy('at', 'desc')
      .orderBy(sql`rowid`, 'desc')
      .limit(a.most),
);
const textsOf = of(
  by => (db, a: Asked) =>
    db
      .selectFrom('messages')
      // Its effect knows why a text was not sent.
      .leftJoin('effects', join => join.on('effects.key', '=', TEXT_KEY))
      .selectAll('messages')
      .select(['effects.error', sql<number>`messages.rowid`.as('row')])
      .select(
        sql<0 | 1>`exists (select 1 from messages again where again.retry_of = messages.id)`.as('again'),
      )
      .where(theirs(by, a, 'messages.'))
      .where('messages.at', '<=', a.at)
      .where(before('messages.at', RANK.text, a, 'messages.rowid'))
      .orderBy('messages.at', 'desc')
      .orderBy(sql`messages.rowid`, 'desc')
      .limit(a.most),
);
const notesOf = of(
  by => (db, a: Asked) =>
    db
      .selectFrom('notes')
      .selectAll()
      .select(sql<number>`rowid`.as('row'))
      .where('entry_id', 'in', entriesOf(by, a))
      .where('at', '<=', a.at)
      .where(before('at', RANK.note, a))
      .orderBy('at', 'desc')
      .orderBy(sql`rowid`, 'desc')
      .limit(a.most),
);
const actsOf = of(
  by => (db, a: Asked) =>
    db
      .selectFrom('acts')
      .select(['id', 'entry_id', 'staff', 'what', 'undone_at', 'at', sql<number>`rowid`.as('row')])
      .where('entry_id', 'in', entriesOf(by, a))
      // The reply itself is there, as a text, and the call as a call.
      .where('what', 'not in', ['reply', 'call'])
      .where('at', '<=', a.at)
      .where(before('at', RANK.act, a))
      .orderBy('at', 'desc')
      .orderBy(sql`rowid`, 'desc')
      .limit(a.most),
);
const staffCallsOf = of(
  by => (db, a: Asked) =>
    db
      .selectFrom('staff_calls')
      .selectAll()
      .select(sql<number>`rowid`.as('row'))
      .where('entry_id', 'in', entriesOf(by, a))
      .where('at', '<=', a.at)
      .where(before('at', RANK.staff_call, a))
      .orderBy('at', 'desc')
      .orderBy(sql`rowid`, 'desc')
      .limit(a.most),
);
const legsOf = query((db, { calls }: { calls: string }) =>
  db
    .selectFrom('legs')
    .select(['call_id', 'who'])
    .where('call_id', 'in', sql<CallId>`(select value from json_each(${calls}))`)
    .orderBy('position'),
);
const voicemailsOf = query((db, { calls }: { calls: string }) =>
  db
    .selectFrom('voicemails')
    .select(['id', 'call_id', 'state', 'seconds', 'words', 'at'])
    .where('call_id', 'in', sql<CallId>`(select value from json_each(${calls}))`)
    .orderBy('at')
    .orderBy('id'),
);

function theirs(by: By, { id }: Asked, table = '') {
  return sql<boolean>`${sql.ref(`${table}${by}`)} = ${id}`;
}

function entriesOf(by: By, { id }: Asked) {
  return by === 'entry_id'
    ? sql<EntryId>`(${id})`
    : sql<EntryId>`(select id from entries where contact_id = ${id})`;
}

function before(at: string, rank: number, a: Asked, row = 'rowid') {
  return sql<boolean>`(${sql.ref(at)}, ${sql.lit(rank)}, ${sql.raw(row)}) < (${a.at}, ${a.rank}, ${a.row})`;
}

/**
 * Everything that happened with somebody, newest first: a page of it before a moment, or its end. `until`: the last that
 * may be shown (epoch milliseconds).
 */
export function timelinePage(
  reads: Reads,
  whose: Whose,
  { before: from, until, most }: { before: Moment | null; until?: number; most: number },
): { items: TimelineItem[]; next: Moment | null } {
  const last: Moment = [until ?? NOW[0], NOW[1], NOW[2]];
  const [at, rank, row] = from && from[0] <= last[0] ? from : last;
  const by = 'contact' in whose ? 'contact_id' : 'entry_id';
  const asked = { id: 'contact' in whose ? whose.contact : whose.entry, at, rank, row, most };
  const found: { at: number; rank: number; row: number; item: TimelineItem }[] = [
    ...calls(reads, by, asked),
    ...reads.all(formsOf[by], asked).map(form => ({ ...placed(form, RANK.form), item: formItem(form) })),
    ...reads.all(textsOf[by], asked).map(text => ({ ...placed(text, RANK.text), item: textItem(text) })),
    ...reads.all(notesOf[by], asked).map(note => ({
      ...placed(note, RANK.note),
      item: { what: 'note' as const, id: note.id, at: note.at, entry: note.entry_id, code: note.code },
    })),
    ...reads.all(actsOf[by], asked).map(({ id, entry_id, staff, what, undone_at, ...act }) => ({
      ...placed(act, RANK.act),
      item: {
        ...{ what: 'act' as const, id, at: act.at, entry: entry_id, staff },
        ...{ act: what, undone: undone_at !== null },
      },
    })),
    ...reads
      .all(staffCallsOf[by], asked)
      .map(call => ({ ...placed(call, RANK.staff_call), item: staffCallItem(call) })),
  ].sort((a, b) => b.at - a.at || b.rank - a.rank || b.row - a.row);
  const shown = found.slice(0, most);
  const end = shown.at(-1);
  const next: Moment | null = end && found.length > shown.length ? [end.at, end.rank, end.row] : null;
  // A table that gave all it was asked for may have more, even when nothing else was left over.
  const full = end && found.length === most ? ([end.at, end.rank, end.row] as const) : null;
  return { items: shown.map(one => one.item), next: next ?? full };
}

function placed({ at, row }: { at: number; row: number }, rank: number) {
  return { at, rank, row };
}

function calls(reads: Reads, by: By, asked: Asked) {
  const rows = reads.all(callsOf[by], asked);
  const ids = JSON.stringify(rows.map(call => call.id));
  const legs = Map.groupBy(reads.all(legsOf, { calls: ids }), leg => leg.call_id);
  const voicemails = Map.groupBy(reads.all(voicemailsOf, { calls: ids }), one => one.call_id);
  return rows.map(call => {
    const { id, line, caller, state, forwarded_from, keyed_number, ended_at } = call;
    const item: CallItem = {
      ...{ what: 'call', id, at: call.arrived_at, entry: call.entry_id },
      ...{ line, caller, state, forwarded_from, keyed_number, ended_at },
      noTexts: call.no_texts === 1,
      rang: (legs.get(id) ?? []).map(leg => leg.who),
      voicemails: (voicemails.get(id) ?? []).map(({ call_id: _, ...voicemail }) => voicemail),
    };
    return { ...placed(call, RANK.call), item };
  });
}

function textItem(text: MessageRow & { error: string | null; again: 0 | 1 }): TextItem {
  const { id, at, direction, author, staff, kind, body, media, status } = text;
  return {
    ...{ what: 'text', id, at, entry: text.entry_id, direction, author, staff, kind, body, media, status },
    fate: direction === 'in' ? null : textFate(status, text.error, text.error_code),
    sentAgain: text.again === 1,
  };
}

function staffCallItem(call: StaffCallRow): StaffCallItem {
  const { id, at, staff, line, state, talked } = call;
  return {
    ...{ what: 'staff_call', id, at, entry: call.entry_id, staff, line, state, talked },
    typed: call.typed === 1 ? call.number : null,
    endedAt: call.ended_at,
  };
}

function formItem(form: FormRow): FormItem {
  const { id, at, source, wants, message, best_time, name_to_ask, new_here, language, number } = form;
  return {
    ...{ what: 'form', id, at, entry: form.entry_id, source, wants, message, best_time, name_to_ask },
    ...{ new_here, language, number, textMe: form.text_me === 1 },
  };
}

/** What a contact wished about texts, and with which words, oldest first. */
const consentsOf = query((db, { contact, until }: { contact: ContactId; until: number }) =>
  db
    .selectFrom('consents')
    .select(['kind', 'how', 'words', 'at'])
    .where('contact_id', '=', contact)
    .where('at', '<=', until)
    .orderBy('at')
    .orderBy(sql`rowid`),
);

/** Up to a time (epoch milliseconds, included). */
export function consentRecord(reads: Reads, contact: ContactId, until: number) {
  return reads.all(consentsOf, { contact, until });
}
