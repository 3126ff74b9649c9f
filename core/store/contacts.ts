import { type ContactId, newId, type Phone } from '../ids.ts';
import type { Language } from '../texts/texts.ts';
import { takeOptOut } from './opt-outs.ts';
import { query } from './query.ts';
import type { ConsentRow, ContactRow } from './schema.ts';
import { found } from './statements.ts';
import type { Tx } from './writer.ts';

const byId = query((db, { id }: { id: ContactId }) =>
  db.selectFrom('contacts').selectAll().where('id', '=', id),
);
const byPhone = query((db, { phone }: { phone: Phone }) =>
  db.selectFrom('contacts').selectAll().where('phone', '=', phone),
);
const insert = query((db, row: ContactRow) => db.insertInto('contacts').values(row));
const change = query((db, { id, ...change }: Partial<ContactRow> & { id: ContactId }) =>
  db.updateTable('contacts').set(change).where('id', '=', id),
);
const insertConsent = query((db, row: ConsentRow) => db.insertInto('consents').values(row));

export async function findContact(tx: Tx, id: ContactId): Promise<ContactRow | undefined> {
  return tx.first(byId, { id });
}

export async function getContact(tx: Tx, id: ContactId): Promise<ContactRow> {
  return found(tx.first(byId, { id }));
}

export async function findByPhone(tx: Tx, phone: Phone): Promise<ContactRow | undefined> {
  return tx.first(byPhone, { phone });
}

/** The contact with this number, made on first sight. Of somebody who was erased an opt-out is known still. */
export async function contactByPhone(tx: Tx, phone: Phone, language: Language): Promise<ContactRow> {
  const known = tx.first(byPhone, { phone });
  if (known) return known;
  const optOut = takeOptOut(tx, phone);
  const contact: ContactRow = {
    id: newId(tx.now, tx.random),
    phone,
    name_to_ask: null,
    language,
    texting: optOut ? 'stopped' : 'allowed',
    stopped_how: optOut?.how ?? null,
    voicemail_ok: null,
    may_name_us: null,
    staff_wrote_at: null,
    crisis_replied_at: null,
    continuation_at: null,
    created_at: tx.now,
    held_at: null,
    erasing_at: null,
  };
  tx.run(insert, contact);
  return contact;
}

export async function changeContact(
  tx: Tx,
  id: ContactId,
  changed: Partial<Omit<ContactRow, 'id' | 'created_at'>>,
): Promise<void> {
  tx.run(change, { ...changed, id });
}

/** Appends to the consent record; the words are the person's own or the ones they agreed to. */
export async function recordConsent(
  tx: Tx,
  contact: ContactId,
  consent: Pick<ConsentRow, 'kind' | 'how' | 'words'> & { at?: number },
): Promise<void> {
  tx.run(insertConsent, { id: newId(tx.now, tx.random), contact_id: contact, at: tx.now, ...consent });
}

/** Whether a person has said since a time (epoch milliseconds) that they want texts or none, or their carrier has. */
export async function wishedSince(tx: Tx, contact: ContactId, since: number): Promise<boolean> {
  const row = await tx.db
    .selectFrom('consents')
    .select('id')
    .where('contact_id', '=', contact)
    .where('at', '>', since)
    // That a call was answered with a text is no wish of theirs.
    .where('how', '<>', 'call')
    .executeTakeFirst();
  return row !== undefined;
}
