import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { programPath, REDIS_SERVER } from '../setup/programs.ts';
import { atTheEnd } from './at-the-end.ts';
import { freePort } from './ports.ts';
import { Process } from './process.ts';

/** A Redis of the test's own, which keeps nothing on disk. */
export class RedisServer {
  readonly port: number;
  readonly #folder = mkdtempSync(join(tmpdir(), 'second-ring-redis-'));
  #process: Process | null = null;

  private constructor(port: number) {
    this.port = port;
  }

  /** One that is not started yet: its address is known, nobody answers there. */
  static async absent(): Promise<RedisServer> {
    const redis = new RedisServer(await freePort());
    atTheEnd(() => redis.#end());
    return redis;
  }

  static async started(): Promise<RedisServer> {
    const redis = await RedisServer.absent();
    await redis.start();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const options = { port: this.port, bind: '127.0.0.1', save: '', appendonly: 'no', dir: this.#folder };
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
    this.#process = new Process('redis-server', programPath(REDIS_SERVER), args, this.#folder);
    await this.#process.says('Ready to accept connections');
  }

  async kill(): Promise<void> {
    await this.#process?.kill();
  }

  async #end(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Every command that Redis is given from now on, those inside of scripts too. */
  async listen(): Promise<string[]> {
    const client = new Redis(this.url);
    const monitor = await client.monitor();
    const heard: string[] = [];
    monitor.on('monitor', (_time: string, args: string[]) => heard.push(args.join(' ')));
    atTheEnd(async () => {
      monitor.disconnect();
      await client.quit();
    });
    return heard;
  }
}
