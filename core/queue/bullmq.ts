import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { effectJob, jobId, PREFIX, QUEUE } from './jobs.ts';
import type { Perform, Scheduler, Wake } from './scheduler.ts';

/** What a scheduler has to say about itself: codes, never words. */
export type Report = (code: 'redis_lost' | 'redis_back' | 'job_failed', details?: { error?: string }) => void;

/** Puts wakes into Redis. Without a connection a hint is dropped: the worker's sweep finds the effect all the same. */
export function createBullScheduler(url: string, now: () => number, report: Report): Scheduler {
  const { redis, leave } = connect(url, report, { enableOfflineQueue: false, maxRetriesPerRequest: 1 });
  let queue: Queue | null = null;
  // A copy that may only be read, or one that is full, is connected and takes nothing.
  let refused = false;
  redis.on('ready', () => {
    queue ??= openQueue(redis, failed => {
      if (queue === failed) queue = null;
    });
  });
  return {
    hint(wakes) {
      if (!queue || redis.status !== 'ready' || wakes.length === 0) return;
      const jobs = wakes.map(({ id, dueAt }) => ({
        name: 'effect',
        data: { effect: id },
        opts: {
          jobId: jobId(id, dueAt),
          delay: Math.max(0, dueAt - now()),
          removeOnComplete: true,
          removeOnFail: true,
        },
      }));
      queue.addBulk(jobs).then(
        () => {
          refused = false;
        },
        () => {
          refused = true;
          report('job_failed', { error: 'not_added' });
        },
      );
    },
    answers: () => redis.status === 'ready' && !refused,
    async close() {
      leave();
      if (queue) await settled(queue.close());
      redis.disconnect();
    },
  };
}

/**
 * Performs what Redis wakes it for; what has to be tried later goes back with its new time. `close` lets nothing new in
 * and waits for what is under way, at most so long (milliseconds).
 */
export function createBullConsumer(
  url: string,
  perform: Perform,
  options: { again: (wakes: readonly Wake[]) => void; report: Report; concurrency: number },
): { close(most?: number): Promise<void> } {
  const { redis, leave } = connect(url, options.report, { maxRetriesPerRequest: null });
  const underWay = new Set<Promise<unknown>>();
  const worker = new Worker(
    QUEUE,
    async job => {
      const { effect } = effectJob.parse(job.data);
      const performing = perform(effect);
      underWay.add(performing);
      const next = await performing.finally(() => underWay.delete(performing));
      if (next !== null) options.again([{ id: effect, dueAt: next }]);
    },
    { connection: redis, prefix: PREFIX, concurrency: options.concurrency },
  );
  // Without a listener an error event would end the process.
  worker.on('error', () => {});
  worker.on('failed', () => options.report('job_failed', { error: 'perform' }));
  return {
    async close(most = 9_000) {
      leave();
      // Waiting for Redis to answer could last for ever when it is gone; what is under way gets its time all the same.
      const closing = worker.close(redis.status !== 'ready');
      await within(most, Promise.allSettled(underWay));
      await settled(closing);
      redis.disconnect();
    },
  };
}

/**
 * A queue on a connection that is ready: BullMQ asks Redis for its version as its first act, and a queue for which that
 * failed never adds anything again.
 */
function openQueue(redis: Redis, onFailed: (queue: Queue) => void): Queue {
  const queue = new Queue(QUEUE, { connection: redis, prefix: PREFIX });
  queue.on('error', () => {});
  queue.waitUntilReady().catch(() => onFailed(queue));
  return queue;
}

function connect(
  url: string,
  report: Report,
  options: { enableOfflineQueue?: boolean; maxRetriesPerRequest: number | null },
): { redis: Redis; leave: () => void } {
  const redis = new Redis(url, { ...options, retryStrategy: times => Math.min(times * 100, 2_000) });
  let lost = false;
  redis.on('error', () => {});
  let left = false;
  redis.on('close', () => {
    if (left) return;
    if (!lost) report('redis_lost');
    lost = true;
  });
  redis.on('ready', () => {
    if (lost) report('redis_back');
    lost = false;
  });
  // A connection that we end ourselves is not lost.
  const leave = () => {
    left = true;
  };
  return { redis, leave };
}

/** Closing must end: what hangs on a lost connection is left behind after a second. */
async function settled(closing: Promise<unknown>): Promise<void> {
  await within(
    1_000,
    closing.catch(() => {}),
  );
}

async function within(most: number, ending: Promise<unknown>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, most);
  await Promise.race([ending, promise]);
  clearTimeout(timer);
}
