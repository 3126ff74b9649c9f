import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import { StartupError } from '../errors.ts';
import { type BackupJob, makeBackup } from './backup.ts';
import type { OnProgress } from './backup-facts.ts';
import { migrations as ours } from './migrations/index.ts';
import { applyMigrations, openDatabase, refuseNewer, schemaVersion } from './open.ts';

export interface Updated {
  from: number;
  to: number;
  /** The backup of just before. */
  snapshot: string;
}

/** How long a worker's last commits are waited for, in milliseconds. */
const PATIENCE = 10_000;

/**
 * Brings an older database up to date, after a backup of it that has been read through: others can write nothing from
 * before the backup until after the change, so going back to it loses what came in since, and nothing else. All or nothing:
 * whatever fails leaves the data as it was. Null where there is no database yet, or its schema is the newest.
 *
 * The folder must be held (`holdFolder`).
 *
 * @param job where the backup goes
 * @param migrations for tests
 * @throws StartupError that says what happened and how to go back
 */
export async function bringUpToDate(
  job: Omit<BackupJob, 'beforeUpdate'>,
  onProgress?: OnProgress,
  migrations: readonly string[] = ours,
): Promise<Updated | null> {
  const { database: path, key, version } = job;
  if (!existsSync(path)) return null;
  const database = openDatabase(path, key, 'make');
  try {
    const from = schemaVersion(database);
    refuseNewer(from, path, migrations.length);
    // A file without a schema is one that a server began to make.
    if (from === 0 || from === migrations.length) return null;
    await keepOthersOut(database, path);
    const { file } = await makeBackup({ ...job, beforeUpdate: true }, onProgress).catch(error => {
      throw notWithoutBackup(error);
    });
    try {
      applyMigrations(database, migrations);
    } catch (error) {
      throw failed(error, { version, from, to: migrations.length, file });
    }
    return { from, to: migrations.length, snapshot: file };
  } finally {
    if (database.inTransaction) database.exec('ROLLBACK');
    database.close();
  }
}

async function keepOthersOut(database: Database.Database, path: string): Promise<void> {
  // Tables can only be made anew without it, and it cannot be switched within a transaction.
  database.pragma('foreign_keys = OFF');
  for (const begun = performance.now(); ; await setTimeout(20)) {
    try {
      database.exec('BEGIN IMMEDIATE');
      return;
    } catch (error) {
      if (!(error as { code?: string }).code?.startsWith('SQLITE_BUSY')) throw error;
      if (performance.now() - begun < PATIENCE) continue;
      throw new StartupError(
        `Somebody writes to the database at ${path} all the time, so it cannot be brought up to date: stop the worker, then start again.`,
        { cause: error },
      );
    }
  }
}

function notWithoutBackup(error: unknown): unknown {
  if (!(error instanceof StartupError)) return error;
  return new StartupError(
    `This version changes the database, and does not do that without a backup to go back to. ${error.message} Or go on with the version you had; the data is as it was.`,
    { cause: error },
  );
}

/** What SQLite says of a statement of ours names tables and columns, and nothing of anybody's. */
function failed(
  error: unknown,
  { version, from, to, file }: { version: string; from: number; to: number; file: string },
): StartupError {
  const { code, message } = error as { code?: string; message?: string };
  const why = code?.startsWith('SQLITE_FULL')
    ? 'the disk is full: make room, then start again'
    : `please report it (${code ?? 'unknown'}: ${message ?? ''})`;
  return new StartupError(
    `The update to Second Ring ${version} failed: ${why}. The database is as it was (schema ${from}, not ${to}): go on with the version you had. A backup of just before is ${file}.`,
    { cause: error },
  );
}
