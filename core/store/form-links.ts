import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { type ContactId, newToken, type Phone } from '../ids.ts';
import { query } from './query.ts';
import type { FormLinkRow, Tables } from './schema.ts';
import type { Tx } from './writer.ts';

const insert = query((db, row: FormLinkRow) => db.insertInto('form_links').values(row));

/** Makes the secret part of a form link, bound to a contact without showing who. */
export async function makeFormLink(
  tx: Tx,
  link: { contact: ContactId; line: Phone; expiresAt: number },
): Promise<string> {
  const token = newToken(tx.random);
  tx.run(insert, {
    token_hash: hashToken(token),
    contact_id: link.contact,
    line: link.line,
    expires_at: link.expiresAt,
  });
  return token;
}

/** The link of a token, expired or not; undefined when nobody ever made it. */
export async function findFormLink(db: Kysely<Tables>, token: string): Promise<FormLinkRow | undefined> {
  return db
    .selectFrom('form_links')
    .selectAll()
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst();
}

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
