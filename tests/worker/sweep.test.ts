import { expect, test } from 'vitest';
import { systemClock } from '../../core/clock.ts';
import { createLog } from '../../core/log.ts';
import { promise } from '../../core/store/effects.ts';
import { createWorker } from '../../worker/main.ts';
import { Sweep, watch } from '../../worker/sweep.ts';
import { now, openPractice } from '../contract/alarm-clocks.ts';
import { until } from '../e2e/until.ts';
import { practiceConfig } from './practice-config.ts';

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

test('what is due and cannot begin does not make it look again at once, nor miss what falls due meanwhile', async () => {
  const practice = openPractice();
  const from = now();
  const sweep = new Sweep({
    store: practice.worker,
    clock: systemClock,
    perform: () => new Promise(() => {}),
    releaseLost: async () => 0,
    onError: () => {},
  });
  await practice.promise(...Array.from({ length: 30 }, () => 0));
  await sweep.start();
  const [, again] = [await sweep.start(), await sweep.start()];
  expect(sweep.underWay).toBeLessThan(30);
  expect(again).toBeGreaterThanOrEqual(from + 1_000);
  const soon = await practice.server.write(async tx => {
    await promise(tx, { kind: 'send_text', about: 'soon', key: 'soon', dueAt: tx.now + 700 });
    return tx.now + 700;
  });
  expect(await sweep.start()).toBe(soon);
  await practice.end();
});

test('a worker with nothing lost writes nothing to find that out', async () => {
  const practice = openPractice();
  const config = practiceConfig();
  const before = practice.server.dataVersion();
  const { sweep } = await createWorker({
    store: practice.worker,
    config: () => config,
    clock: systemClock,
    log: createLog('silent', 'test', { write: () => {} }),
    fetch: () => Promise.reject(new Error('Nothing goes out here')),
  });
  let writes = 0;
  const { write } = practice.worker;
  Object.assign(practice.worker, {
    write: (flow: Parameters<typeof write>[0]) => {
      writes += 1;
      return write(flow);
    },
  });
  for (let times = 0; times < 3; times += 1) await sweep.start();
  expect([writes, practice.server.dataVersion()]).toEqual([0, before]);
  await practice.end();
});

test('a worker that cannot look at what is due shows no pulse until it can again', async () => {
  const practice = openPractice();
  let works = true;
  let looks = 0;
  let broke = 0;
  const onError = () => {
    broke += 1;
  };
  const sweep = new Sweep({
    store: practice.worker,
    clock: systemClock,
    perform: practice.perform,
    async releaseLost() {
      if (!works) throw new Error('the disk is full');
      return 0;
    },
    onError,
  });
  const onLook = () => {
    looks += 1;
  };
  const watching = watch(sweep, {
    store: practice.worker,
    clock: systemClock,
    redis: false,
    onError,
    onLook,
  });
  await until('it looks', () => looks > 2);
  works = false;
  await practice.promise(0);
  await until('it fails', () => broke > 0);
  const before = looks;
  await until('it fails again', () => broke > 1);
  expect(looks).toBe(before);
  works = true;
  await until('it looks again', () => looks > before);
  await until('it does what was due', () => practice.performed.length === 1);
  await watching.stop(1_000);
  await practice.end();
});
