import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ALEX, DANA, LINE, ROBIN } from '../e2e/installation.ts';
import { until } from '../e2e/until.ts';
import { brokenPromises } from './account.ts';
import { Lock } from './lock.ts';
import { asked, becomes, begin, missedCall, settled } from './practice.ts';

const PHONES = Array.from({ length: 20 }, (_, index) => `+1646555${String(100 + index).padStart(4, '0')}`);
/** What a backup or a curious person with a database browser may hold the lock for, in milliseconds. */
const WHILE = 3_000;

test.concurrent('another process locks the database: for three seconds webhooks wait, for longer the caller is greeted all the same', async () => {
  await using begun = await begin({ phones: PHONES });
  const { installation: practice } = begun;
  await practice.serve();
  await practice.work();
  const lock = Lock.on(practice);

  await lock.take();
  // The three seconds begin here: what takes long on a busy machine must not add up to the five that a webhook waits.
  const since = performance.now();
  await Promise.all(
    PHONES.map(phone => practice.do({ type: 'text', phone, to: LINE, body: 'Please call me.' })),
  );
  await practice.do({ type: 'call', phone: ROBIN, to: LINE });
  await sleep(since + WHILE - performance.now());
  expect(practice.acknowledged.size).toBe(0);
  lock.release();
  await practice.rings(DANA);
  await until('every text is acknowledged', () => practice.acknowledged.size === PHONES.length);
  expect(
    practice.simulator.state().webhooks.filter(one => one.attempt > 1 || (one.status ?? 200) >= 300),
  ).toEqual([]);
  await practice.do({ type: 'decline', phone: DANA });
  await practice.tone(ROBIN);
  await practice.do({ type: 'hang-up', phone: ROBIN });
  await practice.text(ROBIN, 'Sorry we missed your call.');

  // Beyond the five seconds for which a webhook waits.
  await lock.take();
  await practice.do({ type: 'call', phone: ALEX, to: LINE });
  await asked(practice, 'voice', ALEX);
  await becomes(practice, /^503 the database cannot be written/);
  await practice.heard(ALEX, "You've reached Willow Street.");
  await practice.tone(ALEX);
  lock.release();
  await becomes(practice, /^200 ok$/);
  await practice.do({ type: 'speak', phone: ALEX, words: 'Please call me back.', seconds: 1 });
  await until('the words are spoken', () => {
    const { doing } = practice.simulator.state().calls.findLast(call => call.phone === ALEX) ?? {};
    return doing?.type === 'recording' && doing.speaking === null;
  });
  await practice.do({ type: 'hang-up', phone: ALEX });
  await practice.text(ALEX, 'Sorry we missed your call.');

  await settled(practice);
  expect(await brokenPromises(practice)).toEqual([]);
  expect(practice.simulator.state().recordings.filter(one => one.seconds > 0)).toMatchObject([
    { deleted: true },
  ]);
  await missedCall(practice, ROBIN);
  await settled(practice);
  expect([ROBIN, ALEX].map(phone => practice.textsOn(phone).length)).toEqual([1, 1]);
}, 150_000);
