import type { Config } from '../config/schema.ts';
import { noteChange } from '../store/entries.ts';
import { setNoCallsUntil } from '../store/staff-states.ts';
import type { Tx } from '../store/writer.ts';
import { WorkRefused } from './work-refused.ts';

/** Longer than that nobody remembers why a phone never rings, in milliseconds. */
const LONGEST = 7 * 86_400_000;

/**
 * Leaves a staff member's own phone out of ringing until a time (epoch milliseconds); null lets it ring again. Alerts go
 * on as they are. @throws WorkRefused for a time that is past or too far ahead
 */
export async function staffRests(
  tx: Tx,
  config: Config,
  { staff, until }: { staff: string; until: number | null },
): Promise<void> {
  if (!Object.hasOwn(config.staff, staff)) {
    throw new WorkRefused('unknown_staff', 'There is no such staff member in the configuration.');
  }
  if (until !== null && (until <= tx.now || until > tx.now + LONGEST)) {
    throw new WorkRefused('past', 'Choose a time from now on, at most a week ahead.');
  }
  await setNoCallsUntil(tx, staff, until);
  await noteChange(tx, 'staff', staff);
}
