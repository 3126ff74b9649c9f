import { type RawBuilder, sql } from 'kysely';
import type { CallId, ContactId, EntryId, MessageId } from '../ids.ts';
import { noteErased, wordsOf } from './erasures.ts';
import type { Tx } from './writer.ts';

/**
 * So much goes in one transaction, so that nobody who commits meanwhile waits noticeably: pieces of 64 KiB of sound, and
 * rows, of which each may take its words out of the search index as well.
 */
const PIECES = 4;
const ROWS = 8;

/** How things go at Twilio when they go here. */
export interface Going {
  /** Everything of theirs goes there as well, at once: somebody is erased. Else only what `keep.at_twilio` is about. */
  whole: boolean;
  /** `keep.at_twilio` in milliseconds. */
  atTwilio: number;
}

/** How many of each went. */
export interface Erased {
  entries: number;
  messages: number;
  calls: number;
  voicemails: number;
  forms: number;
}

export const NOTHING_ERASED: Erased = { entries: 0, messages: 0, calls: 0, voicemails: 0, forms: 0 };

/** A condition on the rows of a table. */
type Which = RawBuilder<unknown>;

/**
 * Erases a part of an entry with everything that stands in it; again until it is gone.
 *
 * @returns whether it is gone, and what went
 */
export async function eraseSomeOfEntry(
  tx: Tx,
  entry: EntryId,
  going: Going,
): Promise<{ gone: boolean; erased: Erased }> {
  const of = sql`entry_id = ${entry}`;
  const erased = { ...NOTHING_ERASED };
  const left = await someOf(tx, of, going, erased);
  if (left) return { gone: false, erased };
  for (const table of ['staff_calls', 'alerts', 'reminders'] as const) {
    if (await eraseWithEffects(tx, table, of, going)) return { gone: false, erased };
  }
  for (const table of ['asks', 'notes', 'acts'] as const) {
    if ((await drop(tx, table, of)) === ROWS) return { gone: false, erased };
  }
  await sql`DELETE FROM seen WHERE ${of}`.execute(tx.db);
  await effectsAbout(tx, [entry]);
  await sql`DELETE FROM entries WHERE id = ${entry}`.execute(tx.db);
  erased.entries = 1;
  return { gone: true, erased };
}

/** The same for what a contact has beside their entries, and then for the contact. */
export async function eraseSomeOfContact(
  tx: Tx,
  contact: ContactId,
  going: Going,
): Promise<{ gone: boolean; erased: Erased }> {
  const of = sql`contact_id = ${contact}`;
  const erased = { ...NOTHING_ERASED };
  if (await someOf(tx, of, going, erased)) return { gone: false, erased };
  for (const table of ['consents', 'form_links', 'dialogues'] as const) {
    await sql`DELETE FROM ${sql.table(table)} WHERE ${of}`.execute(tx.db);
  }
  await effectsAbout(tx, [contact]);
  // Where there is nothing else to find the contact by, the feed would still name them.
  await sql`DELETE FROM changes WHERE id = ${contact}`.execute(tx.db);
  await sql`DELETE FROM contacts WHERE id = ${contact}`.execute(tx.db);
  return { gone: true, erased };
}

/** Texts, calls and forms that stand in no entry, and are older than a time (epoch milliseconds). */
export async function eraseSomeLoose(
  tx: Tx,
  before: number,
  going: Going,
): Promise<{ left: boolean; erased: Erased; contacts: ContactId[] }> {
  const erased = { ...NOTHING_ERASED };
  const held = sql`EXISTS (SELECT 1 FROM contacts WHERE contacts.id = contact_id AND held_at IS NOT NULL)`;
  const texts = await rowsOf<Text>(
    tx,
    'messages',
    sql`entry_id IS NULL AND at < ${before} AND NOT ${held}`,
    TEXT,
  );
  await eraseTexts(tx, texts, going);
  erased.messages = texts.length;
  const calls =
    texts.length < ROWS
      ? await rowsOf<Call>(
          tx,
          'calls',
          sql`entry_id IS NULL AND arrived_at < ${before} AND NOT ${held}`,
          CALL,
        )
      : [];
  const whole = await eraseCalls(tx, calls, going, erased);
  const contacts = new Set([...texts, ...calls].flatMap(row => (row.contact_id ? [row.contact_id] : [])));
  return { left: texts.length === ROWS || calls.length === ROWS || !whole, erased, contacts: [...contacts] };
}

