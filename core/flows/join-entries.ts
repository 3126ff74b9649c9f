import type { Config } from '../config/schema.ts';
import type { ContactId } from '../ids.ts';
import { strongestAsk } from '../rules/asks.ts';
import { addNote, changeEntry, getEntry } from '../store/entries.ts';
import { moveAll } from '../store/join.ts';
import { moveReminders } from '../store/reminders.ts';
import type { EntryRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import { alertStaff } from './alert-staff.ts';
import { beginReminding } from './remind-staff.ts';

/** The outcome of an entry of which everything went on in another one. */
export const JOINED = 'merged';

/**
 * A contact has one unhandled entry: what was asked in another one moves there, and that one ends.
 *
 * @param staff who found out that the two are one person's, null when the line did
 */
export async function joinEntries(
  tx: Tx,
  config: Config,
  {
    entry,
    into,
    contact,
    staff,
  }: { entry: EntryRow; into: EntryRow; contact: ContactId | null; staff: string | null },
): Promise<void> {
  await moveAll(tx, entry.id, into.id);
  await moveReminders(tx, entry, into);
  await changeEntry(tx, entry.id, {
    state: 'handled',
    handled_at: tx.now,
    outcome: JOINED,
    contact_id: contact,
    owner: entry.owner ?? staff,
    waits_until: null,
  });
  await changeEntry(tx, into.id, {
    strongest: strongestAsk([into.strongest, entry.strongest]),
    opened_at: Math.min(into.opened_at, entry.opened_at),
    asked_at: Math.max(into.asked_at, entry.asked_at),
    due_at: Math.min(into.due_at, entry.due_at),
    ...(into.state === 'waiting' ? { state: into.owner ? 'assigned' : 'open', waits_until: null } : {}),
  });
  await addNote(tx, into.id, 'joined');
  const goesOn = await getEntry(tx, into.id);
  // Whoever had the one that ends, or let it wait, was reminded of nothing any more: now it is nobody's again.
  if (entry.state !== 'open' && goesOn.state === 'open') {
    await beginReminding(tx, config, goesOn, entry.strongest, tx.now);
  }
  // Alerts that still wait tell whoever is configured; somebody who has the other entry already hears of it now.
  if (into.owner && into.owner !== staff) await alertStaff(tx, config, into.id, entry.strongest, false);
}
