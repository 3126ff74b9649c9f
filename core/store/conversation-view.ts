import { type Kysely, sql } from 'kysely';
import type { CallId, ContactId, EntryId } from '../ids.ts';
import { textProblem } from '../rules/delivery.ts';
import { TEXT_KEY } from './messages.ts';
import type {
  AlertRow,
  CallRow,
  ConsentRow,
  FormRow,
  LegRow,
  MessageRow,
  StaffCallRow,
  Tables,
  VoicemailRow,
} from './schema.ts';

/** Longer histories show their newest part. */
const MOST = 500;

export interface CallView
  extends Pick<
    CallRow,
    | 'id'
    | 'line'
    | 'caller'
    | 'state'
    | 'forwarded_from'
    | 'keyed_number'
    | 'arrived_at'
    | 'decided_at'
    | 'ended_at'
  > {
  noTexts: boolean;
  /** Whose phones rang, in turn; the last one took the call if it was taken. */
  rang: string[];
}

export interface MessageView
  extends Pick<
    MessageRow,
    'id' | 'direction' | 'author' | 'staff' | 'kind' | 'body' | 'media' | 'status' | 'at'
  > {
  /** Why it did not arrive or was not sent: with `text_` before it a code of the texts' `notes`. */
  problem: string | null;
}

export interface VoicemailView extends Pick<VoicemailRow, 'id' | 'call_id' | 'state' | 'seconds' | 'at'> {}

export interface FormView
  extends Pick<
    FormRow,
    | 'id'
    | 'source'
    | 'wants'
    | 'message'
    | 'best_time'
    | 'name_to_ask'
    | 'new_here'
    | 'language'
    | 'number'
    | 'at'
  > {
  textMe: boolean;
}

export interface AlertView
  extends Pick<AlertRow, 'id' | 'staff' | 'target' | 'about' | 'state' | 'at' | 'sent_at'> {}

/** A call that somebody on staff made. */
export interface StaffCallView
  extends Pick<StaffCallRow, 'id' | 'staff' | 'state' | 'number' | 'typed' | 'talked' | 'at'> {}

/** Everything with one contact, or with one entry where there is no contact; each list oldest first. */
export interface Conversation {
  calls: CallView[];
  staffCalls: StaffCallView[];
  messages: MessageView[];
  voicemails: VoicemailView[];
  forms: FormView[];
  alerts: AlertView[];
  consents: Omit<ConsentRow, 'id' | 'contact_id'>[];
}

/** Reads a conversation: one statement a table, each by an index. */
export async function conversationOf(
  db: Kysely<Tables>,
  entry: EntryId,
  contact: ContactId | null,
): Promise<Conversation> {
  const calls = await callsOf(db, entry, contact);
  return {
    calls: await withLegs(db, calls),
    staffCalls: await staffCallsOf(db, entry, contact),
    messages: await messagesOf(db, entry, contact),
    voicemails: await db
      .selectFrom('voicemails')
      .select(['id', 'call_id', 'state', 'seconds', 'at'])
      .where('call_id', 'in', oneOf<CallId>(calls.map(call => call.id)))
      .orderBy('at')
      .execute(),
    forms: await formsOf(db, entry, contact),
    alerts: await db
      .selectFrom('alerts')
      .select(['id', 'staff', 'target', 'about', 'state', 'at', 'sent_at'])
      .where('entry_id', '=', entry)
      .orderBy('at')
      .execute(),
    consents: contact
      ? await db
          .selectFrom('consents')
          .select(['kind', 'how', 'words', 'at'])
          .where('contact_id', '=', contact)
          .orderBy('at')
          .execute()
      : [],
  };
}

/** A list as one bound value, so that its length is no part of the statement. */
function oneOf<T extends string>(values: readonly T[]) {
  return sql<T>`(select value from json_each(${JSON.stringify(values)}))`;
}

async function callsOf(db: Kysely<Tables>, entry: EntryId, contact: ContactId | null): Promise<CallRow[]> {
  const rows = await db
    .selectFrom('calls')
    .selectAll()
    .where(eb => eb.or([eb('entry_id', '=', entry), ...(contact ? [eb('contact_id', '=', contact)] : [])]))
    .orderBy('arrived_at', 'desc')
    .limit(MOST)
    .execute();
  return rows.reverse();
}

async function withLegs(db: Kysely<Tables>, calls: readonly CallRow[]): Promise<CallView[]> {
  const legs: LegRow[] = await db
    .selectFrom('legs')
    .selectAll()
    .where('call_id', 'in', oneOf<CallId>(calls.map(call => call.id)))
    .orderBy('position')
    .execute();
  const legsBy = Map.groupBy(legs, leg => leg.call_id);
  return calls.map(call => ({
    id: call.id,
    line: call.line,
    caller: call.caller,
    state: call.state,
    forwarded_from: call.forwarded_from,
    keyed_number: call.keyed_number,
    arrived_at: call.arrived_at,
    decided_at: call.decided_at,
    ended_at: call.ended_at,
    noTexts: call.no_texts === 1,
    rang: (legsBy.get(call.id) ?? []).map(leg => leg.who),
  }));
}

async function staffCallsOf(
  db: Kysely<Tables>,
  entry: EntryId,
  contact: ContactId | null,
): Promise<StaffCallView[]> {
  const rows = await db
    .selectFrom('staff_calls')
    .select(['id', 'staff', 'state', 'number', 'typed', 'talked', 'at'])
    .where('entry_id', 'in', eb => {
      const entries = eb.selectFrom('entries').select('entries.id');
      return contact ? entries.where('contact_id', '=', contact) : entries.where('entries.id', '=', entry);
    })
    .orderBy('at', 'desc')
    .limit(MOST)
    .execute();
  return rows.reverse();
}

async function messagesOf(
  db: Kysely<Tables>,
  entry: EntryId,
  contact: ContactId | null,
): Promise<MessageView[]> {
  const rows = await db
    .selectFrom('messages')
    // Its effect knows why a text was not sent.
    .leftJoin('effects', join => join.on('effects.key', '=', TEXT_KEY))
    .selectAll('messages')
    .select('effects.error')
    .where(eb =>
      eb.or([
        eb('messages.entry_id', '=', entry),
        ...(contact ? [eb('messages.contact_id', '=', contact)] : []),
      ]),
    )
    // By row within a millisecond: a text comes before the reply that the same transaction wrote.
    .orderBy('messages.at', 'desc')
    .orderBy(sql`messages.rowid`, 'desc')
    .limit(MOST)
    .execute();
  return rows
    .reverse()
    .map(({ id, direction, author, staff, kind, body, media, status, at, error, error_code }) => ({
      ...{ id, direction, author, staff, kind, body, media, status, at },
      problem: textProblem(status, error, error_code),
    }));
}

async function formsOf(db: Kysely<Tables>, entry: EntryId, contact: ContactId | null): Promise<FormView[]> {
  const rows = await db
    .selectFrom('forms')
    .selectAll()
    .where(eb => eb.or([eb('entry_id', '=', entry), ...(contact ? [eb('contact_id', '=', contact)] : [])]))
    .orderBy('at')
    .execute();
  return rows.map(
    ({ id, source, wants, message, best_time, name_to_ask, new_here, language, number, text_me, at }) => ({
      ...{ id, source, wants, message, best_time, name_to_ask, new_here, language, number, at },
      textMe: text_me === 1,
    }),
  );
}
