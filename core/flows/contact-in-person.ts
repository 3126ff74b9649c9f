import type { Config } from '../config/schema.ts';
import type { Phone } from '../ids.ts';
import { changeContact, contactByPhone, getContact } from '../store/contacts.ts';
import type { ContactRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import { defaultLanguage } from './practice.ts';

/**
 * The contact who called or wrote. A number that until now only somebody else had typed is theirs from here on, and they
 * may be answered.
 */
export async function contactInPerson(tx: Tx, config: Config, phone: Phone): Promise<ContactRow> {
  const contact = await contactByPhone(tx, phone, defaultLanguage(config));
  if (contact.stopped_how !== 'never_asked') return contact;
  await changeContact(tx, contact.id, { texting: 'allowed', stopped_how: null });
  return getContact(tx, contact.id);
}
