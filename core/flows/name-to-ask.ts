import type { Config } from '../config/schema.ts';
import { LONGEST_NAME } from '../rules/longest.ts';
import { findContact } from '../store/contacts.ts';
import type { Tx } from '../store/writer.ts';
import { act, unhandledFor, type Work, type Worked } from './entry-acts.ts';
import { WorkRefused } from './work-refused.ts';

/**
 * Staff know whom to ask for; nothing at all leaves it to the names that came with the asks. The contact is known by it
 * from now on, too, unless the entry is one of several people's. @throws WorkRefused
 */
export async function nameToAsk(tx: Tx, config: Config, work: Work & { nameToAsk: string }): Promise<Worked> {
  const entry = await unhandledFor(tx, config, work);
  const typed = work.nameToAsk.trim();
  if (typed.length > LONGEST_NAME) {
    throw new WorkRefused('too_long', `A name has at most ${LONGEST_NAME} characters.`);
  }
  const change = { name_to_ask: typed === '' ? null : typed };
  const alone = entry.contact_id !== null && entry.apart === 0 && typed !== '';
  const contact = alone && entry.contact_id ? await findContact(tx, entry.contact_id) : undefined;
  return act(tx, work, 'name', entry, change, contact && { row: contact, change });
}
