import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../core/clock.ts';
import { StartupError } from '../../../core/errors.ts';
import { systemRandom } from '../../../core/ids.ts';
import { appendAudit } from '../../../core/store/audit.ts';
import { type BackupJob, backupsIn, makeBackup, removeBackups } from '../../../core/store/backup.ts';
import { backUpBeside } from '../../../core/store/backup-beside.ts';
import { checkBackup } from '../../../core/store/backup-check.ts';
import { openDatabase, unlock } from '../../../core/store/open.ts';
import { openStore, type Store } from '../../../core/store/store.ts';
import { folder, KEY, write } from './harness.ts';

const AT = Temporal.Instant.from('2026-11-20T08:10:00Z').epochMilliseconds;
const NAME = 'second-ring-2026-11-20T081000Z.backup';

interface Place {
  store: Store;
  job: BackupJob;
}

/** A store with some rows, and what a backup of it would be. */
async function place(): Promise<Place> {
  const path = folder();
  const store = openStore({
    folder: path,
    key: KEY,
    clock: systemClock,
    random: systemRandom,
    migrates: true,
  });
  onTestFinished(() => store.close());
  for (let n = 0; n < 20; n += 1) {
    await store.write(async tx => {
      await write(tx, `Quillon Farraday ${n}`);
      await appendAudit(tx, { at: n, who: null, what: 'viewed', about: null, details: {} });
    });
  }
  const job = { database: join(path, 'second-ring.db'), key: KEY, at: AT, version: '1.2.3', spare: 0 };
  return { store, job: { ...job, folder: join(path, 'backups') } };
}

/** The one sentence that it is refused with. */
async function refusal(act: Promise<unknown>): Promise<string> {
  const error = await act.then(
    () => new Error('It went well'),
    (caught: unknown) => caught,
  );
  if (error instanceof StartupError) return error.message;
  throw error;
}

test('a backup has every row, opens with the key alone, and is this user\u2019s', async () => {
  const { job } = await place();
  const made = await makeBackup(job);
  expect(made.file).toBe(join(job.folder, NAME));
  expect(readdirSync(job.folder)).toEqual([NAME, `${NAME}.sha256`]);
  for (const name of readdirSync(job.folder)) {
    expect(statSync(join(job.folder, name)).mode & 0o777).toBe(0o600);
  }
  expect(statSync(job.folder).mode & 0o777).toBe(0o700);
  expect(made.facts).toMatchObject({ at: AT, version: '1.2.3', auditEnd: { seq: 20 } });
  expect(made.facts.counts).toMatchObject({ marks: 20, audit: 20, effects: 0 });
  const checked = await checkBackup(made.file, KEY);
  expect(checked).toEqual({ facts: made.facts, bytes: made.bytes, schema: 1, summed: true });
  expect(await refusal(checkBackup(made.file, 'b4'.repeat(32)))).toContain('made with another key');
});

test('nothing in it can be read without the key, and anybody can hold it against its sum', async () => {
  const { job } = await place();
  const { file } = await makeBackup(job);
  for (const path of [file, `${file}.sha256`]) {
    const bytes = readFileSync(path).toString('latin1');
    for (const needle of ['Quillon', 'marks', 'CREATE TABLE', 'SQLite format', 'backup_facts', '1.2.3']) {
      expect(bytes).not.toContain(needle);
    }
  }
  const said = execFileSync('sha256sum', ['-c', `${NAME}.sha256`], { cwd: job.folder }).toString();
  expect(said).toContain('OK');
});

test('what was changed by one bit, cut off or mixed up is found, with its sum and without', async () => {
  const { job } = await place();
  const { file, bytes } = await makeBackup(job);
  const damages: [what: string, damage: (path: string) => void][] = [
    ['cut off', path => truncateSync(path, bytes - 4096)],
    ['cut off within a page', path => truncateSync(path, bytes - 100)],
    ['empty', path => truncateSync(path, 0)],
    ...[0, 20, 5_000, bytes >> 1, bytes - 60].map((place): [string, (path: string) => void] => [
      `a bit at ${place}`,
      path => {
        const content = readFileSync(path);
        content[place] = (content[place] ?? 0) ^ 1;
        writeFileSync(path, content);
      },
    ]),
  ];
  for (const [what, damage] of damages) {
    const bad = join(folder(), NAME);
    copyFileSync(file, bad);
    damage(bad);
    const without = await refusal(checkBackup(bad, KEY));
    expect([what, without]).toEqual([what, expect.stringMatching(/damaged|another key|no backup/)]);
    copyFileSync(`${file}.sha256`, `${bad}.sha256`);
    expect(await refusal(checkBackup(bad, KEY))).toContain('not as it was written');
  }
});

test('a backup whose rows or audit log somebody changed with the key is found', async () => {
  const { job } = await place();
  const { file } = await makeBackup(job);
  const changed = (sql: string) => {
    const path = join(folder(), NAME);
    copyFileSync(file, path);
    const database = new Database(path);
    unlock(database, KEY);
    database.exec(sql);
    database.close();
    return refusal(checkBackup(path, KEY));
  };
  expect(await changed("DELETE FROM marks WHERE name LIKE '% 7'")).toContain('19 rows in marks, and had 20');
  expect(await changed('DROP TABLE effects')).toContain('no rows in effects');
  const audit = "DROP TRIGGER audit_is_never_changed; UPDATE audit SET who = 'x' WHERE seq = 5";
  expect(await changed(audit)).toContain('entry 5 is changed');
  expect(await changed('DROP TABLE backup_facts')).toContain('a database but no backup');
  expect(await changed('PRAGMA user_version = 99')).toContain('newer than this one');
});

