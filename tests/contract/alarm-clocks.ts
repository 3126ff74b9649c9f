import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../core/clock.ts';
import { type EffectId, newId, systemRandom } from '../../core/ids.ts';
import { createBullConsumer, createBullScheduler, type Report } from '../../core/queue/bullmq.ts';
import type { Perform, Scheduler } from '../../core/queue/scheduler.ts';
import { changeEffect, findEffect, promise } from '../../core/store/effects.ts';
import { openStore, type Store } from '../../core/store/store.ts';
import { Sweep, watch } from '../../worker/sweep.ts';
import type { RedisServer } from './redis.ts';

export const now = (): number => systemClock.now().epochMilliseconds;

/** A server that promises and a worker that performs, each with its own connection to one database. */
export interface Practice {
  server: Store;
  worker: Store;
  perform: Perform;
  /** What was performed, in order, and when (epoch milliseconds). */
  performed: { id: EffectId; at: number }[];
  /** Milliseconds that performing takes from now on. */
  takes: number;
  /** Promises effects that fall due so many milliseconds from now. */
  promise(...delays: number[]): Promise<EffectId[]>;
  /** Resolves when so many were performed in all; rejects after twenty seconds. */
  until(count: number): Promise<void>;
  end(): Promise<void>;
}

export function openPractice(): Practice {
  const folder = mkdtempSync(join(tmpdir(), 'second-ring-alarm-'));
  const open = (migrates: boolean) =>
    openStore({ folder, key: 'c3'.repeat(32), clock: systemClock, random: systemRandom, migrates });
  const server = open(true);
  const worker = open(false);
  const performed: { id: EffectId; at: number }[] = [];
  const practice: Practice = {
    server,
    worker,
    performed,
    takes: 0,
    async perform(id) {
      const next = await worker.write(async tx => {
        const effect = await findEffect(tx, id);
        if (effect?.state !== 'pending') return null;
        if (effect.due_at > tx.now) return effect.due_at;
        await changeEffect(tx, id, { state: 'done' });
        return 'mine' as const;
      });
      if (next !== 'mine') return next;
      await sleep(practice.takes);
      performed.push({ id, at: now() });
      return null;
    },
    promise(...delays) {
      return server.write(async tx => {
        const ids: EffectId[] = [];
        for (const delay of delays) {
          const about = newId<string>(tx.now, tx.random);
          const id = await promise(tx, { kind: 'send_text', about, key: about, dueAt: tx.now + delay });
          if (id) ids.push(id);
        }
        return ids;
      });
    },
    async until(count) {
      for (const end = now() + 20_000; performed.length < count; await sleep(10)) {
        if (now() > end) throw new Error(`Only ${performed.length} of ${count} were performed`);
      }
    },
    async end() {
      await server.close();
      await worker.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return practice;
}

/** A running alarm clock, as the worker and the server wire it. */
export interface Alarm {
  /** Wakes of the server, for clocks that take them. */
  hint: Scheduler['hint'];
  /** What it reported, in order. */
  said: string[];
  stop(): Promise<void>;
}

/** The database itself is watched. */
export function localAlarm({ worker, perform }: Practice): Alarm {
  const watching = sweepOf({ worker, perform }, false);
  return { hint: () => {}, said: watching.said, stop: () => watching.stop(9_000) };
}

/** Redis wakes; the slow sweep catches what Redis lost, unless it is left out. */
export function redisAlarm(practice: Practice, redis: RedisServer, floor = true): Alarm {
  const { server, worker, perform } = practice;
  const said: string[] = [];
  const report: Report = code => said.push(code);
  const ofServer = createBullScheduler(redis.url, now, report);
  const ofWorker = createBullScheduler(redis.url, now, report);
  server.onPromised(promised => ofServer.hint(promised));
  worker.onPromised(promised => ofWorker.hint(promised));
  const again: Scheduler['hint'] = wakes => ofWorker.hint(wakes);
  const consumer = createBullConsumer(redis.url, perform, { again, report, concurrency: 16 });
  const watching = floor ? sweepOf(practice, true) : null;
  return {
    hint: wakes => ofServer.hint(wakes),
    said,
    async stop() {
      await Promise.all([consumer.close(9_000), watching?.stop(9_000)]);
      await Promise.all([ofServer.close(), ofWorker.close()]);
    },
  };
}

function sweepOf({ worker, perform }: Pick<Practice, 'worker' | 'perform'>, redis: boolean) {
  const said: string[] = [];
  const onError = (error: unknown) => said.push(String(error));
  const releaseLost = async () => 0;
  const sweep = new Sweep({ store: worker, clock: systemClock, perform, releaseLost, onError });
  const watching = watch(sweep, { store: worker, clock: systemClock, redis, onError });
  return { said, stop: (most: number) => watching.stop(most) };
}
