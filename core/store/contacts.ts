import { type ContactId, newId, type Phone } from '../ids.ts';
import type { Language } from '../texts/texts.ts';
import type { ConsentRow, ContactRow } from './schema.ts';
import type { Tx } from './writer.ts';

export async function findContact(tx: Tx, id: ContactId): Promise<ContactRow | undefined> {
  return tx.db.selectFrom('contacts').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function getContact(tx: Tx, id: ContactId): Promise<ContactRow> {
  return tx.db.selectFrom('contacts').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

/** The contact with this number, made on first sight. */
export async function contactByPhone(tx: Tx, phone: Phone, language: Language): Promise<ContactRow> {
  const known = await tx.db.selectFrom('contacts').selectAll().where('phone', '=', phone).executeTakeFirst();
  if (known) return known;
  const contact: ContactRow = {
    id: newId(tx.now, tx.random),
    phone,
    name_to_ask: null,
    language,
    texting: 'allowed',
    stopped_how: null,
    voicemail_ok: null,
    staff_wrote_at: null,
    crisis_replied_at: null,
    continuation_at: null,
    created_at: tx.now,
  };
  await tx.db.insertInto('contacts').values(contact).execute();
  return contact;
}

export async function changeContact(
  tx: Tx,
  id: ContactId,
  change: Partial<Omit<ContactRow, 'id' | 'created_at'>>,
): Promise<void> {
  await tx.db.updateTable('contacts').set(change).where('id', '=', id).execute();
}

/** Appends to the consent record; the words are the person's own or the ones they agreed to. */
export async function recordConsent(
  tx: Tx,
  contact: ContactId,
  consent: Pick<ConsentRow, 'kind' | 'how' | 'words'>,
): Promise<void> {
  await tx.db
    .insertInto('consents')
    .values({ id: newId(tx.now, tx.random), contact_id: contact, ...consent, at: tx.now })
    .execute();
}
