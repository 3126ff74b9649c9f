import { type Kysely, sql } from 'kysely';
import type { ContactId, EntryId, Phone } from '../ids.ts';
import type { AskKind } from '../rules/asks.ts';
import { CONVERSATION, isQuiet } from '../rules/consent.ts';
import type { Language } from '../texts/texts.ts';
import type { AskRow, ContactRow, EntryRow, EntryState, Tables } from './schema.ts';

/** What every view of an entry shows. Times are epoch milliseconds. */
export interface Standing {
  id: EntryId;
  line: Phone;
  state: EntryState;
  owner: string | null;
  strongest: AskKind;
  /** `crisis` before all else, then what is `late`. */
  priority: 'crisis' | 'late' | 'normal';
  language: Language;
  /** Since when somebody waits. */
  openedAt: number;
  askedAt: number;
  dueAt: number;
  waitsUntil: number | null;
  handledAt: number | null;
  outcome: string | null;
  /** Null while we do not know whose entry it is. */
  contact: ContactView | null;
  nameToAsk: string | null;
  /** Whether staff set it apart for one of several people behind its number. */
  apart: boolean;
  /** A number that somebody typed: to be called, never texted unless staff confirm it. */
  numberNoted: string | null;
}

export interface ContactView {
  id: ContactId;
  phone: Phone | null;
  texting: ContactRow['texting'];
  stoppedHow: ContactRow['stopped_how'];
  /** What automation speaks with them from now on. */
  language: Language;
  /** Whether a voicemail may be left there; null when nobody said. */
  voicemailOk: boolean | null;
  /** Whether a voicemail, or whoever answers, may hear the practice's name; null when nobody said. */
  mayNameUs: boolean | null;
  /** Until when automation is quiet because staff wrote, unless the entry is handled before; null when it is not. */
  quietUntil: number | null;
}

export function entriesWithContact(db: Kysely<Tables>) {
  return db
    .selectFrom('entries')
    .leftJoin('contacts', 'contacts.id', 'entries.contact_id')
    .selectAll('entries')
    .select([
      'contacts.phone',
      'contacts.name_to_ask as known_name',
      'contacts.language as known_language',
      'contacts.may_name_us',
      'contacts.staff_wrote_at',
      'contacts.texting',
      'contacts.stopped_how',
      'contacts.voicemail_ok',
    ]);
}

export type EntryWithContact = Awaited<ReturnType<ReturnType<typeof entriesWithContact>['execute']>>[number];

/** Any number of ids, as JSON, in one bound value, so that it is one statement. */
export function listed(ids: string) {
  return sql<EntryId>`(select value from json_each(${ids}))`;
}

/** How an entry stands, with everything that was asked in it, oldest first. */
export function standingOf(row: EntryWithContact, asks: readonly AskRow[], now: number): Standing {
  return {
    id: row.id,
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
    contact: contactOf(row, now),
    nameToAsk: row.name_to_ask ?? asks.findLast(ask => ask.name_to_ask)?.name_to_ask ?? row.known_name,
    apart: row.apart === 1,
    numberNoted: asks.findLast(ask => ask.number)?.number ?? null,
  };
}

function contactOf(row: EntryWithContact, now: number): ContactView | null {
  if (!row.contact_id || !row.texting) return null;
  const wrote = { staffWroteAt: row.staff_wrote_at, entryHandled: row.state === 'handled' };
  return {
    id: row.contact_id,
    phone: row.phone,
    texting: row.texting,
    stoppedHow: row.stopped_how,
    language: row.known_language ?? row.language,
    voicemailOk: said(row.voicemail_ok),
    mayNameUs: said(row.may_name_us),
    quietUntil: isQuiet(wrote, now) ? (row.staff_wrote_at ?? now) + CONVERSATION : null,
  };
}

function said(flag: 0 | 1 | null): boolean | null {
  return flag === null ? null : flag === 1;
}

function priorityOf(row: EntryRow, now: number): Standing['priority'] {
  if (row.strongest === 'crisis') return 'crisis';
  return row.due_at < now && row.state !== 'handled' ? 'late' : 'normal';
}
