import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, test } from 'vitest';
import { mountSmallDisk, type SmallDisk } from './mounts.ts';
import { ALEX, KEY, Practice, type Ran } from './practice.ts';

/** Every command that opens the store; `serve` alone makes it. */
const COMMANDS = ['serve', 'work', 'queue', 'queue --watch', 'queue take abcd --as dana', 'close --reopen'];

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

describe.each(COMMANDS)('second-ring %s', command => {
  const args = command.split(' ');

  test('without a key', async () => {
    const practice = new Practice();
    await practice.missedCall(ALEX);
    rmSync(join(practice.folder, 'key'));
    const ran = await practice.run(args);
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toMatch(/key: there is no such file; `npx --no second-ring key new` makes a key file/);
    expect(ran.err).toMatch(/config\.yaml has 1 error\.\n$/);
  });

  test('with the key of another database', async () => {
    const practice = new Practice();
    await practice.missedCall(ALEX);
    writeFileSync(join(practice.folder, 'key'), `${'00'.repeat(32)}\n`);
    isOneSentence(await practice.run(args), /^The key in storage\.key does not open the database at /);
  });
});

async function madeNewer(practice: Practice): Promise<void> {
  await practice.missedCall(ALEX);
  await practice.closeStore();
  const database = new Database(join(practice.folder, 'data', 'second-ring.db'));
  database.pragma("cipher = 'sqlcipher'");
  database.pragma('legacy = 4');
  database.pragma(`key = "x'${KEY}'"`);
  database.pragma('user_version = 999');
  database.close();
}

test.each(COMMANDS.filter(command => command !== 'work'))(
  'second-ring %s, on the database of a newer version',
  async command => {
    const practice = new Practice();
    await madeNewer(practice);
    const ran = await practice.run(command.split(' '));
    isOneSentence(ran, /was written by a newer Second Ring \(schema 999, /);
  },
);

test('second-ring work, on the database of a newer version: it is being updated, so it waits, and says so', async () => {
  const practice = new Practice();
  await madeNewer(practice);
  const waiting = practice.start(['work']);
  await waiting.heard('"event":"waits_for_update"');
  waiting.child.kill('SIGTERM');
  expect(await waiting.ended).toMatchObject({ code: 0, err: '' });
});

test.each(COMMANDS.filter(command => command !== 'serve'))(
  'second-ring %s, before the server has made the database',
  async command => {
    const practice = new Practice();
    isOneSentence(await practice.run(command.split(' ')), /[Ss]tart the server /);
  },
);

describe('a read-only folder', () => {
  test.each([
    ['queue take', /cannot be (?:made or )?written|read-only/],
    ['serve', /cannot be (?:made or )?written|read-only/],
    ['work', /cannot be (?:made or )?written|read-only/],
  ])('second-ring %s', async (command, sentence) => {
    const disk = smallDisk(2_048);
    const practice = new Practice(disk.folder);
    await practice.missedCall(ALEX);
    const { out } = await practice.run(['queue', '--json']);
    await practice.closeStore();
    disk.makeReadOnly();
    const more = command !== 'queue take' ? [] : [JSON.parse(out)[0].shortId, '--as', 'dana'];
    isOneSentence(await practice.run([...command.split(' '), ...more]), sentence);
  });

  test('second-ring serve, for the first time', async () => {
    const disk = smallDisk(2_048);
    const practice = new Practice(disk.folder);
    disk.makeReadOnly();
    isOneSentence(await practice.run(['serve']), /cannot be (?:made or )?written|read-only/);
  });
});

describe('a full disk', () => {
  test('second-ring queue take changes nothing, and says so', async () => {
    const disk = smallDisk(2_048);
    const practice = new Practice(disk.folder);
    await practice.missedCall(ALEX);
    const { out } = await practice.run(['queue', '--json']);
    const [{ shortId }] = JSON.parse(out);
    fill(disk.folder);
    isOneSentence(await practice.run(['queue', 'take', shortId, '--as', 'dana']), /full/);
    rmSync(join(disk.folder, 'fill'));
    const taken = await practice.run(['queue', 'take', shortId, '--as', 'dana']);
    expect(taken).toMatchObject({ code: 0, err: '' });
  });

  test('second-ring serve, for the first time', async () => {
    const disk = smallDisk(1_024);
    const practice = new Practice(disk.folder);
    fill(disk.folder);
    isOneSentence(await practice.run(['serve']), /full/);
  });

  test.each(['serve', 'work'])(
    'second-ring %s, on the data of before: it says so, or runs and says so',
    async command => {
      const disk = smallDisk(2_048);
      const practice = new Practice(disk.folder);
      await practice.missedCall(ALEX);
      await practice.closeStore();
      fill(disk.folder);
      const started = practice.start([command]);
      const listens = started.heard(/"event":"(?:listening|working)"/).then(() => true);
      if (await listens.catch(() => false)) {
        started.child.kill('SIGTERM');
        expect(await started.ended).toMatchObject({ code: 0 });
        const health = await practice.run(['health']);
        expect(health.out).toContain('The disk is almost full: 0 MB are left.');
      } else {
        isOneSentence(await started.ended, /is full: make room, then start again\. Nothing was lost\./);
      }
      rmSync(join(disk.folder, 'fill'));
      await practice.missedCall(ALEX);
    },
  );

  test('second-ring key new leaves no half a key', async () => {
    const disk = smallDisk(1_024);
    const practice = new Practice(disk.folder);
    fill(disk.folder);
    isOneSentence(await practice.run(['key', 'new', 'other.key']), /the disk is full/);
    rmSync(join(disk.folder, 'fill'));
    expect(await practice.run(['key', 'new', 'other.key'])).toMatchObject({ code: 0 });
  });
});

/** Leaves not a byte; the database's own files are as large as they are. */
function fill(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(join(folder, 'fill'), Buffer.alloc(bavail * bsize));
  expect(statfsSync(folder).bavail).toBe(0);
}
