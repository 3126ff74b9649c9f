import { setImmediate, setTimeout } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import {
  CompiledQuery,
  type ControlledTransaction,
  Kysely,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
} from 'kysely';
import type { Clock } from '../clock.ts';
import type { EffectId, Random } from '../ids.ts';
import type { Tables } from './schema.ts';
import { statements } from './statements.ts';

/** An effect that a flow has promised: what the scheduler is told after the commit. */
export interface Promised {
  id: EffectId;
  /** Epoch milliseconds. */
  dueAt: number;
}

/** What a flow is given: one transaction, the time it runs at (epoch milliseconds), and where its ids come from. */
export interface Tx {
  readonly db: Kysely<Tables>;
  readonly now: number;
  readonly random: Random;
  readonly promised: Promised[];
}

type Flow<T> = (tx: Tx) => Promise<T>;

interface Waiting {
  flow: Flow<unknown>;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** The database stayed locked by another process for the whole of `PATIENCE`. Nothing was written. */
export class StoreBusyError extends Error {
  override name = 'StoreBusyError';
}

/** SQLite gave up the transaction under a flow (a full disk does that): nothing of its batch was written. */
export class StoreLostError extends Error {
  override name = 'StoreLostError';
}

/** How long a write waits for another process's, in milliseconds. */
const PATIENCE = 5_000;
/** How many flows share one commit at the most: each stays well below 1 ms, the disk's sync is what costs. */
const BATCH = 64;

/**
 * The one write connection of a process. Flows run strictly one after another (two that interleave on a connection
 * would undo each other); those that wait together are committed together, each in a savepoint of its own, and each is
 * answered only after the COMMIT that holds it is on the disk.
 */
export class Writer {
  readonly #sqlite: Database.Database;
  readonly #db: Kysely<Tables>;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #waiting: Waiting[] = [];
  readonly #listeners: ((promised: readonly Promised[]) => void)[] = [];
  #draining: Promise<void> | null = null;
  #closed = false;

  constructor(sqlite: Database.Database, clock: Clock, random: Random) {
    this.#sqlite = sqlite;
    this.#clock = clock;
    this.#random = random;
    this.#db = new Kysely<Tables>({
      dialect: new ImmediateDialect({ database: statements(sqlite) }, sqlite),
    });
  }

  /** Runs a flow in a transaction. Rejects with the flow's own error (its rows rolled back), or with a store error. */
  write<T>(flow: Flow<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new StoreLostError('The database is closed.'));
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ flow, resolve: resolve as (value: unknown) => void, reject });
      this.#draining ??= this.#drain();
    });
  }

  /** Calls the listener after each commit that promised effects. It must not throw, and nothing waits for it. */
  onPromised(listener: (promised: readonly Promised[]) => void): void {
    this.#listeners.push(listener);
  }

  /** Lets what waits finish, then closes the connection. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#draining;
    await this.#db.destroy();
  }

  async #drain(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        // Requests that arrived in this turn of the event loop get to join the batch.
        await setImmediate();
        await this.#commit(this.#waiting.splice(0, BATCH));
      }
    } finally {
      // In the same turn as the last look: a write that comes a moment later must begin a new round, or wait for ever.
      this.#draining = null;
    }
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    const answers: (() => void)[] = [];
    const promised: Promised[] = [];
    try {
      const outer = await this.#begin();
      try {
        for (const job of batch) answers.push(await this.#inSavepoint(outer, job, promised));
        await outer.commit().execute();
      } catch (error) {
        await outer.rollback().execute();
        throw error;
      }
    } catch (error) {
      for (const job of batch) job.reject(error);
      return;
    }
    for (const answer of answers) answer();
    if (promised.length > 0) for (const listener of this.#listeners) listener(promised);
  }

  async #inSavepoint(
    outer: ControlledTransaction<Tables>,
    job: Waiting,
    promised: Promised[],
  ): Promise<() => void> {
    const own: Promised[] = [];
    const inner = await outer.savepoint('flow').execute();
    try {
      const now = this.#clock.now().epochMilliseconds;
      const value = await job.flow({ db: inner, now, random: this.#random, promised: own });
      this.#mustBeIn();
      await inner.releaseSavepoint('flow').execute();
      promised.push(...own);
      return () => job.resolve(value);
    } catch (error) {
      this.#mustBeIn(error);
      await inner.rollbackToSavepoint('flow').execute();
      await inner.releaseSavepoint('flow').execute();
      return () => job.reject(error);
    }
  }

  #mustBeIn(cause?: unknown): void {
    if (!this.#sqlite.inTransaction)
      throw new StoreLostError('SQLite rolled the transaction back.', { cause });
  }

  async #begin(): Promise<ControlledTransaction<Tables>> {
    const started = performance.now();
    for (;;) {
      try {
        return await this.#db.startTransaction().execute();
      } catch (error) {
        // SQLITE_BUSY_RECOVERY comes when another process died and its log is being read again.
        if (!(error as { code?: string }).code?.startsWith('SQLITE_BUSY')) throw error;
        if (performance.now() - started > PATIENCE) {
          throw new StoreBusyError('The database stayed locked by another process.', { cause: error });
        }
        await setTimeout(10);
      }
    }
  }
}

const BEGIN_IMMEDIATE = CompiledQuery.raw('begin immediate');

/** A plain BEGIN takes the write lock only at the first write, and then cannot wait for it: take it at once. */
class ImmediateDriver extends SqliteDriver {
  readonly #sqlite: Database.Database;

  constructor(config: SqliteDialectConfig, sqlite: Database.Database) {
    super(config);
    this.#sqlite = sqlite;
  }

  override async beginTransaction(
    connection: Parameters<SqliteDriver['beginTransaction']>[0],
  ): Promise<void> {
    await connection.executeQuery(BEGIN_IMMEDIATE);
  }

  /** SQLite may have rolled back by itself; a ROLLBACK that fails would keep the connection from everybody for ever. */
  override async rollbackTransaction(
    connection: Parameters<SqliteDriver['rollbackTransaction']>[0],
  ): Promise<void> {
    if (this.#sqlite.inTransaction) await super.rollbackTransaction(connection);
  }
}

class ImmediateDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;
  readonly #sqlite: Database.Database;

  constructor(config: SqliteDialectConfig, sqlite: Database.Database) {
    super(config);
    this.#config = config;
    this.#sqlite = sqlite;
  }

  override createDriver(): SqliteDriver {
    return new ImmediateDriver(this.#config, this.#sqlite);
  }
}
