import type { EntryId } from '../ids.ts';
import { alertsOf, changeAlert } from '../store/alerts.ts';
import { cancelEffect } from '../store/effects.ts';
import { setActive } from '../store/staff-states.ts';
import type { Tx } from '../store/writer.ts';
import { alertKey } from './promise-alert.ts';

/**
 * A staff member does something at the desk, or on the command line. Ordinary alerts to them are held back for two
 * minutes; those that are held about the entry they have open are seen, and not sent.
 *
 * @param entry the entry they have open, null for none
 */
export async function staffIsActive(tx: Tx, staff: string, entry: EntryId | null): Promise<void> {
  await setActive(tx, staff, tx.now);
  if (entry === null) return;
  for (const alert of await alertsOf(tx, entry)) {
    if (alert.staff !== staff || alert.held_at === null || alert.state !== 'promised') continue;
    if (await cancelEffect(tx, alertKey(alert), 'seen'))
      await changeAlert(tx, alert.id, { state: 'cancelled' });
  }
}
