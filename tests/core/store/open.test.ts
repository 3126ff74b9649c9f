import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../core/clock.ts';
import { StartupError } from '../../../core/errors.ts';
import { systemRandom } from '../../../core/ids.ts';
import { migrations } from '../../../core/store/migrations/index.ts';
import { migrate, openDatabase, requireSchema } from '../../../core/store/open.ts';
import { openStore } from '../../../core/store/store.ts';
import { folder, KEY, write } from './harness.ts';

/** The one sentence that a start ends with. */
function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof StartupError) return error.message;
    throw error;
  }
  throw new Error('It started');
}

/** A small file system of a test's own; root alone can make one. */
function smallDisk(options: string): string {
  if (process.getuid?.() !== 0) {
    throw new Error(
      'This test mounts a small tmpfs: run the tests as root (in a container, with SYS_ADMIN).',
    );
  }
  const path = folder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path], { stdio: 'pipe' });
  onTestFinished(() => void execFileSync('umount', ['-l', path]));
  return path;
}

const options = (path: string) => ({
  folder: path,
  key: KEY,
  clock: systemClock,
  random: systemRandom,
  migrates: true,
});

test('the schema is brought up to date once, and a worker accepts it', () => {
  const path = join(folder(), 'a.db');
  const database = openDatabase(path, KEY);
  expect(refusal(() => requireSchema(database, path))).toContain('start the server first');
  migrate(database, path);
  migrate(database, path);
  requireSchema(database, path);
  expect(database.pragma('user_version', { simple: true })).toBe(migrations.length);
  database.pragma(`user_version = ${migrations.length + 1}`);
  for (const check of [migrate, requireSchema]) {
    expect(refusal(() => check(database, path))).toContain('a newer Second Ring');
  }
  database.close();
});

test('the wrong key, a key that is none, a database in the clear', () => {
  const path = join(folder(), 'a.db');
  const database = openDatabase(path, KEY);
  migrate(database, path);
  database.close();
  expect(refusal(() => openDatabase(path, 'b4'.repeat(32)))).toContain('does not open the database');
  expect(refusal(() => openDatabase(path, 'short'))).toContain('64 digits');
  const clear = join(folder(), 'clear.db');
  const plain = new Database(clear);
  plain.exec('CREATE TABLE a (b)');
  plain.close();
  expect(refusal(() => openDatabase(clear, KEY))).toContain('not encrypted');
  const damaged = join(folder(), 'damaged.db');
  writeFileSync(damaged, 'x'.repeat(8_192));
  expect(refusal(() => openDatabase(damaged, KEY))).toContain('does not open the database');
});

test("nothing of what is written can be read in any of its files, nor its tables' names", async () => {
  const path = folder();
  const store = openStore(options(path));
  await store.write(tx => write(tx, 'Quillon Farraday'));
  for (const name of readdirSync(path)) {
    const bytes = readFileSync(join(path, name)).toString('latin1');
    for (const needle of ['Quillon', 'marks', 'CREATE TABLE', 'SQLite format'])
      expect(bytes).not.toContain(needle);
  }
  expect(readdirSync(path)).toContain('second-ring.db-wal');
  await store.close();
});

test('a folder that is a file, and a read-only file system', () => {
  const file = join(folder(), 'file');
  writeFileSync(file, '');
  expect(refusal(() => openStore(options(join(file, 'data'))))).toMatch(/file, not a folder|cannot be/);
  const path = smallDisk('size=4m');
  execFileSync('mount', ['-o', 'remount,ro', path], { stdio: 'pipe' });
  expect(refusal(() => openStore(options(join(path, 'data'))))).toMatch(/read-only|cannot be made/);
  expect(refusal(() => openStore(options(path)))).toMatch(/read-only|cannot be/);
});

test('a disk that is full at the start gets one sentence', () => {
  const path = smallDisk('size=64k');
  mkdirSync(join(path, 'data'));
  chmodSync(path, 0o700);
  try {
    writeFileSync(join(path, 'filler'), 'x'.repeat(128 * 1024));
  } catch {
    // As full as it gets.
  }
  expect(refusal(() => openStore(options(join(path, 'data'))))).toMatch(/is full|answers with errors/);
});

test('a disk that fills up: what was acknowledged stays, the rest is refused, and room makes it work again', async () => {
  const path = smallDisk('size=2m');
  const store = openStore(options(path));
  const kept: string[] = [];
  let failures = 0;
  for (let row = 0; failures === 0 && row < 200; row += 1) {
    const name = `${row} ${'x'.repeat(40_000)}`;
    await store
      .write(tx => write(tx, name))
      .then(
        () => kept.push(name),
        () => {
          failures += 1;
        },
      );
  }
  expect(failures).toBe(1);
  const stored = async () =>
    (await store.read.selectFrom('marks').select('name').execute()).map(row => row.name);
  expect((await stored()).sort()).toEqual([...kept].sort());
  execFileSync('mount', ['-o', 'remount,size=8m', path], { stdio: 'pipe' });
  await store.write(tx => write(tx, 'again'));
  expect(await stored()).toContain('again');
  await store.close();
});
