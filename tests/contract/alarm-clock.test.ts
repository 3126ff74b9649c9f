import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { moveEffect } from '../../core/store/effects.ts';
import { type Alarm, localAlarm, now, openPractice, type Practice, redisAlarm } from './alarm-clocks.ts';
import { RedisServer } from './redis.ts';

let redis: RedisServer;
beforeAll(async () => {
  redis = await RedisServer.begin();
});
afterAll(() => redis.end());

let practice: Practice;
let alarm: Alarm;
beforeEach(() => {
  practice = openPractice();
});
afterEach(async () => {
  await alarm.stop();
  await practice.end();
});

const CLOCKS: Record<string, () => Alarm> = {
  'the watched database': () => localAlarm(practice),
  'Redis with the sweep as its floor': () => redisAlarm(practice, redis),
  'Redis alone': () => redisAlarm(practice, redis, false),
};

describe.each(Object.entries(CLOCKS))('%s', (_, begin) => {
  beforeEach(async () => {
    alarm = begin();
    // A hint is dropped until Redis is connected, so the clock first has to have woken once.
    for (const end = now() + 10_000; practice.performed.length === 0 && now() < end; ) {
      await practice.promise(0);
      await sleep(50);
    }
    await sleep(100);
    practice.performed.length = 0;
  });

  test('wakes for what is due', async () => {
    const ids = await practice.promise(0, 0, 0);
    await practice.until(3);
    expect(practice.performed.map(one => one.id).sort()).toEqual(ids.sort());
  });

  test('wakes for what falls due later, and never before its time', async () => {
    const from = now();
    const [last, first] = await practice.promise(700, 300);
    await practice.until(2);
    expect(practice.performed.map(one => one.id)).toEqual([first, last]);
    expect(practice.performed[0]?.at).toBeGreaterThanOrEqual(from + 300);
    expect(practice.performed[1]?.at).toBeGreaterThanOrEqual(from + 700);
  });

  test('wakes once, however often it is told', async () => {
    const [id] = await practice.promise(200);
    for (let times = 0; times < 5; times += 1) alarm.hint([{ id: id!, dueAt: now() + 200 }]);
    alarm.hint([{ id: id!, dueAt: now() }]);
    await practice.until(1);
    await sleep(400);
    expect(practice.performed).toHaveLength(1);
  });

  test('wakes at the new time of what was moved', async () => {
    const [id] = await practice.promise(60_000);
    const row = await practice.server.read
      .selectFrom('effects')
      .select('key')
      .where('id', '=', id!)
      .executeTakeFirstOrThrow();
    await practice.server.write(tx => moveEffect(tx, row.key, tx.now + 200));
    await practice.until(1);
    expect(practice.performed[0]?.id).toBe(id);
  });

  test('performs each of many once', async () => {
    const ids = await practice.promise(...Array.from({ length: 200 }, (_, index) => (index % 5) * 20));
    await practice.until(200);
    await sleep(100);
    expect(practice.performed.map(one => one.id).sort()).toEqual(ids.sort());
  });

  test('what is under way when it is stopped is finished, and nothing is begun after', async () => {
    practice.takes = 1_500;
    await practice.promise(0);
    await sleep(400);
    await alarm.stop();
    expect(practice.performed).toHaveLength(1);
    await practice.promise(0);
    await sleep(300);
    expect(practice.performed).toHaveLength(1);
  });
});

describe('Redis', () => {
  test('flushed: what it should have woken for is found by the sweep', async () => {
    alarm = redisAlarm(practice, redis);
    await sleep(300);
    await practice.promise(500);
    await redis.ask(client => client.flushall());
    await practice.until(1);
  });

  test('gone and back: nothing is lost, nothing throws, and it wakes again', async () => {
    alarm = redisAlarm(practice, redis);
    await sleep(300);
    await redis.stop();
    await practice.promise(0, 100);
    await practice.until(2);
    await redis.start();
    for (const end = now() + 10_000; !alarm.said.includes('redis_back') && now() < end; ) await sleep(50);
    // A wake that was on its way as Redis went is told of as not added.
    expect(new Set(alarm.said.filter(code => code !== 'job_failed'))).toEqual(
      new Set(['redis_lost', 'redis_back']),
    );
    await practice.promise(0);
    await practice.until(3);
  });

  test('gone: stopping ends all the same', async () => {
    alarm = redisAlarm(practice, redis);
    await sleep(300);
    await redis.stop();
    const ended = await Promise.race([alarm.stop().then(() => true), sleep(5_000, false)]);
    await redis.start();
    expect(ended).toBe(true);
  });

  test('left in an orderly way: nobody is told that it was lost', async () => {
    alarm = redisAlarm(practice, redis);
    await sleep(300);
    await practice.promise(0);
    await practice.until(1);
    await alarm.stop();
    await sleep(100);
    expect(alarm.said).toEqual([]);
  });

  test('never there: nothing throws, the sweep does the work, stopping ends', async () => {
    await redis.stop();
    alarm = redisAlarm(practice, redis);
    await practice.promise(0);
    await practice.until(1);
    const ended = await Promise.race([alarm.stop().then(() => true), sleep(5_000, false)]);
    await redis.start();
    expect(ended).toBe(true);
  });

  test('holds ids and times, and nothing else of an effect', async () => {
    await redis.ask(client => client.flushall());
    alarm = redisAlarm(practice, redis, false);
    await sleep(300);
    const ids = await practice.promise(60_000, 60_000);
    await sleep(300);
    const dump = await redis.dump();
    const jobs = Object.entries(dump).filter(([key]) => /:[0-9a-f-]{36}-\d+$/.test(key));
    expect(
      jobs
        .map(([, job]) => JSON.parse((job as { data: string }).data))
        .map(data => data.effect)
        .sort(),
    ).toEqual(ids.sort());
    for (const [key, job] of jobs) {
      expect(Object.keys(JSON.parse((job as { data: string }).data))).toEqual(['effect']);
      expect(ids.some(id => key.startsWith(`second-ring:effects:${id}-`))).toBe(true);
    }
    const rest = JSON.stringify(dump).replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '');
    const row = await practice.server.read.selectFrom('effects').selectAll().executeTakeFirstOrThrow();
    expect(rest).not.toContain(row.key);
    expect(rest).not.toMatch(/send_text|payload|\+1\d{10}/);
  });
});
