import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { StartupError } from '../errors.ts';
import { type AuditEnd, verifyAudit } from './audit.ts';
import { type BackupFacts, countRows, type OnProgress, readFacts } from './backup-facts.ts';
import { migrations } from './migrations/index.ts';
import { schemaVersion, unlock } from './open.ts';
import type { Tables } from './schema.ts';
import { sha256Of } from './whole-files.ts';

/** The file beside a backup by which anybody can tell, without the key, that it is as it was written (`sha256sum -c`). */
export const SUM = '.sha256';

/** What a backup that was found whole says of itself. */
export interface CheckedBackup {
  facts: BackupFacts;
  bytes: number;
  schema: number;
  /** Whether there was a sum beside it to hold it against. */
  summed: boolean;
}

/**
 * Reads all of a backup: its sum where that lies beside it, every page (each vouches for itself under the key), the rows
 * of each table, and the chain of the audit log.
 *
 * @throws StartupError with one sentence for the owner
 */
export async function checkBackup(
  file: string,
  key: string,
  onProgress: OnProgress = () => {},
): Promise<CheckedBackup> {
  const bytes = statSync(file, { throwIfNoEntry: false })?.size;
  if (bytes === undefined) throw new StartupError(`There is no file ${file}.`);
  const summed = existsSync(`${file}${SUM}`);
  if (summed) {
    const [written = ''] = readFileSync(`${file}${SUM}`, 'utf8').split(/\s/);
    if (sha256Of(file, read => onProgress('summing', read / bytes)) !== written) {
      throw new StartupError(
        `${file} is not as it was written: its sum differs from the one in ${basename(file)}${SUM}. Take another backup, or copy it again from where it came.`,
      );
    }
  }
  return withBackup(file, key, async database => {
    const facts = readFacts(database);
    if (!facts) {
      throw new StartupError(`${file} is a database but no backup: backups are made by second-ring backup.`);
    }
    const schema = schemaVersion(database);
    if (schema > migrations.length) {
      throw new StartupError(
        `${file} was made by Second Ring ${facts.version}, which is newer than this one (schema ${schema}, this version knows ${migrations.length}): install that version.`,
      );
    }
    await checkOpened(database, { facts, before: facts.auditEnd, onProgress });
    return { facts, bytes, schema, summed };
  });
}

/** Opens a backup for reading alone. @throws StartupError when the key is not its own, or it is damaged */
export async function withBackup<T>(
  file: string,
  key: string,
  act: (database: Database.Database) => Promise<T>,
): Promise<T> {
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { readonly: true });
    unlock(database, key);
    schemaVersion(database);
    return await act(database);
  } catch (error) {
    throw explained(error, file);
  } finally {
    database?.close();
  }
}

/** Throws StartupError when a backup that is open is not whole, or is not what its facts say. */
export async function checkOpened(
  database: Database.Database,
  { facts, before, onProgress }: { facts: BackupFacts; before: AuditEnd; onProgress: OnProgress },
): Promise<void> {
  const file = database.name;
  onProgress('checking', 0);
  const found = database.pragma('integrity_check(1)', { simple: true });
  if (found !== 'ok') throw damaged(file);
  onProgress('checking', 0.5);
  const counts = countRows(database);
  const tables = new Set([...Object.keys(counts), ...Object.keys(facts.counts)]);
  for (const table of tables) {
    if (counts[table] === facts.counts[table]) continue;
    throw new StartupError(
      `${file} has ${counts[table] ?? 'no'} rows in ${table}, and had ${facts.counts[table] ?? 'none'} when it was made: take another backup.`,
    );
  }
  onProgress('checking', 0.8);
  const kysely = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
  const verdict = await verifyAudit(kysely, before.seq === 0 ? undefined : before);
  if (verdict.ok) return;
  throw new StartupError(
    `The audit log in ${file} is not whole (entry ${verdict.seq} is ${verdict.why.replaceAll('_', ' ')}): take another backup, and ask who could write to it.`,
  );
}

function explained(error: unknown, file: string): unknown {
  const code = (error as { code?: unknown }).code;
  if (error instanceof StartupError || typeof code !== 'string') return error;
  if (code === 'SQLITE_NOTADB') {
    return new StartupError(
      `The key does not open ${file}: it was made with another key (perhaps before the key was changed), or it is damaged at its beginning.`,
      { cause: error },
    );
  }
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_IOERR')) return damaged(file, error);
  if (code === 'SQLITE_CANTOPEN') {
    return new StartupError(`${file} cannot be read: check that this user may read it.`, { cause: error });
  }
  return error;
}

function damaged(file: string, cause?: unknown): StartupError {
  return new StartupError(
    `${file} is damaged or not whole: take another backup, or copy it again from where it came.`,
    { cause },
  );
}
