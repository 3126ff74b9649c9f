import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Tx } from '../../core/store/writer.ts';
import { sayThatItRuns } from '../../worker/heartbeat.ts';
import { openWriter } from '../core/store/harness.ts';

test('the worker says that it runs at once and again, and that Redis answers only while it does', async () => {
  const { writer, sqlite } = openWriter();
  let answers = false;
  let said = 0;
  const store = {
    write<T>(flow: (tx: Tx) => Promise<T>) {
      said += 1;
      return writer.write(flow);
    },
  };
  const names = () => sqlite.prepare('select name from marks order by name').pluck().all();
  const saying = sayThatItRuns(
    store,
    () => answers,
    () => {},
    5,
  );
  while (said < 2) await sleep(5);
  expect(names()).toEqual(['worker_seen']);
  answers = true;
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
  const saying = sayThatItRuns(
    store,
    () => false,
    error => errors.push(error),
    5,
  );
  while (errors.length < 2) await sleep(5);
  saying.stop();
});
