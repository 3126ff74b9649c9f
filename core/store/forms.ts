import type { ContactId, EntryId, Phone } from '../ids.ts';
import { query } from './query.ts';
import type { FormRow } from './schema.ts';
import type { Tx } from './writer.ts';

const bySubmission = query((db, { key }: { key: string }) =>
  db.selectFrom('forms').select('id').where('submission_key', '=', key),
);
const insert = query((db, row: FormRow) => db.insertInto('forms').values(row));
const nobodys = query((db, { entry }: { entry: EntryId }) =>
  db
    .selectFrom('forms')
    .selectAll()
    .where('entry_id', '=', entry)
    .where('contact_id', 'is', null)
    .orderBy('at', 'desc'),
);
const give = query((db, { entry, number, contact }: { entry: EntryId; number: Phone; contact: ContactId }) =>
  db
    .updateTable('forms')
    .set({ contact_id: contact })
    .where('entry_id', '=', entry)
    .where('number', '=', number),
);

/** Whether the same sending of a form came before. */
export async function isSubmitted(tx: Tx, submissionKey: string): Promise<boolean> {
  return tx.first(bySubmission, { key: submissionKey }) !== undefined;
}

export async function insertForm(tx: Tx, form: FormRow): Promise<void> {
  tx.run(insert, form);
}

/** An entry's forms of which we do not know whose they are, newest first. */
export async function formsOfNobody(tx: Tx, entry: EntryId): Promise<FormRow[]> {
  return tx.all(nobodys, { entry });
}

/** The forms of an entry that name this number are its contact's. */
export async function giveForms(tx: Tx, entry: EntryId, number: Phone, contact: ContactId): Promise<void> {
  tx.run(give, { entry, number, contact });
}
