import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { DANA, OWNER, ROBIN } from '../e2e/installation.ts';
import { RedisServer } from '../e2e/redis.ts';
import { until } from '../e2e/until.ts';
import { brokenPromises } from './account.ts';
import { begin, missedCall, readiness, settled } from './practice.ts';

const LOUDER = (yaml: string) =>
  `${yaml}  - {to: [owner], by: sms, about: [callback, voicemail, missed_call], after: 8s}\n`;

test.concurrent.each([
  ['asks for a password that we do not have', ['CONFIG', 'SET', 'requirepass', 'another-one']],
  ['may only be read', ['REPLICAOF', '127.0.0.1', '1']],
  ['is full', ['CONFIG', 'SET', 'maxmemory', '1']],
])(
  'a Redis that %s from the start: everything goes out, and Health says that it is lost',
  async (_, [command = '', ...more]) => {
    const redis = await RedisServer.started();
    const client = new Redis(redis.url);
    await client.call(command, ...more);
    client.disconnect();
    await using begun = await begin({ redis, config: LOUDER });
    const { installation: practice } = begun;
    const both = [await practice.serve(), await practice.work()];
    await missedCall(practice, ROBIN);
    await practice.text(ROBIN, 'Sorry we missed your call.');
    await practice.text(DANA, 'new entry');
    await practice.text(OWNER, 'new entry');
    await settled(practice);
    expect(await brokenPromises(practice)).toEqual([]);
    expect([ROBIN, DANA, OWNER].map(phone => practice.textsOn(phone).length)).toEqual([1, 1, 1]);
    expect(await readiness(practice)).toBe('200 ok');
    // The worker says how it is when it starts, and then once a minute.
    await until(
      'Redis is not said to be reached',
      async () => {
        const marks = await practice.inDatabase(read =>
          read
            .selectFrom('marks')
            .select(['name', 'at'])
            .where('name', 'in', ['worker_seen', 'redis_seen'])
            .execute(),
        );
        const [worker, seen] = ['worker_seen', 'redis_seen'].map(
          name => marks.find(mark => mark.name === name)?.at ?? 0,
        );
        return (worker ?? 0) > (seen ?? 0);
      },
      90_000,
    );
    for (const one of both) {
      expect(one.isOver).toBe(false);
      expect(one.output + one.stderr).not.toContain('another-one');
      expect(await one.stop()).toMatchObject({ code: 0, signal: null });
    }
  },
  180_000,
);
