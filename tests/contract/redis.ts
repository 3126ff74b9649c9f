import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { programPath, REDIS_SERVER } from '../setup/programs.ts';

/** A real Redis of a test's own, on a free port of this machine, that keeps nothing. */
export class RedisServer {
  readonly port: number;
  readonly #folder = mkdtempSync(join(tmpdir(), 'second-ring-redis-'));
  #child: ChildProcess | null = null;

  private constructor(port: number) {
    this.port = port;
  }

  static async begin(): Promise<RedisServer> {
    const server = new RedisServer(await freePort());
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const options = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--dir', this.#folder];
    this.#child = spawn(programPath(REDIS_SERVER), options, { stdio: 'ignore' });
    for (let attempt = 0; ; attempt += 1) {
      const answered = await this.ask(redis => redis.ping()).catch(() => null);
      if (answered === 'PONG') return;
      if (attempt > 100) throw new Error('redis-server does not answer');
      await sleep(50);
    }
  }

  /** Gone at once, as after a power cut. */
  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  async end(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async ask<T>(question: (redis: Redis) => Promise<T>): Promise<T> {
    const redis = new Redis(this.url, {
      retryStrategy: () => null,
      maxRetriesPerRequest: 0,
      lazyConnect: true,
    });
    redis.on('error', () => {});
    try {
      await redis.connect();
      return await question(redis);
    } finally {
      redis.disconnect();
    }
  }

  /** Every key with all that lies in it. */
  dump(): Promise<Record<string, unknown>> {
    return this.ask(async redis => {
      const all: Record<string, unknown> = {};
      for (const key of await redis.keys('*')) {
        const type = await redis.type(key);
        if (type === 'hash') all[key] = await redis.hgetall(key);
        else if (type === 'list') all[key] = await redis.lrange(key, 0, -1);
        else if (type === 'set') all[key] = await redis.smembers(key);
        else if (type === 'zset') all[key] = await redis.zrange(key, '0', '-1', 'WITHSCORES');
        else if (type === 'stream') all[key] = await redis.xrange(key, '-', '+');
        else all[key] = await redis.get(key);
      }
      return all;
    });
  }
}

function freePort(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const address = probe.address();
    probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
  });
  return promise;
}
