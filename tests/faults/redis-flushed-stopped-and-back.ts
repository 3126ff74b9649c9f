import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { ALEX, DANA, type Installation, OWNER, ROBIN } from '../e2e/installation.ts';
import { RedisServer } from '../e2e/redis.ts';
import { until } from '../e2e/until.ts';
import { brokenPromises } from './account.ts';
import { begin, missedCall, readiness, SAM, settled } from './practice.ts';

/** Dana is told of a missed call at once, the owner if nobody has taken it some seconds later. */
const LOUDER = (yaml: string) =>
  `${yaml}  - {to: [owner], by: sms, about: [callback, voicemail, missed_call], after: 8s}\n`;

/** A text that the carrier refuses at first: it is between two attempts when this resolves. */
async function textIsTriedAgain(practice: Installation, phone: string): Promise<void> {
  const effect = { type: 'status', status: 429, accepted: false } as const;
  const fault = { on: 'rest', method: 'POST', number: phone, count: 2, effect } as const;
  await practice.do({ type: 'fault', fault });
  await missedCall(practice, phone);
  await until('the carrier has refused', () =>
    practice.simulator
      .state()
      .rest.some(one => one.status === 429 && one.params.some(([, value]) => value === phone)),
  );
}

/** Empties Redis, in which there must have been something. */
async function flush(url: string): Promise<void> {
  const client = new Redis(url);
  expect(await client.dbsize()).toBeGreaterThan(0);
  await client.flushall();
  await client.quit();
}

/** The text arrives at its next attempt, both alerts in their turn. */
async function everythingArrives(practice: Installation, phone: string, call: number): Promise<void> {
  await practice.text(phone, 'Sorry we missed your call.');
  await practice.text(DANA, 'new entry', call);
  await practice.text(OWNER, 'new entry', call);
}

test.concurrent('Redis flushed, stopped, and back, in the middle of retries and of alerts that wait', async () => {
  const redis = await RedisServer.started();
  await using begun = await begin({ redis, config: LOUDER });
  const { installation: practice } = begun;
  const server = await practice.serve();
  const worker = await practice.work();

  await textIsTriedAgain(practice, ROBIN);
  await flush(redis.url);
  await everythingArrives(practice, ROBIN, 1);

  await textIsTriedAgain(practice, ALEX);
  await redis.kill();
  await everythingArrives(practice, ALEX, 2);
  for (const one of [server, worker]) await one.says('"event":"redis_lost"');
  // Redis is an alarm clock: without it nothing is wrong but the quickness.
  expect(await readiness(practice)).toBe('200 ok');

  await textIsTriedAgain(practice, SAM);
  await redis.start();
  for (const one of [server, worker]) await one.says('"event":"redis_back"');
  await everythingArrives(practice, SAM, 3);

  await settled(practice);
  expect(await brokenPromises(practice)).toEqual([]);
  expect([ROBIN, ALEX, SAM, DANA, OWNER].map(phone => practice.textsOn(phone).length)).toEqual([
    1, 1, 1, 3, 3,
  ]);
  for (const one of [server, worker]) expect(await one.stop()).toMatchObject({ code: 0, signal: null });
}, 150_000);
