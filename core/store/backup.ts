import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { StartupError } from '../errors.ts';
import { type BackupName, backupName, readBackupName } from '../rules/backup-times.ts';
import type { AuditEnd } from './audit.ts';
import { checkOpened, SUM, withBackup } from './backup-check.ts';
import { type BackupFacts, countRows, type OnProgress, writeFacts } from './backup-facts.ts';
import { openDatabase, unlock } from './open.ts';
import { finishFile, OWN, sha256Of, writeWhole } from './whole-files.ts';

/** What a backup is made of, and where it goes. */
export interface BackupJob {
  /** The database file. */
  database: string;
  /** 32 bytes as 64 hex digits; the backup has the same. */
  key: string;
  /** The folder of the backups; it is made when missing. */
  folder: string;
  /** Now, in epoch milliseconds. */
  at: number;
  /** The version of Second Ring that makes it. */
  version: string;
  beforeUpdate?: boolean;
  /** Bytes that must be left on the disk when it is done: the database may lie on the same one. */
  spare?: number;
}

export interface MadeBackup {
  file: string;
  bytes: number;
  facts: BackupFacts;
}

/** Bytes. Below a hundred million the health page says that the disk is full. */
const SPARE = 100_000_000;
const UNFINISHED = /^\.second-ring-.*\.backup\.part(?:-journal)?$/;
/** Nobody has written to an unfinished file for so long (milliseconds): whoever did is gone. */
const ABANDONED = 3_600_000;

/**
 * Copies the database as it is at one moment, while others go on reading and writing: encrypted from the first byte, into
 * a file that gets its name only when it has been opened and found whole. It keeps this thread busy for as long as it
 * takes, so whoever has anybody waiting calls `backUpBeside`.
 *
 * @throws StartupError with one sentence for the owner; nothing unfinished stays
 */
export async function makeBackup(job: BackupJob, onProgress: OnProgress = () => {}): Promise<MadeBackup> {
  const { folder, key } = job;
  const name = backupName(job.at, job.beforeUpdate);
  const file = join(folder, name);
  const unfinished = unfinishedOf(job);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const left of abandonedIn(folder, job.at)) rmSync(left, { force: true });
    if (existsSync(file)) throw new StartupError(`${file} is there already: one backup a second is enough.`);
    refuseWithoutRoom(job);
    // SQLite would make the file readable by everybody; an empty one it takes as it is.
    closeSync(openSync(unfinished, 'wx', OWN));
    try {
      const before = copyInto(unfinished, job);
      const facts = addFacts(unfinished, job);
      await withBackup(unfinished, key, copy => checkOpened(copy, { facts, before, onProgress }));
      const bytes = statSync(unfinished).size;
      const sum = sha256Of(unfinished, read => onProgress('summing', read / bytes));
      writeWhole(`${file}${SUM}`, `${sum}  ${name}\n`);
      finishFile(unfinished, file);
      return { file, bytes, facts };
    } catch (error) {
      for (const left of [unfinished, `${unfinished}-journal`, `${file}${SUM}`, `${file}${SUM}.part`]) {
        rmSync(left, { force: true });
      }
      throw error;
    }
  } catch (error) {
    throw explainedFor(error, folder);
  }
}

/** The file that a backup is before it is finished. */
export function unfinishedOf({ folder, at, beforeUpdate }: BackupJob): string {
  return join(folder, `.${backupName(at, beforeUpdate)}.part`);
}

/** How much of a copy under way is written, from 0 to 1. For whoever watches it. */
export function copiedOf(job: BackupJob): number {
  const written = statSync(unfinishedOf(job), { throwIfNoEntry: false })?.size ?? 0;
  return Math.min(1, written / Math.max(1, sizeOf(job.database)));
}

/** The backups in a folder, oldest first. None when there is no such folder. */
export function backupsIn(folder: string): (BackupName & { file: string; bytes: number })[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap(name => readBackupName(name) ?? [])
    .map(one => ({ ...one, file: join(folder, one.name) }))
    .map(one => ({ ...one, bytes: statSync(one.file, { throwIfNoEntry: false })?.size ?? 0 }))
    .toSorted((a, b) => a.at - b.at);
}

/** Removes backups with their sums. */
export function removeBackups(folder: string, gone: readonly BackupName[]): void {
  for (const { name } of gone) {
    // The sum last: a backup without one is still a backup, a sum without one is litter that is seen.
    rmSync(join(folder, name), { force: true });
    rmSync(join(folder, `${name}${SUM}`), { force: true });
  }
}

/** Copies, and tells where the audit log ended before: the copy must know at least as much. */
function copyInto(unfinished: string, { database, key }: BackupJob): AuditEnd {
  const source = openDatabase(database, key, 'read');
  try {
    // Each page is read once: what is kept of them would only take memory, beside a worker that has little.
    source.pragma('cache_size = -2000');
    const before = source.prepare('SELECT seq, hash FROM audit_head').get() as AuditEnd;
    // It reads as of one moment and writes pages that are encrypted with the same key.
    source.prepare('VACUUM INTO ?').run(unfinished);
    return before;
  } finally {
    source.close();
  }
}

function addFacts(unfinished: string, { key, at, version }: BackupJob): BackupFacts {
  const copy = new Database(unfinished);
  try {
    unlock(copy, key);
    // Whatever goes wrong, the file is thrown away: nothing to roll back to.
    copy.pragma('journal_mode = MEMORY');
    const auditEnd = copy.prepare('SELECT seq, hash FROM audit_head').get() as AuditEnd;
    const facts = { at, version, counts: countRows(copy), auditEnd };
    writeFacts(copy, facts);
    return facts;
  } finally {
    copy.close();
  }
}

function refuseWithoutRoom({ database, folder, spare = SPARE }: BackupJob): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize >= sizeOf(database) + spare) return;
  throw new StartupError(
    `The disk that holds ${folder} has too little room left for another backup: make room, or keep fewer (backup.keep). Nothing was changed.`,
  );
}

function sizeOf(database: string): number {
  return [database, `${database}-wal`].reduce(
    (sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}

function abandonedIn(folder: string, now: number): string[] {
  return readdirSync(folder)
    .filter(name => UNFINISHED.test(name))
    .map(name => join(folder, name))
    .filter(path => now - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > ABANDONED);
}

const FULL = (folder: string) =>
  `The disk that holds ${folder} is full; the unfinished backup was removed. Make room, or keep fewer (backup.keep).`;
const FORBIDDEN = (folder: string) => `${folder} may not be written by the user that runs Second Ring.`;

const SENTENCES: Readonly<Record<string, (folder: string) => string>> = {
  SQLITE_FULL: FULL,
  ENOSPC: FULL,
  EACCES: FORBIDDEN,
  EPERM: FORBIDDEN,
  EROFS: folder => `${folder} lies on a read-only file system: name another folder (backup.folder).`,
  ENOENT: folder => `${folder} cannot be made: check its path, and that this user may write there.`,
  ENOTDIR: folder => `${folder} cannot be made: a part of its path is a file, not a folder (backup.folder).`,
  EEXIST: folder => `Another backup is being made in ${folder}, or a file has the name of that folder.`,
  SQLITE_IOERR: folder =>
    `The disk that holds ${folder} or the database answers with errors: check it before anything else.`,
};

function explainedFor(error: unknown, folder: string): unknown {
  const code = (error as { code?: unknown }).code;
  if (error instanceof StartupError || typeof code !== 'string') return error;
  const sentence = SENTENCES[code] ?? SENTENCES[code.split('_').slice(0, 2).join('_')];
  return sentence ? new StartupError(sentence(folder), { cause: error }) : error;
}