/** Sounds of voicemails that were left before a time (epoch milliseconds), unless nobody has handled them yet. */
export async function eraseSomeSounds(tx: Tx, before: number): Promise<{ left: boolean; count: number }> {
  const { rows } = await sql<{ id: string }>`
    SELECT voicemails.id FROM voicemails JOIN calls ON calls.id = voicemails.call_id
      LEFT JOIN entries ON entries.id = calls.entry_id LEFT JOIN contacts ON contacts.id = calls.contact_id
    WHERE voicemails.state = 'stored' AND voicemails.at < ${before} AND contacts.held_at IS NULL
      AND (entries.id IS NULL OR (entries.state = 'handled' AND entries.strongest <> 'crisis'))
    ORDER BY voicemails.at LIMIT 1`.execute(tx.db);
  const [one] = rows;
  if (!one) return { left: false, count: 0 };
  if (await dropPieces(tx, sql`voicemail_id = ${one.id}`)) return { left: true, count: 0 };
  await sql`UPDATE voicemails SET state = 'erased', bytes = 0 WHERE id = ${one.id}`.execute(tx.db);
  return { left: true, count: 1 };
}

/** Texts, calls with their voicemails, and forms. Whether there may be more. */
async function someOf(tx: Tx, of: Which, going: Going, erased: Erased): Promise<boolean> {
  const texts = await rowsOf<Text>(tx, 'messages', of, TEXT);
  await eraseTexts(tx, texts, going);
  erased.messages += texts.length;
  if (texts.length === ROWS) return true;
  const calls = await rowsOf<Call>(tx, 'calls', of, CALL);
  if (!(await eraseCalls(tx, calls, going, erased)) || calls.length === ROWS) return true;
  const forms = await drop(tx, 'forms', of);
  erased.forms += forms;
  return forms === ROWS;
}

interface Text {
  id: MessageId;
  provider_sid: string | null;
  at_provider: 0 | 1;
  media: number;
  at: number;
  contact_id: ContactId | null;
}
const TEXT = sql`id, provider_sid, at_provider, media, at, contact_id`;

async function eraseTexts(tx: Tx, texts: readonly Text[], { whole, atTwilio }: Going): Promise<void> {
  if (texts.length === 0) return;
  for (const { provider_sid: sid, at, media, at_provider: there } of texts) {
    if (!sid) continue;
    if (whole) noteErased(tx, { sid, at, what: 'text', dueAt: null });
    else noteErased(tx, { sid, at, what: there ? wordsOf(media) : 'nothing', dueAt: at + atTwilio });
  }
  const ids = texts.map(({ id }) => id);
  await effectsAbout(tx, ids);
  await sql`UPDATE messages SET retry_of = NULL WHERE retry_of IN ${oneOf(ids)}`.execute(tx.db);
  await sql`DELETE FROM messages WHERE id IN ${oneOf(ids)}`.execute(tx.db);
}

interface Call {
  id: CallId;
  provider_sid: string;
  arrived_at: number;
  contact_id: ContactId | null;
}
const CALL = sql`id, provider_sid, arrived_at, contact_id`;

