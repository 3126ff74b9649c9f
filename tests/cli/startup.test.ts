import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, test } from 'vitest';
import { mountSmallDisk, type SmallDisk } from './mounts.ts';
import { ALEX, KEY, Practice, type Ran } from './practice.ts';

/** Every command that opens the store. */
const COMMANDS = [
  ['queue'],
  ['queue', '--watch'],
  ['queue', 'take', 'abcd', '--as', 'dana'],
  ['close', '--reopen'],
];

function isOneSentence(ran: Ran, sentence: RegExp): void {
  expect(ran).toMatchObject({ code: 1, out: '' });
  expect(ran.err).toMatch(sentence);
  expect(ran.err.trimEnd().split('\n')).toHaveLength(1);
  expect(ran.err).not.toMatch(/\bat .*:\d+:\d+|node:internal|SQLITE/);
}

const disks: SmallDisk[] = [];
afterEach(() => {
  for (const disk of disks.splice(0)) disk.remove();
});

function smallDisk(kibibytes: number): SmallDisk {
  const disk = mountSmallDisk(kibibytes);
  disks.push(disk);
  return disk;
}

describe.each(COMMANDS)('second-ring %s %s', (...args) => {
  test('without a key', async () => {
    const practice = new Practice();
    await practice.missedCall(ALEX);
    rmSync(join(practice.folder, 'key'));
    const ran = await practice.run(args);
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toMatch(/key: there is no such file; `second-ring key new` makes a key file/);
    expect(ran.err).toMatch(/config\.yaml has 1 error\.\n$/);
  });

  test('with the key of another database', async () => {
    const practice = new Practice();
    await practice.missedCall(ALEX);
    writeFileSync(join(practice.folder, 'key'), `${'00'.repeat(32)}\n`);
    isOneSentence(await practice.run(args), /^The key in storage\.key does not open the database at /);
  });

  test('on the database of a newer version', async () => {
    const practice = new Practice();
    await practice.missedCall(ALEX);
    await practice.closeStore();
    const database = new Database(join(practice.folder, 'data', 'second-ring.db'));
    database.pragma("cipher = 'sqlcipher'");
    database.pragma('legacy = 4');
    database.pragma(`key = "x'${KEY}'"`);
    database.pragma('user_version = 999');
    database.close();
    isOneSentence(await practice.run(args), /was written by a newer Second Ring \(schema 999, /);
  });

  test('before the server has made the database', async () => {
    const practice = new Practice();
    isOneSentence(await practice.run(args), /^There is no database in .*data yet\. Start the server once/);
  });
});

test('a read-only folder', async () => {
  const disk = smallDisk(2_048);
  const practice = new Practice(disk.folder);
  await practice.missedCall(ALEX);
  await practice.closeStore();
  disk.makeReadOnly();
  isOneSentence(await practice.run(['queue']), /read-only|cannot be (?:written|opened)/);
});

test('a full disk: nothing is changed, and that is said', async () => {
  const disk = smallDisk(1_024);
  const practice = new Practice(disk.folder);
  await practice.missedCall(ALEX);
  const { out } = await practice.run(['queue', '--json']);
  const [{ shortId }] = JSON.parse(out);
  fill(disk.folder);
  const ran = await practice.run(['queue', 'take', shortId, '--as', 'dana']);
  isOneSentence(ran, /full/);
  rmSync(join(disk.folder, 'fill'));
  const taken = await practice.run(['queue', 'take', shortId, '--as', 'dana']);
  expect(taken).toMatchObject({ code: 0, err: '' });
});

/** Leaves not a byte; the database's own files are as large as they are. */
function fill(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(join(folder, 'fill'), Buffer.alloc(bavail * bsize));
  expect(statfsSync(folder).bavail).toBe(0);
}
