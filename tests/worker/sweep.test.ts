import { expect, test } from 'vitest';
import { systemClock } from '../../core/clock.ts';
import { Sweep } from '../../worker/sweep.ts';
import { openPractice } from '../contract/alarm-clocks.ts';

test('stopping waits for what is under way, at most as long as it may, and begins nothing new', async () => {
  const practice = openPractice();
  practice.takes = 300;
  const sweep = new Sweep({
    store: practice.worker,
    clock: systemClock,
    perform: practice.perform,
    releaseLost: async () => 0,
    onError: error => {
      throw error;
    },
  });
  await practice.promise(0);
  await sweep.start();
  expect(sweep.underWay).toBe(1);
  await practice.promise(0);
  await sweep.stop(9_000);
  expect(practice.performed).toHaveLength(1);
  expect(await sweep.start()).toBe(null);
  expect(practice.performed).toHaveLength(1);
  await practice.end();
});

test('an effect that breaks us is left alone for a while, and holds up nothing else', async () => {
  const practice = openPractice();
  const broken: unknown[] = [];
  const [poison] = await practice.promise(0);
  let tries = 0;
  const sweep = new Sweep({
    store: practice.worker,
    clock: systemClock,
    perform: async id => {
      if (id !== poison) return practice.perform(id);
      tries += 1;
      throw new Error('a mistake of ours');
    },
    releaseLost: async () => 0,
    onError: error => broken.push(error),
  });
  await sweep.drain();
  await practice.promise(0, 0);
  await sweep.drain();
  await sweep.drain();
  expect(tries).toBe(1);
  expect(broken).toHaveLength(1);
  expect(practice.performed).toHaveLength(2);
  await practice.end();
});
