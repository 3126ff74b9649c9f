import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { StartupError } from '../../../core/errors.ts';
import { checkBackup } from '../../../core/store/backup-check.ts';
import { migrations } from '../../../core/store/migrations/index.ts';
import { applyMigrations, migrate, openDatabase } from '../../../core/store/open.ts';
import { schemaFit } from '../../../core/store/schema-fit.ts';
import { bringUpToDate } from '../../../core/store/update.ts';
import { dump, fill, rowsOf, schemaOf } from './earlier/dump.ts';
import { folder, KEY } from './harness.ts';

const AT = Temporal.Instant.from('2026-11-20T08:10:00Z').epochMilliseconds;
const EARLIER = new URL('earlier/', import.meta.url).pathname;
/** What a later version might do: a table made anew that others refer to, a new column, a new table. */
const NEXT = `
CREATE TABLE contacts_new (
  id TEXT PRIMARY KEY, phone TEXT UNIQUE, nickname TEXT, created_at INTEGER NOT NULL
) STRICT;
DROP TRIGGER IF EXISTS contacts_found;
INSERT INTO contacts_new (id, phone, created_at) SELECT id, phone, created_at FROM contacts;
DROP TABLE contacts;
ALTER TABLE contacts_new RENAME TO contacts;
ALTER TABLE entries ADD COLUMN mood TEXT;
CREATE TABLE moods (id TEXT PRIMARY KEY) STRICT;
`;
const LATER = [...migrations, NEXT];
const BROKEN = [...migrations, `${NEXT} INSERT INTO moods (id) VALUES ('a'), ('a');`];
const DANGLING = [...migrations, "UPDATE legs SET call_id = 'nobody''s'"];

/** A database at a schema, made as the SQL that was kept of it says. */
function made(sql: string) {
  const path = folder();
  const database = join(path, 'second-ring.db');
  const opened = openDatabase(database, KEY);
  opened.exec(sql);
  opened.close();
  return { database, key: KEY, folder: join(path, 'backups'), at: AT, version: '9.9.9', spare: 0 };
}

/** The SQL of a schema: what was kept of it when it was released, or of the newest what would be. */
async function keptSql(schema: number): Promise<string> {
  const file = join(EARLIER, `schema-${schema}.sql`);
  if (existsSync(file)) return readFileSync(file, 'utf8');
  expect(schema, `${file} is missing: node scripts/keep-schema.ts of that version wrote it`).toBe(
    migrations.length,
  );
  const path = join(folder(), 'a.db');
  const database = openDatabase(path, KEY);
  migrate(database, path);
  await fill(database);
  const sql = dump(database);
  database.close();
  return sql;
}

function looking<T>(path: string, look: (database: Database.Database) => T): T {
  const database = openDatabase(path, KEY, 'read');
  try {
    return look(database);
  } finally {
    database.close();
  }
}

async function refusal(act: Promise<unknown>): Promise<string> {
  const error = await act.then(
    () => new Error('It went well'),
    (caught: unknown) => caught,
  );
  if (error instanceof StartupError) return error.message;
  throw error;
}

describe.each(migrations.map((_, index) => index + 1))('a database of schema %i', schema => {
  test('is brought up to date: no row is lost, and it is as one that is made new', async () => {
    const job = made(await keptSql(schema));
    const before = looking(job.database, rowsOf);
    expect(Object.entries(before).filter(([, rows]) => rows.length === 0)).toEqual([]);
    const updated = await bringUpToDate(job);
    expect(updated?.to ?? schema).toBe(migrations.length);
    const fresh = openDatabase(join(folder(), 'fresh.db'), KEY);
    migrate(fresh, '');
    const after = looking(job.database, database => {
      expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(database.pragma('foreign_key_check')).toEqual([]);
      expect(schemaOf(database)).toEqual(schemaOf(fresh));
      return rowsOf(database);
    });
    fresh.close();
    for (const [table, rows] of Object.entries(before)) {
      expect([table, after[table]?.length]).toEqual([table, rows.length]);
    }
  });

  test('is what its migrations make: none that was released is edited', async () => {
    const kept = looking(made(await keptSql(schema)).database, schemaOf);
    const path = join(folder(), 'a.db');
    const database = openDatabase(path, KEY);
    database.exec('BEGIN');
    applyMigrations(database, migrations.slice(0, schema));
    expect(schemaOf(database)).toEqual(kept);
    database.close();
  });
});

