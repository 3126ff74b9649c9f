import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';

/** Every file below a folder, with its bytes. */
export function filesBelow(folder: string): { path: string; bytes: Buffer }[] {
  return pathsBelow(folder).map(path => ({ path, bytes: readFileSync(path) }));
}

export function pathsBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
}

/** Every key of a Redis and everything that lies in it, as text. */
export async function allInRedis(url: string): Promise<string> {
  const redis = new Redis(url);
  const lines: string[] = [];
  for (const key of await redis.keys('*')) {
    const type = await redis.type(key);
    const value =
      type === 'hash'
        ? await redis.hgetall(key)
        : type === 'list'
          ? await redis.lrange(key, 0, -1)
          : type === 'set'
            ? await redis.smembers(key)
            : type === 'zset'
              ? await redis.zrange(key, '0', '-1', 'WITHSCORES')
              : type === 'stream'
                ? await redis.xrange(key, '-', '+')
                : await redis.get(key);
    lines.push(`${key} ${JSON.stringify(value)}`);
  }
  await redis.quit();
  return lines.join('\n');
}

export interface Running {
  command: string;
  environment: string;
  /** Which parts of its memory would go into a core file, as bits in hex. */
  coreFilter: string;
}

/** The processes that work in a folder. */
export function processesIn(folder: string): Running[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(pid => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        if (!command.includes(folder)) return [];
        const [environment = '', coreFilter = ''] = ['environ', 'coredump_filter'].map(name =>
          readFileSync(`/proc/${pid}/${name}`, 'utf8').trim(),
        );
        return [{ command, environment, coreFilter }];
      } catch {
        // It ended meanwhile.
        return [];
      }
    });
}
