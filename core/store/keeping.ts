import { type Kysely, sql } from 'kysely';
import type { ContactId, EntryId } from '../ids.ts';
import { noteErased, wordsOf } from './erasures.ts';
import { rememberOptOut } from './opt-outs.ts';
import type { ContactRow, EntryRow, Tables } from './schema.ts';
import type { Tx } from './writer.ts';

/** So much is looked at in one transaction. */
const SOME = 24;

/** The entry that was handled first of those whose time is over, but for crises and what is held. */
export async function firstEntryOver(
  tx: Tx,
  before: number,
): Promise<Pick<EntryRow, 'id' | 'contact_id'> | undefined> {
  const { rows } = await sql<Pick<EntryRow, 'id' | 'contact_id'>>`
    SELECT id, contact_id FROM entries
    WHERE state = 'handled' AND strongest <> 'crisis' AND handled_at < ${before} AND NOT EXISTS (
      SELECT 1 FROM contacts WHERE contacts.id = entries.contact_id AND held_at IS NOT NULL)
    ORDER BY handled_at, id LIMIT 1`.execute(tx.db);
  return rows[0];
}

/** A crisis that was handled and whose time is over: it waits for an owner's yes. */
export type CrisisOver = Pick<EntryRow, 'id' | 'contact_id'> & { handled_at: number };

/** Crises whose time is over, the oldest first, but for those that are held. */
export async function crisesOver(db: Kysely<Tables>, before: number, most: number): Promise<CrisisOver[]> {
  const { rows } = await sql<CrisisOver>`
    SELECT id, contact_id, handled_at FROM entries
    WHERE state = 'handled' AND strongest = 'crisis' AND handled_at < ${before} AND NOT EXISTS (
      SELECT 1 FROM contacts WHERE contacts.id = entries.contact_id AND held_at IS NOT NULL)
    ORDER BY handled_at, id LIMIT ${most}`.execute(db);
  return rows;
}

/** Somebody whose erasing has begun and is not done. */
export async function contactUnderWay(db: Kysely<Tables>): Promise<ContactId | undefined> {
  const row = await db
    .selectFrom('contacts')
    .select('id')
    .where('erasing_at', 'is not', null)
    .executeTakeFirst();
  return row?.id;
}

/** An entry of a contact, in any state. */
export async function anyEntryOf(tx: Tx, contact: ContactId): Promise<EntryId | undefined> {
  const row = await tx.db
    .selectFrom('entries')
    .select('id')
    .where('contact_id', '=', contact)
    .executeTakeFirst();
  return row?.id;
}

/**
 * Of a contact of whom nothing else is left, what remains is the proof of their consent. Without that they go too, and
 * their opt-out stays known.
 *
 * @returns whether the contact went
 */
export async function leaveContact(tx: Tx, id: ContactId): Promise<boolean> {
  const contact = await tx.db.selectFrom('contacts').selectAll().where('id', '=', id).executeTakeFirst();
  if (!contact || contact.held_at !== null || (await hasAnything(tx, id))) return false;
  await tx.db.deleteFrom('dialogues').where('contact_id', '=', id).execute();
  await tx.db.deleteFrom('form_links').where('contact_id', '=', id).execute();
  await sql`DELETE FROM effects WHERE payload = json_object('id', ${id})`.execute(tx.db);
  const proof = await tx.db
    .selectFrom('consents')
    .select('id')
    .where('contact_id', '=', id)
    .executeTakeFirst();
  if (proof) {
    if (contact.name_to_ask !== null)
      await tx.db.updateTable('contacts').set({ name_to_ask: null }).where('id', '=', id).execute();
    return false;
  }
  await rememberOptOut(tx, contact);
  await tx.db.deleteFrom('contacts').where('id', '=', id).execute();
  return true;
}

async function hasAnything(tx: Tx, contact: ContactId): Promise<boolean> {
  for (const table of ['entries', 'messages', 'calls', 'forms'] as const) {
    const row = await tx.db
      .selectFrom(table)
      .select('id')
      .where('contact_id', '=', contact)
      .executeTakeFirst();
    if (row) return true;
  }
  return false;
}

