import type { Config } from '../config/schema.ts';
import { nextBackup } from '../rules/backup-times.ts';
import { findEffectByKey, moveEffect, promise } from '../store/effects.ts';
import { markOf, setMark } from '../store/marks.ts';
import type { EffectRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import { begin, type Claim, postpone, putOff } from './claim.ts';

/** What a backup leaves behind once it has been checked, and taken elsewhere where that is asked for. */
export const BACKUP = 'backup';

/** One row for good: it is never over. */
const MAKE_BACKUP = 'make_backup';

const HOUR = 3_600_000;
/** Copying and reading through takes seconds a gigabyte; a command that takes it elsewhere may have a slow line. */
const LONGEST = 6 * HOUR;
/** When a backup that could not be made is tried again, in milliseconds. */
export const BACKUP_AGAIN = HOUR;
/** How often it is looked whether backups have been switched on, in milliseconds. */
const LOOK = HOUR;

/** A worker starts: backups are made from now on, and one that was due meanwhile at once. */
export async function beginBackingUp(tx: Tx, config: Config): Promise<void> {
  const { at } = config.backup;
  const zone = config.practice.time_zone;
  const dueAt = at === 'off' ? tx.now : nextBackup(tx.now, at, zone);
  if (await promise(tx, { kind: 'make_backup', about: MAKE_BACKUP, key: MAKE_BACKUP, dueAt })) return;
  const effect = await findEffectByKey(tx, MAKE_BACKUP);
  // Whoever made it did not live to say so: this one does not wait for the rest of its hours.
  if (effect?.state === 'sending') await putOff(tx, effect, tx.now, 'worker_lost');
  const last = await markOf(tx.db, BACKUP);
  if (last === null || at === 'off') return;
  await moveEffect(tx, MAKE_BACKUP, Math.max(nextBackup(Math.min(last, tx.now), at, zone), tx.now));
}

/** The time for a backup has come. */
export async function backupGoes(tx: Tx, config: Config, effect: EffectRow): Promise<Claim> {
  if (config.backup.at === 'off') return postpone(tx, effect, tx.now + LOOK);
  await begin(tx, effect, LONGEST);
  return { act: 'back_up', effect: effect.id };
}

/**
 * A backup of a moment (epoch milliseconds) has been made, checked, and taken elsewhere where that is asked for.
 *
 * @returns when to make the next
 */
export async function backupMade(tx: Tx, config: Config, moment: number): Promise<number> {
  await setMark(tx, BACKUP, moment);
  const { at } = config.backup;
  return at === 'off' ? tx.now + LOOK : nextBackup(tx.now, at, config.practice.time_zone);
}