/** Calls with their legs and voicemails. False when sound is left of them: then nothing else went. */
async function eraseCalls(tx: Tx, calls: readonly Call[], going: Going, erased: Erased): Promise<boolean> {
  if (calls.length === 0) return true;
  const ids = calls.map(({ id }) => id);
  const theirs = sql`call_id IN ${oneOf(ids)}`;
  if (await dropPieces(tx, sql`voicemail_id IN (SELECT id FROM voicemails WHERE ${theirs})`)) return false;
  const { rows: voicemails } = await sql<{
    id: string;
    recording_sid: string;
    at: number;
    at_provider: 0 | 1;
  }>`
    SELECT id, recording_sid, at, at_provider FROM voicemails WHERE ${theirs}`.execute(tx.db);
  for (const { recording_sid: sid, at, at_provider: there } of voicemails) {
    const dueAt = going.whole ? null : at + going.atTwilio;
    noteErased(tx, { sid, at, what: there ? 'recording' : 'nothing', dueAt });
  }
  for (const { provider_sid: sid, arrived_at: at } of calls) {
    noteErased(tx, { sid, at, what: going.whole ? 'call' : 'nothing', dueAt: null });
  }
  await effectsAbout(tx, [...ids, ...voicemails.map(({ id }) => id)]);
  await sql`DELETE FROM voicemails WHERE ${theirs}`.execute(tx.db);
  await sql`DELETE FROM legs WHERE ${theirs}`.execute(tx.db);
  await sql`UPDATE messages SET call_id = NULL WHERE ${theirs}`.execute(tx.db);
  await sql`DELETE FROM calls WHERE id IN ${oneOf(ids)}`.execute(tx.db);
  erased.calls += calls.length;
  erased.voicemails += voicemails.length;
  return true;
}

/** Rows of a table with what was promised about them. Whether there may be more. */
async function eraseWithEffects(
  tx: Tx,
  table: 'staff_calls' | 'alerts' | 'reminders',
  of: Which,
  { whole }: Going,
): Promise<boolean> {
  const name = table === 'staff_calls' ? sql`provider_sid` : sql`NULL`;
  const rows = await rowsOf<{ id: string; sid: string | null; at: number }>(
    tx,
    table,
    of,
    sql`id, ${name} AS sid, at`,
  );
  if (rows.length === 0) return false;
  for (const { sid, at } of rows) {
    // Staff's own call has the contact's beside it at Twilio. Texts to staff name nobody.
    if (sid) noteErased(tx, { sid, at, what: whole ? 'call' : 'nothing', dueAt: null });
  }
  const ids = rows.map(({ id }) => id);
  await effectsAbout(tx, ids);
  await sql`DELETE FROM ${sql.table(table)} WHERE id IN ${oneOf(ids)}`.execute(tx.db);
  return rows.length === ROWS;
}

/** What was promised about rows, and what was asked about those promises. */
async function effectsAbout(tx: Tx, ids: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM effects WHERE payload IN ${payloadsOf(ids)}`.execute(tx.db);
  if (rows.length === 0) return;
  const effects = rows.map(({ id }) => id);
  await sql`DELETE FROM effects WHERE payload IN ${payloadsOf(effects)}`.execute(tx.db);
  await sql`DELETE FROM effects WHERE id IN ${oneOf(effects)}`.execute(tx.db);
}

/** Pieces of sound, some at a time. Whether there may be more. */
async function dropPieces(tx: Tx, which: Which): Promise<boolean> {
  const { numAffectedRows } = await sql`
    DELETE FROM voicemail_chunks WHERE rowid IN (
      SELECT rowid FROM voicemail_chunks WHERE ${which} LIMIT ${PIECES})`.execute(tx.db);
  return Number(numAffectedRows ?? 0) === PIECES;
}

async function drop(tx: Tx, table: 'asks' | 'notes' | 'acts' | 'forms', which: Which): Promise<number> {
  const { numAffectedRows } = await sql`
    DELETE FROM ${sql.table(table)} WHERE rowid IN (
      SELECT rowid FROM ${sql.table(table)} WHERE ${which} LIMIT ${ROWS})`.execute(tx.db);
  return Number(numAffectedRows ?? 0);
}

async function rowsOf<Row>(tx: Tx, table: string, which: Which, columns: Which): Promise<Row[]> {
  const { rows } = await sql<Row>`
    SELECT ${columns} FROM ${sql.table(table)} WHERE ${which} LIMIT ${ROWS}`.execute(tx.db);
  return rows;
}

/** A list as one bound value, so that its length is no part of the statement. */
function oneOf(ids: readonly string[]): Which {
  return sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;
}

function payloadsOf(ids: readonly string[]): Which {
  return sql`(SELECT json_object('id', value) FROM json_each(${JSON.stringify(ids)}))`;
}
