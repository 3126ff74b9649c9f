import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Answered } from '../../core/flows/health-facts.ts';
import type { Tx } from '../../core/store/writer.ts';
import { sayThatItRuns } from '../../worker/heartbeat.ts';
import { openWriter } from '../core/store/harness.ts';

const NOTHING: Answered = { token: null, ahead: null };
const answers = { take: () => NOTHING };
const redisAnswers = () => false;
const onError = () => {};

test('the worker says that it runs at once and again, and that Redis answers only while it does', async () => {
  const { writer, sqlite } = openWriter();
  let answering = false;
  let said = 0;
  const store = {
    write<T>(flow: (tx: Tx) => Promise<T>) {
      said += 1;
      return writer.write(flow);
    },
  };
  const names = () => sqlite.prepare('select name from marks order by name').pluck().all();
  const saying = sayThatItRuns({ store, redisAnswers: () => answering, answers, onError }, 5);
  while (said < 2) await sleep(5);
  expect(names()).toEqual(['worker_seen']);
  answering = true;
  while (names().length < 2) await sleep(5);
  expect(names()).toEqual(['redis_seen', 'worker_seen']);
  saying.stop();
  await sleep(20);
  const before = said;
  await sleep(40);
  expect(said).toBe(before);
});

test('a disk that fails under it is said, and it goes on', async () => {
  const errors: unknown[] = [];
  const store = { write: () => Promise.reject(new Error('disk I/O error')) };
  const saying = sayThatItRuns({ store, redisAnswers, answers, onError: error => errors.push(error) }, 5);
  while (errors.length < 2) await sleep(5);
  saying.stop();
});

test('since when Twilio refuses our token is kept until it takes it again, and how far our clock is off', async () => {
  const { writer, sqlite } = openWriter();
  const told: Answered[] = [
    { token: { accepted: false, at: 1_000 }, ahead: { at: 1_000, by: -61_000 } },
    { token: { accepted: false, at: 2_000 }, ahead: null },
  ];
  const saying = sayThatItRuns(
    { store: writer, redisAnswers, onError, answers: { take: () => told.shift() ?? NOTHING } },
    5,
  );
  const marks = () => sqlite.prepare("select name, at, count from marks where name <> 'worker_seen'").all();
  while (told.length > 0) await sleep(5);
  await sleep(20);
  expect(marks()).toEqual([
    { name: 'clock_ahead', at: 1_000, count: -61_000 },
    { name: 'token_refused', at: 1_000, count: null },
  ]);
  told.push({ token: { accepted: true, at: 3_000 }, ahead: null });
  while (told.length > 0) await sleep(5);
  await sleep(20);
  saying.stop();
  expect(marks()).toEqual([
    { name: 'clock_ahead', at: 1_000, count: -61_000 },
    { name: 'token_accepted', at: 3_000, count: null },
  ]);
});
