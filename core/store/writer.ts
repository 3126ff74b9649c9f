import { setImmediate, setTimeout } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { Clock } from '../clock.ts';
import type { EffectId, Random } from '../ids.ts';
import { type Query, type Reads, Statements } from './query.ts';
import type { Tables } from './schema.ts';
import { statements } from './statements.ts';

/** An effect that a flow has promised: what the scheduler is told after the commit. */
export interface Promised {
  id: EffectId;
  /** Epoch milliseconds. */
  dueAt: number;
}

/** What a flow is given: one transaction, the time it runs at (epoch milliseconds), and where its ids come from. */
export interface Tx extends Reads {
  /** For what is asked rarely, or in ever new shapes; building a query costs more than running one. */
  readonly db: Kysely<Tables>;
  /** Runs a query that answers nothing; how many rows it wrote, changed or deleted. */
  run<Args extends object>(query: Query<Args, unknown>, args: Args): number;
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
/** How often emptying the log is tried. */
const EMPTYING = 40;
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
  readonly #statements: Statements;
  readonly #control: ReturnType<typeof controlOf>;
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
    this.#db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: statements(sqlite) }) });
    this.#statements = new Statements(sqlite);
    this.#control = controlOf(sqlite);
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

  /**
   * Copies what stands in the log into the database file, as soon as no flow is under way. No other connection waits for
   * it: SQLite's passive checkpoint lets them read and write meanwhile, and leaves for later what it can't have now.
   */
  async checkpoint(): Promise<void> {
    while (this.#draining) await this.#draining;
    if (!this.#closed) this.#sqlite.pragma('wal_checkpoint(PASSIVE)');
  }

  /** See `Store.emptyLog`. SQLite waits for others 25 ms at a time; in between everybody gets their turn. */
  async emptyLog(): Promise<boolean> {
    for (let n = 0; n < EMPTYING && !this.#closed; n += 1) {
      // Most of it without making anybody wait, so that there is little to wait for.
      await this.checkpoint();
      while (this.#draining) await this.#draining;
      if (this.#closed) return false;
      const [told] = this.#sqlite.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
      if (told?.busy === 0) return true;
      await setTimeout(50);
    }
    return false;
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
      await this.#begin();
      try {
        for (const job of batch) answers.push(await this.#inSavepoint(job, promised));
        this.#control.commit.run();
      } catch (error) {
        // SQLite may have rolled back by itself, and a ROLLBACK then fails.
        if (this.#sqlite.inTransaction) this.#control.rollback.run();
        throw error;
      }
    } catch (error) {
      for (const job of batch) job.reject(error);
      return;
    }
    for (const answer of answers) answer();
    if (promised.length > 0) for (const listener of this.#listeners) listener(promised);
  }

  async #inSavepoint(job: Waiting, promised: Promised[]): Promise<() => void> {
    const tx = new FlowTx(this.#db, this.#statements, this.#clock.now().epochMilliseconds, this.#random);
    this.#control.save.run();
    try {
      const value = await job.flow(tx);
      this.#mustBeIn();
      this.#control.release.run();
      promised.push(...tx.promised);
      return () => job.resolve(value);
    } catch (error) {
      this.#mustBeIn(error);
      this.#control.undo.run();
      this.#control.release.run();
      return () => job.reject(error);
    } finally {
      tx.end();
    }
  }

  #mustBeIn(cause?: unknown): void {
    if (!this.#sqlite.inTransaction)
      throw new StoreLostError('SQLite rolled the transaction back.', { cause });
  }

  async #begin(): Promise<void> {
    const started = performance.now();
    for (;;) {
      try {
        this.#control.begin.run();
        return;
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

/** The statements around a flow. A plain BEGIN would take the write lock at the first write, and then cannot wait for it. */
function controlOf(sqlite: Database.Database) {
  return {
    begin: sqlite.prepare('BEGIN IMMEDIATE'),
    save: sqlite.prepare('SAVEPOINT flow'),
    undo: sqlite.prepare('ROLLBACK TO flow'),
    release: sqlite.prepare('RELEASE flow'),
    commit: sqlite.prepare('COMMIT'),
    rollback: sqlite.prepare('ROLLBACK'),
  };
}

/** One flow's turn. After it the connection is somebody else's: whoever kept this is refused. */
class FlowTx implements Tx {
  readonly now: number;
  readonly random: Random;
  readonly promised: Promised[] = [];
  readonly #db: Kysely<Tables>;
  readonly #statements: Statements;
  #over = false;

  constructor(db: Kysely<Tables>, statements: Statements, now: number, random: Random) {
    this.#db = db;
    this.#statements = statements;
    this.now = now;
    this.random = random;
  }

  get db(): Kysely<Tables> {
    this.#mustBeOn();
    return this.#db;
  }

  all<Args extends object, Row>(query: Query<Args, Row>, args: Args): Row[] {
    this.#mustBeOn();
    return this.#statements.all(query, args);
  }

  first<Args extends object, Row>(query: Query<Args, Row>, args: Args): Row | undefined {
    this.#mustBeOn();
    return this.#statements.first(query, args);
  }

  run<Args extends object>(query: Query<Args, unknown>, args: Args): number {
    this.#mustBeOn();
    return this.#statements.run(query, args);
  }

  end(): void {
    this.#over = true;
  }

  #mustBeOn(): void {
    if (this.#over) throw new Error('A flow used its transaction after it had ended.');
  }
}
