import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { keepLogShort } from '../../worker/checkpoints.ts';

test('the worker copies the log when something was written, and only then', async () => {
  let version = 1;
  let copied = 0;
  const store = {
    dataVersion: () => version,
    checkpoint: async () => {
      copied += 1;
    },
  };
  const keeping = keepLogShort(store, () => {}, 5);
  const times = async (wanted: number) => {
    while (copied < wanted) await sleep(5);
  };
  await times(1);
  await sleep(40);
  expect(copied).toBe(1);
  version += 1;
  await times(2);
  keeping.stop();
  version += 1;
  await sleep(40);
  expect(copied).toBe(2);
});

test('a disk that fails under it is said, and it goes on', async () => {
  const said: unknown[] = [];
  let version = 0;
  const store = {
    dataVersion: () => {
      version += 1;
      return version;
    },
    checkpoint: () => Promise.reject(new Error('disk I/O error')),
  };
  const keeping = keepLogShort(store, error => said.push(error), 5);
  while (said.length < 2) await sleep(5);
  keeping.stop();
});
