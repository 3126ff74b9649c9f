import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../../core/clock.ts';
import { systemRandom } from '../../../core/ids.ts';
import { migrate, openDatabase } from '../../../core/store/open.ts';
import { type Tx, Writer } from '../../../core/store/writer.ts';

export const KEY = randomBytes(32).toString('hex');

/** A folder of the test's own, gone when it ends. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'second-ring-store-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A writer on a fresh database, with the connection it writes on. */
export function openWriter(path = join(folder(), 'test.db')): {
  writer: Writer;
  sqlite: Database.Database;
  path: string;
} {
  const sqlite = openDatabase(path, KEY);
  migrate(sqlite, path);
  const writer = new Writer(sqlite, systemClock, systemRandom);
  onTestFinished(() => writer.close());
  return { writer, sqlite, path };
}

/** Writes a row by which a flow can be known. */
export async function write(tx: Tx, name: string): Promise<true> {
  await tx.db.insertInto('marks').values({ name, at: 0 }).execute();
  return true;
}
