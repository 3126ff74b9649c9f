import { closeSync, copyFileSync, existsSync, openSync, rmSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { StartupError } from '../errors.ts';
import { checkBackup } from './backup-check.ts';
import { type BackupFacts, countRows, type OnProgress } from './backup-facts.ts';
import { explained, unlock } from './open.ts';
import { DATABASE_FILE } from './store.ts';
import { finishFile, OWN } from './whole-files.ts';

/** Effects that speak to somebody: doing one twice is worse than asking whether it was done. */
const SPEAKS = ['send_text', 'send_alert', 'place_call'];

/** For so long nothing is erased by its age, in milliseconds: a legal hold that was set after the backup is not in it. */
export const NOTHING_ERASED_FOR = 86_400_000;

export interface RestoreJob {
  file: string;
  /** The key that the backup was made with, 64 hex digits. */
  key: string;
  /** The key that the database is to have, where it is another. */
  newKey?: string;
  /** Where the database will lie. */
  folder: string;
  /** Epoch milliseconds. */
  now: number;
}

/** What a restored database was, and what of it could not simply go on. */
export interface Restored {
  facts: BackupFacts;
  schema: number;
  /** Texts, alerts and calls of which Twilio will be asked whether they went out after the backup. */
  uncertain: number;
}

/**
 * Puts a backup in the place of a database that is not there: read through, copied, and then told apart from the one it
 * was made of. Sessions and links of then are over, since some were ended afterwards, and erasing rests for a day. What was to be sent by now may have
 * been sent by whoever went on after the backup, so it counts as begun: the worker asks Twilio before anything goes out.
 *
 * The folder must be held (`holdFolder`).
 *
 * @throws StartupError with one sentence for the owner; the folder is as it was then
 */
export async function restoreBackup(
  { file, key, newKey = key, folder, now }: RestoreJob,
  onProgress: OnProgress = () => {},
): Promise<Restored> {
  const path = join(folder, DATABASE_FILE);
  refuseUnlessEmpty(path);
  const { facts, schema } = await checkBackup(file, key, onProgress);
  const unfinished = join(folder, `.${DATABASE_FILE}.part`);
  const leftovers = [unfinished, `${unfinished}-journal`];
  try {
    return explained(path, () => {
      for (const left of leftovers) rmSync(left, { force: true });
      refuseWithoutRoom(file, folder);
      closeSync(openSync(unfinished, 'wx', OWN));
      onProgress('copying', 0);
      copyFileSync(file, unfinished);
      const uncertain = goOnFrom(unfinished, { key, newKey, facts, now });
      onProgress('copying', 1);
      finishFile(unfinished, path);
      return { facts, schema, uncertain };
    });
  } catch (error) {
    for (const left of leftovers) rmSync(left, { force: true });
    throw error;
  }
}

/** Throws StartupError where a database is, or anything of one. */
export function refuseUnlessEmpty(path: string): void {
  const there = [path, `${path}-wal`, `${path}-shm`, `${path}-journal`].find(one => existsSync(one));
  if (!there) return;
  throw new StartupError(
    `There is a database already: ${there}. A backup is restored into an empty place only; move what is there to another folder first, all files of it.`,
  );
}

function goOnFrom(
  path: string,
  { key, newKey, facts, now }: { key: string; newKey: string; facts: BackupFacts; now: number },
): number {
  const database = new Database(path);
  try {
    unlock(database, key);
    // Whatever goes wrong, the file is thrown away.
    database.pragma('journal_mode = MEMORY');
    refuseOtherCounts(countRows(database), facts, path);
    const uncertain = database
      .transaction(() => {
        for (const table of ['sessions', 'challenges', 'verifications', 'invitations']) {
          database.exec(`DELETE FROM ${table}`);
        }
        database.exec('DROP TABLE backup_facts');
        putOffErasing(database, now + NOTHING_ERASED_FOR);
        return beginUncertain(database, facts.at, now);
      })
      .immediate();
    if (newKey !== key) database.pragma(`rekey = "x'${newKey}'"`);
    return uncertain;
  } finally {
    database.close();
  }
}

/**
 * As if a worker had begun them and never come back, at the earliest when it could have: what becomes of those is what the
 * worker does anyway. See core/flows/settle-effect.ts.
 */
function beginUncertain(database: Database.Database, since: number, now: number): number {
  const begun = database.prepare(
    `UPDATE effects SET state = 'sending', attempts = attempts + 1, begun_at = max(due_at, @since), lease_until = @now
     WHERE state = 'pending' AND due_at <= @now AND kind IN (${SPEAKS.map(kind => `'${kind}'`).join(', ')})`,
  );
  const { changes } = begun.run({ since, now });
  // Nobody who could come back works on what was under way then.
  database.prepare("UPDATE effects SET lease_until = @now WHERE state = 'sending'").run({ now });
  return changes;
}

/** A run of the `keep` rules that was due meanwhile would begin with the worker, before anybody could say that it must not. */
function putOffErasing(database: Database.Database, until: number): void {
  database
    .prepare(
      `UPDATE effects SET state = 'pending', lease_until = NULL, due_at = max(due_at, @until)
       WHERE kind = 'keep' AND state IN ('pending', 'sending')`,
    )
    .run({ until });
}

function refuseOtherCounts(counts: Record<string, number>, facts: BackupFacts, path: string): void {
  const other = Object.keys(facts.counts).find(table => counts[table] !== facts.counts[table]);
  if (other === undefined) return;
  throw new StartupError(
    `What was copied to ${path} has ${counts[other] ?? 'no'} rows in ${other}, the backup has ${facts.counts[other]}: check the disk.`,
  );
}

function refuseWithoutRoom(file: string, folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize > statSync(file).size) return;
  throw new StartupError(`The disk that holds ${folder} has too little room for ${file}: make room first.`);
}
