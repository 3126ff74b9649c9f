import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Tx } from '../../core/store/writer.ts';
import { keepIndexMerged } from '../../worker/merges.ts';

test('merges where anything was written, and never twice at the same time', async () => {
  let version = 1;
  let under = 0;
  let most = 0;
  let merges = 0;
  const store = {
    dataVersion: () => version,
    async write<T>(_flow: (tx: Tx) => Promise<T>): Promise<T> {
      under += 1;
      most = Math.max(most, under);
      await sleep(20);
      under -= 1;
      merges += 1;
      return (merges % 3 !== 0) as T;
    },
  };
  const keeping = keepIndexMerged(store, () => {}, 5);
  try {
    await expect.poll(() => merges).toBe(3);
    await sleep(50);
    expect([merges, most]).toEqual([3, 1]);
    version += 1;
    await expect.poll(() => merges).toBe(6);
    version += 1;
    await expect.poll(() => under).toBe(1);
  } finally {
    await keeping.stop();
  }
  // Nothing goes on when it has stopped: the database may be closed then.
  const before = merges;
  await sleep(50);
  expect([under, merges]).toEqual([0, before]);
});

test('an index that can never be merged holds up nothing else, and what went wrong is said', async () => {
  let version = 1;
  let merges = 0;
  const said: unknown[] = [];
  const full = new Error('full');
  const store = {
    dataVersion: () => version,
    write: () => {
      merges += 1;
      return merges > 30 ? Promise.reject(full) : Promise.resolve(true as never);
    },
  };
  const keeping = keepIndexMerged(store, error => said.push(error), 5);
  try {
    await expect.poll(() => merges).toBe(20);
    version += 1;
    await expect.poll(() => said).toEqual([full]);
    version += 1;
    await expect.poll(() => said).toEqual([full, full]);
  } finally {
    await keeping.stop();
  }
});
