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
}

export async function contentsOfContact(db: Kysely<Tables>, contact: ContactId): Promise<KeptOf> {
  const { rows } = await sql<KeptOf>`
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
  return row;
}
