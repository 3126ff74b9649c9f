import { type Kysely, sql } from 'kysely';
import type { ContactId } from '../ids.ts';
import type { Tables } from './schema.ts';

/** How much there is of somebody: what goes when they are erased. */
export interface KeptOf {
  entries: number;
  /** Of these, how many nobody has handled yet, and how many are crises. */
  open: number;
  crises: number;
  messages: number;
  calls: number;
  voicemails: number;
  forms: number;
  consents: number;
  /** Entries of nobody known in which somebody typed their number: these stay, as nobody can tell whose they are. */
  typed: number;
}

export async function contentsOfContact(db: Kysely<Tables>, contact: ContactId): Promise<KeptOf> {
  const { rows } = await sql<Omit<KeptOf, 'typed'>>`
    SELECT
      (SELECT count(*) FROM entries WHERE contact_id = ${contact}) AS entries,
      (SELECT count(*) FROM entries WHERE contact_id = ${contact} AND state <> 'handled') AS open,
      (SELECT count(*) FROM entries WHERE contact_id = ${contact} AND strongest = 'crisis') AS crises,
      (SELECT count(*) FROM messages WHERE contact_id = ${contact}) AS messages,
      (SELECT count(*) FROM calls WHERE contact_id = ${contact}) AS calls,
      (SELECT count(*) FROM voicemails JOIN calls ON calls.id = call_id WHERE contact_id = ${contact}) AS voicemails,
      (SELECT count(*) FROM forms WHERE contact_id = ${contact}) AS forms,
      (SELECT count(*) FROM consents WHERE contact_id = ${contact}) AS consents`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('Counting answered nothing.');
  return { ...row, typed: await countTyped(db, contact) };
}

/** By the search index, in which typed numbers stand: a look into every form and ask would take as long as there are years. */
async function countTyped(db: Kysely<Tables>, contact: ContactId): Promise<number> {
  const known = await db.selectFrom('contacts').select('phone').where('id', '=', contact).executeTakeFirst();
  const digits = known?.phone?.replace(/\D/g, '') ?? '';
  if (digits === '') return 0;
  const { rows } = await sql<{ count: number }>`
    SELECT count(DISTINCT entries.id) AS count FROM found_words
      JOIN findable ON findable.seq = found_words.rowid JOIN entries ON entries.id = findable.entry_id
    WHERE found_words MATCH ${`"${digits}"`} AND entries.contact_id IS NULL`.execute(db);
  return rows[0]?.count ?? 0;
}
