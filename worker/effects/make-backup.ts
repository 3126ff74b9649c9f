import { StartupError } from '../../core/errors.ts';
import type { Claim } from '../../core/flows/claim.ts';
import type { Outcome } from '../../core/flows/settle-effect.ts';
import { backUp } from '../backups.ts';
import type { PerformDeps } from '../deps.ts';

/** Makes the day's backup; what keeps it from being made is said in the log, in the words that the owner would be told. */
export async function makeBackup(
  { config, clock, log }: PerformDeps,
  _: Extract<Claim, { act: 'back_up' }>,
): Promise<Outcome> {
  try {
    const { bytes, facts } = await backUp({ config: config(), clock });
    log.info({ event: 'backup_made', bytes });
    return { came: 'learned', learned: { of: 'backup', at: facts.at } };
  } catch (error) {
    if (!(error instanceof StartupError)) throw error;
    log.error({ event: 'backup_failed', says: error.message });
    return { came: 'refused', permanent: false, code: 'backup_failed', errorCode: null, retryAfter: null };
  }
}
