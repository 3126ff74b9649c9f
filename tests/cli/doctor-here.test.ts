import { chmodSync, closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { database } from '../../cli/doctor/database.ts';
import { disk } from '../../cli/doctor/disk.ts';
import { files } from '../../cli/doctor/files.ts';
import type { HereCheck } from '../../cli/doctor/here-check.ts';
import { memory, swap, swapsIn } from '../../cli/doctor/memory.ts';
import { redis } from '../../cli/doctor/redis.ts';
import { readConfigFile } from '../../core/config/files.ts';
import { RedisServer } from '../contract/redis.ts';
import { mountSmallDisk } from './mounts.ts';
import { CONFIG, Practice } from './practice.ts';

async function look(check: HereCheck, practice: Practice) {
  const reading = readConfigFile(practice.file, {});
  const findings = await check.run({ reading, now: () => Date.now(), signal: new AbortController().signal });
  return findings.map(({ what, values }) => ({ what, ...values }));
}

const whatOf = async (check: HereCheck, practice: Practice) =>
  (await look(check, practice)).map(({ what }) => what);

/** A practice whose database has been made, and is closed. */
async function withDatabase(): Promise<Practice> {
  const practice = new Practice();
  await practice.write(async () => {});
  await practice.closeStore();
  return practice;
}

describe('the database', () => {
  test('is whole, while the server has it open too', async () => {
    const practice = new Practice();
    await practice.missedCall('+12125550140');
    expect(await whatOf(database, practice)).toEqual(['database_whole']);
  });

  test('is not there yet', async () => {
    expect(await whatOf(database, new Practice())).toEqual(['database_not_yet']);
  });

  test("has another key, or another version's schema: the sentence says which", async () => {
    const practice = await withDatabase();
    writeFileSync(join(practice.folder, 'key'), `${'0'.repeat(64)}\n`);
    expect(await look(database, practice)).toEqual([
      { what: 'database_closed', why: expect.stringMatching(/^The key in storage\.key does not open/) },
    ]);
  });

  test('is damaged in the middle', async () => {
    const practice = await withDatabase();
    const file = openSync(join(practice.folder, 'data/second-ring.db'), 'r+');
    writeSync(file, Buffer.alloc(4096, 7), 0, 4096, 20 * 4096);
    closeSync(file);
    expect(await whatOf(database, practice)).toEqual(['database_damaged']);
  });

  test('is only looked at where the configuration can be read', async () => {
    const practice = await withDatabase();
    writeFileSync(practice.file, 'nothing');
    for (const check of [database, disk, files, redis]) expect(await whatOf(check, practice)).toEqual([]);
  });
});

describe('the disk', () => {
  test('is almost full', async () => {
    const small = mountSmallDisk(1024);
    try {
      const practice = new Practice(undefined, CONFIG.replace('./data', small.folder));
      expect(await look(disk, practice)).toEqual([
        { what: 'room_is_none', size: 0, room: expect.any(Number) },
      ]);
    } finally {
      small.remove();
    }
  });

  test('is not there', async () => {
    expect(await look(disk, new Practice())).toMatchObject([{ what: 'room_unknown', error: 'ENOENT' }]);
  });
});

describe('files', () => {
  test.each([
    ['config.yaml', 0o644, 'config.yaml'],
    ['key', 0o640, 'key'],
    ['token', 0o604, 'token'],
    ['data', 0o750, 'data'],
  ])('%s with mode %i is open', async (name, mode, says) => {
    const practice = await closed();
    chmodSync(join(practice.folder, name), mode);
    const [finding] = await look(files, practice);
    expect(finding).toMatchObject({ what: 'files_open' });
    expect(
      String(finding && 'files' in finding ? finding.files : '')
        .split('/')
        .at(-1),
    ).toBe(says);
  });

  test('are closed; the group may read the configuration, which is the container', async () => {
    const practice = await closed();
    expect(await whatOf(files, practice)).toEqual(['files_private']);
    chmodSync(practice.file, 0o640);
    expect(await whatOf(files, practice)).toEqual(['files_private']);
  });

  async function closed(): Promise<Practice> {
    const practice = new Practice();
    mkdirSync(join(practice.folder, 'data'), { mode: 0o700 });
    chmodSync(practice.file, 0o600);
    return practice;
  }
});

test('memory and swap of this machine, whatever they are', async () => {
  const practice = new Practice();
  expect(await look(memory, practice)).toMatchObject([
    { size: expect.any(Number), room: expect.any(Number) },
  ]);
  expect((await look(swap, practice)).length).toBeLessThanOrEqual(1);
});

test('the list of swaps', () => {
  const list =
    'Filename\t\tType\t\tSize\t\tUsed\t\tPriority\n/swapfile  file\t\t1\t\t0\t\t-2\n/dev/zram0 partition\t1\t0\t100\n';
  expect(swapsIn(list)).toEqual([
    { name: '/swapfile', closed: false },
    { name: '/dev/zram0', closed: true },
  ]);
  expect(swapsIn('Filename\tType\n')).toEqual([]);
});

describe('Redis', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.begin();
  });
  afterAll(() => server.end());
  const withRedis = (url: string) => new Practice(undefined, `${CONFIG}redis: {url: "${url}"}\n`);

  test('is not used', async () => {
    expect(await whatOf(redis, new Practice())).toEqual(['redis_not_used']);
  });

  test('answers', async () => {
    expect(await whatOf(redis, withRedis(server.url))).toEqual(['redis_answers']);
  });

  test('would throw things away', async () => {
    await server.ask(connected => connected.config('SET', 'maxmemory-policy', 'allkeys-lru'));
    expect(await look(redis, withRedis(server.url))).toEqual([
      { what: 'redis_evicts', policy: 'allkeys-lru' },
    ]);
    await server.ask(connected => connected.config('SET', 'maxmemory-policy', 'noeviction'));
  });

  test('does not let us in, and its password is not told', async () => {
    await server.ask(connected => connected.config('SET', 'requirepass', 'needle-of-redis'));
    const wrong = server.url.replace('127', ':needle-in-the-url@127');
    expect(await look(redis, withRedis(server.url))).toEqual([{ what: 'redis_locked', error: 'NOAUTH' }]);
    const findings = await look(redis, withRedis(wrong));
    expect(findings).toEqual([{ what: 'redis_locked', error: 'WRONGPASS' }]);
    expect(JSON.stringify(findings)).not.toContain('needle');
  });

  test('is not there', async () => {
    expect(await look(redis, withRedis('redis://127.0.0.1:1'))).toEqual([
      { what: 'redis_silent', error: 'ECONNREFUSED' },
    ]);
  });
});
