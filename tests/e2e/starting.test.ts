import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Installation } from './installation.ts';
import { RedisServer } from './redis.ts';
import { until } from './until.ts';

describe.concurrent('a process that cannot start', () => {
  test('a worker in an empty folder says that the server comes first', async () => {
    const practice = await Installation.begin();
    const worker = await practice.command('work');
    expect(worker.code).toBe(1);
    expect(lines(worker.stderr)).toEqual([expect.stringMatching(/start the server first/)]);
    await practice.serve();
    await practice.work();
  }, 60_000);

  test('a second server on the same database says so and leaves the first alone', async () => {
    const practice = await Installation.begin();
    await practice.serve();
    const second = await practice.command('serve');
    expect(second.code).toBe(1);
    expect(lines(second.stderr)).toEqual([
      expect.stringMatching(/^Another Second Ring server works on the database/),
    ]);
    expect((await fetch(`${practice.url}/readyz`)).ok).toBe(true);
  }, 60_000);

  test('a port that is taken is named, and the database is free for the next try', async () => {
    const practice = await Installation.begin();
    const { port } = new URL(practice.url);
    const squatter = createServer().listen(Number(port), '127.0.0.1');
    await once(squatter, 'listening');
    const refused = await practice.command('serve');
    squatter.close();
    expect(refused.code).toBe(1);
    expect(lines(refused.stderr)).toEqual([expect.stringMatching(`Port ${port} on 127.0.0.1 is taken`)]);
    await practice.serve();
  }, 60_000);

  test('a server that is stopped while it starts gives its hold on the database back', async () => {
    const practice = await Installation.begin({ redis: await RedisServer.absent() });
    const first = await practice.serve();
    await first.stop();
    const lock = join(practice.folder, 'data', 'server.lock');
    rmSync(lock);
    const second = practice.start('serve');
    await until('it holds the database', () => existsSync(lock));
    expect(await second.stop()).toMatchObject({ code: 0, signal: null });
    await practice.serve();
  }, 60_000);
});

function lines(text: string): string[] {
  return text.split('\n').filter(line => line !== '');
}