test('before the change there is a backup that opens, and the change is whole', async () => {
  const job = made(await keptSql(migrations.length));
  const before = looking(job.database, rowsOf);
  const updated = await bringUpToDate(job, undefined, LATER);
  expect(updated).toMatchObject({ from: migrations.length, to: LATER.length });
  expect(updated?.snapshot).toMatch(/-before-update\.backup$/);
  looking(job.database, database => {
    expect(database.pragma('user_version', { simple: true })).toBe(LATER.length);
    expect(database.prepare('SELECT count(*) FROM contacts').pluck().get()).toBe(before.contacts?.length);
  });
  const { facts, schema } = await checkBackup(updated?.snapshot ?? '', KEY);
  expect(schema).toBe(migrations.length);
  expect(facts.counts.contacts).toBe(before.contacts?.length);
  // Once is enough.
  expect(await bringUpToDate(job, undefined, LATER)).toBeNull();
  expect(schemaFit(job.database, KEY)).toBe('newer');
  expect(schemaFit(job.database, KEY, LATER.length)).toBe('fits');
});

test.each([
  ['a statement that fails', BROKEN, 'UNIQUE constraint failed'],
  ['rows that would refer to nothing', DANGLING, 'rows of legs refer to nothing'],
])('%s: the data is as it was, and the sentence says how to go on', async (_, broken, says) => {
  const job = made(await keptSql(migrations.length));
  const before = looking(job.database, database => [schemaOf(database), rowsOf(database)]);
  const sentence = await refusal(bringUpToDate(job, undefined, broken));
  expect(sentence).toContain(says);
  expect(sentence).toContain('go on with the version you had');
  expect(sentence).toContain('-before-update.backup');
  expect(looking(job.database, database => [schemaOf(database), rowsOf(database)])).toEqual(before);
  expect(schemaFit(job.database, KEY)).toBe('fits');
  expect(await bringUpToDate(job)).toBeNull();
});

test('without room for a backup nothing is changed', async () => {
  const job = made(await keptSql(migrations.length));
  const disk = folder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk], { stdio: 'pipe' });
  onTestFinished(() => void execFileSync('umount', ['-l', disk]));
  const sentence = await refusal(bringUpToDate({ ...job, folder: disk }, undefined, LATER));
  expect(sentence).toContain('without a backup to go back to');
  expect(sentence).toContain('too little room');
  expect(schemaFit(job.database, KEY)).toBe('fits');
  expect(readdirSync(disk)).toEqual([]);
});

test('what an old worker writes until then is in the backup, and it can write nothing while it is made', async () => {
  const job = made(await keptSql(migrations.length));
  const worker = openDatabase(job.database, KEY, 'write');
  const mark = (name: string) => worker.prepare('INSERT INTO marks (name, at) VALUES (?, 1)').run(name);
  mark('before');
  const tried: string[] = [];
  const updated = await bringUpToDate(
    job,
    () => {
      try {
        mark(`meanwhile ${tried.length}`);
        tried.push('written');
      } catch (error) {
        tried.push((error as { code: string }).code);
      }
    },
    LATER,
  );
  worker.close();
  expect(new Set(tried)).toEqual(new Set(['SQLITE_BUSY']));
  looking(updated?.snapshot ?? '', database => {
    expect(database.prepare("SELECT count(*) FROM marks WHERE name = 'before'").pluck().get()).toBe(1);
  });
});

test('where there is no database there is nothing to do, and a newer one is left alone', async () => {
  const path = folder();
  const job = { database: join(path, 'second-ring.db'), key: KEY, folder: path, at: AT, version: '1.0.0' };
  expect(await bringUpToDate(job)).toBeNull();
  expect(existsSync(job.database)).toBe(false);
  const newer = made(await keptSql(migrations.length));
  await bringUpToDate(newer, undefined, LATER);
  expect(await refusal(bringUpToDate(newer))).toContain('was written by a newer Second Ring');
});