/** Contacts of whom only proofs of consent are left, the last of them from before a time (epoch milliseconds). */
export async function provenOver(tx: Tx, before: number): Promise<Pick<ContactRow, 'id'>[]> {
  const none = (table: 'entries' | 'messages' | 'calls' | 'forms') =>
    sql`NOT EXISTS (SELECT 1 FROM ${sql.table(table)} AS other WHERE other.contact_id = contacts.id)`;
  const { rows } = await sql<Pick<ContactRow, 'id'>>`
    SELECT DISTINCT contacts.id FROM consents JOIN contacts ON contacts.id = consents.contact_id
    WHERE consents.at < ${before} AND contacts.held_at IS NULL
      AND max(coalesce(staff_wrote_at, 0), coalesce(continuation_at, 0), coalesce(crisis_replied_at, 0)) < ${before}
      AND ${none('entries')} AND ${none('messages')} AND ${none('calls')} AND ${none('forms')}
      AND NOT EXISTS (SELECT 1 FROM consents AS later WHERE later.contact_id = contacts.id AND later.at >= ${before})
    LIMIT ${SOME}`.execute(tx.db);
  return rows;
}

export async function dropProofs(tx: Tx, contact: ContactId): Promise<number> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('consents')
    .where('contact_id', '=', contact)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Promises to erase words and recordings at Twilio that are older than a time (epoch milliseconds). */
export async function promiseErasing(tx: Tx, before: number): Promise<{ words: number; recordings: number }> {
  const { rows: texts } = await sql<{ id: string; sid: string; at: number; media: number }>`
    SELECT id, provider_sid AS sid, at, media FROM messages
    WHERE at_provider = 1 AND provider_sid IS NOT NULL AND at < ${before} AND NOT EXISTS (
      SELECT 1 FROM contacts WHERE contacts.id = messages.contact_id AND held_at IS NOT NULL)
    ORDER BY at LIMIT ${SOME}`.execute(tx.db);
  const { rows: sounds } = await sql<{ id: string; sid: string; at: number; state: string }>`
    SELECT voicemails.id, recording_sid AS sid, at, voicemails.state FROM voicemails
      JOIN calls ON calls.id = voicemails.call_id LEFT JOIN contacts ON contacts.id = calls.contact_id
    WHERE at_provider = 1 AND at < ${before} AND voicemails.state <> 'announced' AND contacts.held_at IS NULL
    ORDER BY at LIMIT ${SOME}`.execute(tx.db);
  for (const { sid, at, media } of texts) noteErased(tx, { sid, at, what: wordsOf(media), dueAt: null });
  for (const { sid, at } of sounds) noteErased(tx, { sid, at, what: 'recording', dueAt: null });
  if (texts.length > 0) {
    const ids = JSON.stringify(texts.map(({ id }) => id));
    await sql`UPDATE messages SET at_provider = 0 WHERE id IN (SELECT value FROM json_each(${ids}))`.execute(
      tx.db,
    );
  }
  for (const { id, state } of sounds) {
    await tx.db
      .updateTable('voicemails')
      // It was never fetched, and now it is nowhere.
      .set({ at_provider: 0, ...(state === 'failed' ? { state: 'erased' as const } : {}) })
      .where('id', '=', id as never)
      .execute();
  }
  return { words: texts.length, recordings: sounds.length };
}

/** Links, lines of the change feed, and what concerned staff alone, once their time is over. Whether there may be more. */
export async function tidy(tx: Tx, before: number): Promise<boolean> {
  const most = 200;
  const links = await tx.db
    .deleteFrom('form_links')
    .where('token_hash', 'in', eb =>
      eb.selectFrom('form_links').select('token_hash').where('expires_at', '<', before).limit(most),
    )
    .executeTakeFirst();
  const changes = await tx.db
    .deleteFrom('changes')
    .where('seq', 'in', eb => eb.selectFrom('changes').select('seq').orderBy('seq').limit(most))
    .where('at', '<', before)
    .executeTakeFirst();
  for (const table of ['notices', 'test_calls'] as const) {
    await tx.db
      .deleteFrom(table)
      .where(
        'id',
        'in',
        eb => eb.selectFrom(table).select('id').where('at', '<', before).limit(most) as never,
      )
      .execute();
  }
  return Number(links.numDeletedRows) === most || Number(changes.numDeletedRows) === most;
}
