import { closeSync, existsSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { StartupError } from '../errors.ts';
import { checkOpened, withBackup } from './backup-check.ts';
import { countRows, type OnProgress } from './backup-facts.ts';
import { explained, KEY_CHANGE, openDatabase, unlock } from './open.ts';
import { OWN, sync, writeWhole } from './whole-files.ts';

/**
 * Encrypts a database anew: a copy with the other key is made beside it, read through, and takes its place in one step.
 * Until then the old one is as it was. A mark in the folder (`KEY_CHANGE`) says from before that step on that the key
 * file may have to follow; `keyChanged` takes it away.
 *
 * The folder must be held (`holdFolder`), and nobody else may have the database open.
 *
 * @param path the database file
 * @throws StartupError with one sentence for the owner; then the database has its old key
 */
export async function changeKey(
  path: string,
  { from, to }: { from: string; to: string },
  onProgress: OnProgress = () => {},
): Promise<void> {
  const next = `${path}.next`;
  const leftovers = [next, `${next}-journal`];
  for (const left of leftovers) rmSync(left, { force: true });
  const database = openDatabase(path, from, 'write');
  try {
    holdAlone(database, path);
    const counts = countRows(database);
    const auditEnd = database.prepare('SELECT seq, hash FROM audit_head').get() as {
      seq: number;
      hash: string;
    };
    explained(path, () => {
      onProgress('copying', 0);
      closeSync(openSync(next, 'wx', OWN));
      database.prepare('VACUUM INTO ?').run(next);
      onProgress('copying', 0.5);
      encryptAnew(next, { from, to });
    });
    const facts = { at: 0, version: '', counts, auditEnd };
    await withBackup(next, to, copy => checkOpened(copy, { facts, before: auditEnd, onProgress }));
    sync(next);
    writeWhole(join(dirname(path), KEY_CHANGE), '');
    renameSync(next, path);
    sync(dirname(path));
  } catch (error) {
    for (const left of leftovers) rmSync(left, { force: true });
    throw error;
  } finally {
    database.close();
  }
}

/** The key file has followed: nothing is left to be finished. */
export function keyChanged(path: string): void {
  rmSync(join(dirname(path), KEY_CHANGE), { force: true });
}

/** Whether a key opens the database at a path. */
export function opens(path: string, key: string): boolean {
  if (!existsSync(path)) return false;
  try {
    openDatabase(path, key, 'read').close();
    return true;
  } catch (error) {
    if (error instanceof StartupError) return false;
    throw error;
  }
}

/** Out of the log and into the one file, which only who is alone with it can; and nobody comes in until it is closed. */
function holdAlone(database: Database.Database, path: string): void {
  try {
    if (database.pragma('journal_mode = DELETE', { simple: true }) === 'delete') {
      database.pragma('locking_mode = EXCLUSIVE');
      database.exec('BEGIN EXCLUSIVE; COMMIT');
      return;
    }
  } catch (error) {
    if (!(error as { code?: string }).code?.startsWith('SQLITE_BUSY')) throw error;
  }
  throw new StartupError(
    `Somebody has the database at ${path} open: stop the worker and every other second-ring command first. Nothing was changed.`,
  );
}

function encryptAnew(path: string, { from, to }: { from: string; to: string }): void {
  const copy = new Database(path);
  try {
    unlock(copy, from);
    // Whatever goes wrong, the file is thrown away.
    copy.pragma('journal_mode = MEMORY');
    copy.pragma(`rekey = "x'${to}'"`);
  } finally {
    copy.close();
  }
}
