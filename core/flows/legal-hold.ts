import type { ContactId } from '../ids.ts';
import { appendAudit } from '../store/audit.ts';
import { changeContact, findContact } from '../store/contacts.ts';
import { noteChange } from '../store/entries.ts';
import { withdrawErasures } from '../store/erasures.ts';
import { markOf, setMark, unsetMark } from '../store/marks.ts';
import type { Tx } from '../store/writer.ts';
import { EraseRefused } from './erase-refused.ts';

/** Since when nothing at all may be erased here. */
export const LEGAL_HOLD = 'legal_hold';

/** Since when nothing is erased at all (epoch milliseconds), or null. */
export function heldSince(tx: Pick<Tx, 'db'>): Promise<number | null> {
  return markOf(tx.db, LEGAL_HOLD);
}

/**
 * Stops all erasing of the whole installation, or lets it go on.
 *
 * @param by a user's id, or the owner's command line
 * @returns false when it was so already
 */
export async function holdEverything(tx: Tx, by: string, on: boolean): Promise<boolean> {
  if (((await heldSince(tx)) !== null) === on) return false;
  if (on) await setMark(tx, LEGAL_HOLD, tx.now);
  else await unsetMark(tx, LEGAL_HOLD);
  await audited(tx, by, on, null);
  return true;
}

/** The same for one contact. @throws EraseRefused when there is no such contact */
export async function holdContact(tx: Tx, by: string, id: ContactId, on: boolean): Promise<boolean> {
  const contact = await findContact(tx, id);
  if (!contact || contact.erasing_at !== null) throw new EraseRefused('no_such_contact');
  if ((contact.held_at !== null) === on) return false;
  await changeContact(tx, id, { held_at: on ? tx.now : null });
  if (on) await withdrawErasures(tx, id);
  await audited(tx, by, on, id);
  await noteChange(tx, 'contact', id);
  return true;
}

function audited(tx: Tx, by: string, on: boolean, about: ContactId | null): Promise<void> {
  return appendAudit(tx, { at: tx.now, who: by, what: on ? 'hold_set' : 'hold_lifted', about, details: {} });
}
