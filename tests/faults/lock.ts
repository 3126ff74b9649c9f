import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import { openDatabase } from '../../core/store/open.ts';
import { DATABASE_FILE } from '../../core/store/store.ts';
import { atTheEnd } from '../e2e/at-the-end.ts';
import type { Installation } from '../e2e/installation.ts';

/** Longer than the longest write of the product by far, in milliseconds. */
const PATIENCE = 10_000;

/** The test as one more process on the database, which takes the write lock and keeps it. */
export class Lock {
  readonly #database: Database.Database;

  private constructor(database: Database.Database) {
    this.#database = database;
  }

  /** The database must have been made: start the server before. */
  static on(practice: Installation, folder = join(practice.folder, 'data')): Lock {
    const key = readFileSync(join(practice.folder, 'database.key'), 'utf8').trim();
    const lock = new Lock(openDatabase(join(folder, DATABASE_FILE), key));
    atTheEnd(async () => lock.close());
    return lock;
  }

  /** Gives up the connection, and the lock with it. */
  close(): void {
    this.#database.close();
  }

  async take(): Promise<void> {
    const end = performance.now() + PATIENCE;
    while (!this.#tryToTake()) {
      if (performance.now() > end) throw new Error('The database could not be locked');
      await sleep(5);
    }
  }

  release(): void {
    this.#database.exec('COMMIT');
  }

  /**
   * Lets somebody else commit, once or a few times, and takes the lock again. False when nobody wanted to. All in one
   * go, without giving way to other events of the test: the one who waits must not get far.
   */
  letThrough(): boolean {
    const before = this.#version();
    this.release();
    const end = performance.now() + 200;
    while (this.#version() === before && performance.now() < end);
    const went = this.#version() !== before;
    while (!this.#tryToTake());
    return went;
  }

  /** A statement of the test's own, under the lock if it is held. */
  get<Row>(sql: string): Row {
    return this.#database.prepare(sql).get() as Row;
  }

  /** A change of the test's own, committed at once unless the lock is held. */
  run(sql: string): void {
    this.#database.exec(sql);
  }

  #version(): unknown {
    return this.#database.pragma('data_version', { simple: true });
  }

  #tryToTake(): boolean {
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      return true;
    } catch (error) {
      if (String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')) return false;
      throw error;
    }
  }
}
