import { closeSync, existsSync, mkdirSync, openSync, readSync, statfsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { StartupError } from '../errors.ts';
import { migrations } from './migrations/index.ts';

/** How long SQLite itself waits for a lock, in milliseconds: it blocks the event loop, so the writer waits above it. */
const BUSY_TIMEOUT = 25;

/** An empty file beside a database that has been given another key, until the key file has followed. */
export const KEY_CHANGE = 'key-change';

/**
 * The log is copied into the file by the worker, in its own time. Only where none runs does a commit do it, at so many
 * pages (32 MB): each of them is decrypted and encrypted again, and whoever is on the phone would wait for that.
 */
const LONGEST_LOG = 8_000;

/**
 * Opens the encrypted database (SQLCipher 4 scheme, raw key) and puts it in the state that the promises rest on.
 *
 * @param path the database file; its folder is made when missing
 * @param key 32 bytes as 64 hex digits
 * @param mode whoever makes the database must be alone (`holdFolder`): of two that make one, each has a salt of its own
 * @throws StartupError with one sentence for the owner: wrong key, newer schema, read-only folder, full disk
 */
export function openDatabase(
  path: string,
  key: string,
  mode: 'make' | 'write' | 'read' = 'make',
): Database.Database {
  if (!/^[0-9a-f]{64}$/i.test(key)) {
    throw new StartupError(
      'The database key is not 32 bytes in hex (64 digits); make one with: npx --no second-ring key new FILE',
    );
  }
  return explained(path, () => {
    if (mode === 'make') mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    else if (!existsSync(path)) throw notMadeYet(path);
    refusePlaintext(path);
    const database = new Database(path, { readonly: mode === 'read', timeout: BUSY_TIMEOUT });
    try {
      unlock(database, key);
      // 16 MB of pages at the most, taken as they are used: each page read again must be decrypted again.
      database.pragma('cache_size = -16000');
      database.pragma('foreign_keys = ON');
      // What is erased is overwritten, not only forgotten. https://www.sqlite.org/pragma.html#pragma_secure_delete
      database.pragma('secure_delete = ON');
      if (schemaVersion(database) === 0 && mode !== 'make') throw notMadeYet(path);
      if (mode !== 'read') {
        database.pragma('journal_mode = WAL');
        database.pragma('synchronous = FULL');
        database.pragma(`wal_autocheckpoint = ${LONGEST_LOG}`);
        tryToWrite(database);
      }
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

/** Gives a connection the key (64 hex digits) before it has read anything. Whether it is the right one, the first read tells. */
export function unlock(database: Database.Database, key: string): void {
  database.pragma("cipher = 'sqlcipher'");
  database.pragma('legacy = 4');
  database.pragma(`key = "x'${key}'"`);
  // Temporary tables would otherwise be written to disk in the clear.
  database.pragma('temp_store = MEMORY');
}

/** A file that can't be written opens all the same: better to hear it now than with the first missed call. */
function tryToWrite(database: Database.Database): void {
  try {
    database.exec('BEGIN IMMEDIATE');
    // SQLite lets even this pass on a read-only file; only a write tells.
    database.pragma(`user_version = ${schemaVersion(database)}`);
    database.exec('ROLLBACK');
  } catch (error) {
    // Somebody else is writing, so it can be written.
    if ((error as { code?: unknown }).code !== 'SQLITE_BUSY') throw error;
  }
}

/**
 * Makes the schema of a new database, or brings an older one up to date, all or nothing. Only whoever holds the folder
 * calls this; the server has `bringUpToDate` make a backup first.
 */
export function migrate(database: Database.Database, path: string): void {
  explained(path, () => {
    const has = schemaVersion(database);
    refuseNewer(has, path);
    if (has < migrations.length) {
      database.pragma('foreign_keys = OFF');
      database.exec('BEGIN IMMEDIATE');
      try {
        applyMigrations(database, migrations);
      } finally {
        if (database.inTransaction) database.exec('ROLLBACK');
        database.pragma('foreign_keys = ON');
      }
    }
    assertFullSync(database);
  });
}

/**
 * Runs what is missing of the migrations and commits; the transaction has begun, without foreign keys, since a table that is
 * made anew would take what refers to it along. They are checked as a whole instead.
 */
export function applyMigrations(database: Database.Database, list: readonly string[]): void {
  for (const sql of list.slice(schemaVersion(database))) database.exec(sql);
  const dangling = database.prepare('SELECT "table" FROM pragma_foreign_key_check LIMIT 1').pluck().get();
  if (dangling !== undefined) throw new Error(`rows of ${String(dangling)} refer to nothing`);
  database.pragma(`user_version = ${list.length}`);
  database.exec('COMMIT');
}

/** The worker's check: it never changes the schema, and leaves when the server has not yet done so. */
export function requireSchema(database: Database.Database, path: string): void {
  refuseOtherSchema(database, path);
  assertFullSync(database);
}

/** @throws StartupError when the schema is another version's */
export function refuseOtherSchema(database: Database.Database, path: string): void {
  const has = schemaVersion(database);
  refuseNewer(has, path);
  if (has < migrations.length) {
    throw new StartupError(
      `The database at ${path} has schema ${has}, this version needs ${migrations.length}: start the server first, it brings the schema up to date.`,
    );
  }
}

export function schemaVersion(database: Database.Database): number {
  return database.pragma('user_version', { simple: true }) as number;
}

function notMadeYet(path: string): StartupError {
  return new StartupError(`There is no database at ${path} yet: start the server first, it makes one.`);
}

export function refuseNewer(has: number, path: string, known: number = migrations.length): void {
  if (has > known) {
    throw new StartupError(
      `The database at ${path} was written by a newer Second Ring (schema ${has}, this version knows ${known}): install that version or restore an older backup.`,
    );
  }
}

/** WAL mode falls back to `synchronous=NORMAL` by itself on a new connection, and then a power cut loses commits. */
function assertFullSync(database: Database.Database): void {
  const mode = database.pragma('journal_mode', { simple: true });
  const sync = database.pragma('synchronous', { simple: true });
  if (mode !== 'wal' || sync !== 2) {
    throw new StartupError(
      `The database does not sync fully (journal ${mode}, synchronous ${sync}); refusing to start.`,
    );
  }
}

/** A database made without a key would be opened as such, and clients' words would go on standing there in the clear. */
function refusePlaintext(path: string): void {
  if (!existsSync(path)) return;
  const head = Buffer.alloc(15);
  const file = openSync(path, 'r');
  readSync(file, head);
  closeSync(file);
  if (head.toString('latin1') === 'SQLite format 3') {
    throw new StartupError(
      `The database at ${path} is not encrypted; Second Ring never works on one in the clear.`,
    );
  }
}

const SENTENCES: Readonly<Record<string, (path: string) => string>> = {
  SQLITE_NOTADB: path =>
    existsSync(join(dirname(path), KEY_CHANGE))
      ? `Changing the key of the database at ${path} was interrupted: run second-ring key rotate once more, it finishes it. Nothing was lost.`
      : `The key in storage.key does not open the database at ${path}: it is another database's key, or the file is damaged.`,
  SQLITE_FULL: path => `The disk that holds ${path} is full: make room, then start again. Nothing was lost.`,
  SQLITE_READONLY: path =>
    `${path} cannot be written: give the user that runs Second Ring the right to write there.`,
  SQLITE_CANTOPEN: path =>
    `The database at ${path} cannot be opened or made: its folder is missing, read-only, or another user's.`,
  SQLITE_BUSY: path => `The database at ${path} is locked by another program; stop that one first.`,
  SQLITE_IOERR: path => `The disk that holds ${path} answers with errors: check it before anything else.`,
  EACCES: path => `The folder of ${path} may not be written by the user that runs Second Ring.`,
  EPERM: path => `The folder of ${path} may not be written by the user that runs Second Ring.`,
  EROFS: path => `${path} lies on a read-only file system; put storage.path on one that can be written.`,
  ENOSPC: path => `The disk that holds ${path} is full: make room, then start again. Nothing was lost.`,
  ENOENT: path => `The folder of ${path} cannot be made or written: check the path and the rights on it.`,
  ENOTDIR: path => `${path} cannot be made: a part of its path is a file, not a folder.`,
};

/** Runs what may fail for want of rights, room or a lock; throws StartupError with one sentence about `path` then. */
export function explained<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (typeof code !== 'string') throw error;
    // What SQLite maps into memory cannot grow on a full disk either, and it takes that for a broken one.
    const full = code.startsWith('SQLITE_IOERR') && hasNoRoom(path);
    const sentence = full
      ? SENTENCES.SQLITE_FULL
      : (SENTENCES[code] ?? SENTENCES[code.split('_').slice(0, 2).join('_')]);
    throw sentence ? new StartupError(sentence(path), { cause: error }) : error;
  }
}

function hasNoRoom(path: string): boolean {
  try {
    return statfsSync(dirname(path)).bavail === 0;
  } catch {
    return false;
  }
}
