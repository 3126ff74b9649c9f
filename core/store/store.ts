import { rmSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Random } from '../ids.ts';
import { KEY_CHANGE, migrate, openDatabase, requireSchema, schemaVersion } from './open.ts';
import { type Reads, Statements } from './query.ts';
import type { Tables } from './schema.ts';
import { fitOf } from './schema-fit.ts';
import { statements } from './statements.ts';
import { type Promised, type Tx, Writer } from './writer.ts';

/**
 * The database of a process: one connection that writes, one that only reads. Its own `all` and `first` run queries that
 * are called often on the reading one; like `read` they may see what is older than what a flow sees.
 */
export interface Store extends Reads {
  /** Runs a flow in a transaction; see `Writer.write`. */
  write<T>(flow: (tx: Tx) => Promise<T>): Promise<T>;
  /** For looking only: what is read here may be older than what a flow sees. */
  readonly read: Kysely<Tables>;
  onPromised(listener: (promised: readonly Promised[]) => void): void;
  /** A number that differs whenever any other connection has committed since (SQLite's `data_version`, some 3 us). */
  dataVersion(): number;
  /**
   * 32 bytes as hex, made with the database and never changed: `derivedKey` makes of it whatever is signed or hashed, so
   * that all of it stays good when the key of the database is changed.
   */
  readonly secret: string;
  /** Whether the schema is the one this version knows: a newer server may have changed it meanwhile. */
  schemaFits(): boolean;
  /** Bytes that are left on the disk that holds the database. */
  room(): number;
  /** Bytes that the database takes on its disk, its log included. */
  size(): number;
  /** Copies the log into the database file, soon and without making anybody wait; see `Writer.checkpoint`. */
  checkpoint(): Promise<void>;
  /**
   * Copies all of the log into the database file and empties it, so that nothing erased stands in either any more.
   * False when somebody else was reading or writing all the while: then the next one does it.
   */
  emptyLog(): Promise<boolean>;
  close(): Promise<void>;
}

export interface StoreOptions {
  /** The folder that holds `second-ring.db`. */
  folder: string;
  /** 32 bytes as 64 hex digits. */
  key: string;
  clock: Clock;
  random: Random;
  /** Only the server migrates; every other process leaves when the schema is not its own. */
  migrates: boolean;
}

export const DATABASE_FILE = 'second-ring.db';

/** Opens the store. Throws StartupError with one sentence for the owner. */
export function openStore(options: StoreOptions): Store {
  const path = join(options.folder, DATABASE_FILE);
  const writing = openDatabase(path, options.key, options.migrates ? 'make' : 'write');
  try {
    if (options.migrates) {
      migrate(writing, path);
      // The key has opened it: nothing is left of a change of it that was interrupted.
      rmSync(join(options.folder, KEY_CHANGE), { force: true });
    } else requireSchema(writing, path);
  } catch (error) {
    writing.close();
    throw error;
  }
  const writer = new Writer(writing, options.clock, options.random);
  const reading: Database.Database = openDatabase(path, options.key, 'read');
  const read = new Kysely<Tables>({ dialect: new SqliteDialect({ database: statements(reading) }) });
  const prepared = new Statements(reading);
  const version = reading.prepare('PRAGMA data_version').pluck();
  return {
    write: flow => writer.write(flow),
    read,
    secret: reading.prepare('SELECT secret FROM root_secret').pluck().get() as string,
    all: (query, args) => prepared.all(query, args),
    first: (query, args) => prepared.first(query, args),
    onPromised: listener => writer.onPromised(listener),
    dataVersion: () => version.get() as number,
    schemaFits: () => fitOf(schemaVersion(reading)) === 'fits',
    room() {
      const { bavail, bsize } = statfsSync(options.folder);
      return bavail * bsize;
    },
    size: () =>
      [path, `${path}-wal`].reduce(
        (sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0),
        0,
      ),
    checkpoint: () => writer.checkpoint(),
    emptyLog: () => writer.emptyLog(),
    async close() {
      // Kysely closes only what it has used.
      await read.destroy();
      reading.close();
      await writer.close();
      // The last one out folds the log into the file, and one that only reads could not: whoever copies the file of a
      // stopped installation has all of it.
      writing.close();
    },
  };
}
