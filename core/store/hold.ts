import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { StartupError } from '../errors.ts';
import { explained } from './open.ts';
import { DATABASE_FILE } from './store.ts';

/**
 * Takes the folder of a database for one server, before it opens or makes anything there, until it is disposed of. The lock is the system's own,
 * on an empty file beside the database (SQLite takes it, so that it works wherever SQLite does): it ends with the
 * process, however that ends, and the next server can start at once.
 *
 * @throws StartupError when another server has it, or the folder cannot be written
 */
export function holdFolder(folder: string): Disposable {
  return explained(join(folder, DATABASE_FILE), () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const lock = new Database(join(folder, 'server.lock'), { timeout: 0 });
    try {
      lock.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      lock.close();
      if ((error as { code?: unknown }).code !== 'SQLITE_BUSY') throw error;
      throw new StartupError(
        `Another Second Ring server works on the database in ${folder}; stop that one first.`,
        { cause: error },
      );
    }
    return { [Symbol.dispose]: () => lock.close() };
  });
}