test('no file, no database, a database in the clear', async () => {
  const path = folder();
  expect(await refusal(checkBackup(join(path, 'none'), KEY))).toContain('There is no file');
  writeFileSync(join(path, 'text'), 'words '.repeat(2_000));
  expect(await refusal(checkBackup(join(path, 'text'), KEY))).toContain('another key');
  const clear = new Database(join(path, 'clear'));
  clear.exec('CREATE TABLE a (b)');
  clear.close();
  expect(await refusal(checkBackup(join(path, 'clear'), KEY))).toContain('another key');
  expect(await refusal(checkBackup(path, KEY))).toMatch(/damaged|cannot be read/);
});

test('while others write, the backup is of one moment, and they go on', async () => {
  const { store, job } = await place();
  // Enough that copying takes longer than a few commits.
  for (let n = 0; n < 40; n += 1) {
    await store.write(tx => write(tx, `${n} ${randomBytes(400_000).toString('hex')}`));
  }
  let written = 0;
  let over = false;
  const writing = (async () => {
    while (!over) {
      await store.write(async tx => {
        await write(tx, `a ${written}`);
        await write(tx, `b ${written}`);
      });
      written += 1;
    }
  })();
  const { file, facts } = await backUpBeside(job);
  over = true;
  await writing;
  expect(written).toBeGreaterThan(5);
  const copy = openDatabase(file, KEY, 'read');
  const names = (letter: string) =>
    copy.prepare(`SELECT count(*) FROM marks WHERE name LIKE '${letter} %'`).pluck().get();
  expect(names('a')).toBe(names('b'));
  copy.close();
  expect(await checkBackup(file, KEY)).toMatchObject({ facts });
});

test('a disk that is full, before and while it copies: a sentence, and nothing is left', async () => {
  const { job } = await place();
  const disk = folder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk], { stdio: 'pipe' });
  onTestFinished(() => void execFileSync('umount', ['-l', disk]));
  const onDisk = { ...job, folder: join(disk, 'backups') };
  expect(await refusal(makeBackup({ ...onDisk, spare: 10_000_000 }))).toContain('too little room');
  expect(readdirSync(onDisk.folder)).toEqual([]);
  writeFileSync(join(disk, 'filler'), Buffer.alloc(3_900_000));
  expect(await refusal(makeBackup({ ...onDisk, spare: -1e9 }))).toMatch(
    /is full; the unfinished backup was removed/,
  );
  expect(readdirSync(onDisk.folder)).toEqual([]);
  rmSync(join(disk, 'filler'));
  expect((await makeBackup({ ...onDisk, spare: -1e9 })).facts.counts).toMatchObject({ marks: 20 });
});

test('a folder that may not be written, one that is a file, and a second backup in the same second', async () => {
  const { job } = await place();
  const file = join(folder(), 'file');
  writeFileSync(file, '');
  expect(await refusal(makeBackup({ ...job, folder: join(file, 'a') }))).toContain('a file, not a folder');
  const disk = folder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k,ro', 'tmpfs', disk], { stdio: 'pipe' });
  onTestFinished(() => void execFileSync('umount', ['-l', disk]));
  expect(await refusal(makeBackup({ ...job, folder: join(disk, 'a') }))).toMatch(
    /read-only file system|cannot be made/,
  );
  await makeBackup(job);
  expect(await refusal(makeBackup(job))).toContain('there already');
  expect(await refusal(backUpBeside(job))).toContain('there already');
  expect(readdirSync(job.folder)).toEqual([NAME, `${NAME}.sha256`]);
});

test('what a killed process left is removed once nobody can be at it, and is never taken for a backup', async () => {
  const { job } = await place();
  mkdirSync(job.folder);
  const old = join(job.folder, '.second-ring-2026-11-19T081000Z.backup.part');
  const fresh = join(job.folder, '.second-ring-2026-11-20T080900Z.backup.part');
  const theirs = join(job.folder, 'notes.part');
  for (const path of [old, fresh, theirs]) writeFileSync(path, 'x');
  utimesSync(old, AT / 1000 - 7_200, AT / 1000 - 7_200);
  utimesSync(fresh, AT / 1000 - 60, AT / 1000 - 60);
  utimesSync(theirs, AT / 1000 - 7_200, AT / 1000 - 7_200);
  expect(backupsIn(job.folder)).toEqual([]);
  await makeBackup(job);
  expect([old, fresh, theirs].map(path => existsSync(path))).toEqual([false, true, true]);
  expect(backupsIn(job.folder)).toMatchObject([{ name: NAME, at: AT, beforeUpdate: false }]);
});

test('a backup goes with its sum, and no other file does', async () => {
  const { job } = await place();
  await makeBackup(job);
  await makeBackup({ ...job, at: AT + 1000 });
  const [first] = backupsIn(job.folder);
  if (!first) throw new Error('none');
  writeFileSync(join(job.folder, 'notes'), 'x');
  removeBackups(job.folder, [first]);
  const later = 'second-ring-2026-11-20T081001Z.backup';
  expect(readdirSync(job.folder).toSorted()).toEqual(['notes', later, `${later}.sha256`]);
});
