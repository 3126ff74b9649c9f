import { startCarrier } from '../carrier.ts';
import type { Effort } from '../effort.ts';
import { type Figure, percentile } from '../figures.ts';
import { missCalls } from '../missed.ts';
import { makePractice } from '../practice.ts';
import { type Redis, startRedis } from '../redis.ts';
import { freePort, startServer, startWorker } from '../running.ts';

const EFFORT = {
  whole: { lines: 20, warm: 20, calls: 200 },
  quick: { lines: 20, warm: 1, calls: 3 },
} as const;

/** From a missed call to the carrier being asked for the text, through the real server and worker. */
export async function measureSending(effort: Effort): Promise<Figure[]> {
  const alone = await measure(effort, null);
  await using redis = await startRedis();
  return [
    ...figuresOf('alone', 'without Redis', alone),
    ...figuresOf('redis', 'with Redis', redis && (await measure(effort, redis))),
  ];
}

async function measure(effort: Effort, redis: Redis | null): Promise<number[]> {
  const { lines, warm, calls } = EFFORT[effort];
  await using carrier = await startCarrier();
  using practice = makePractice({
    port: await freePort(),
    carrier: carrier.url,
    lines,
    ...(redis ? { redis: redis.url } : {}),
  });
  await using _server = await startServer(practice.file);
  await using _worker = await startWorker(practice.file);
  await missCalls(practice, carrier, 0, warm);
  // Awaited here, or both would be stopped before it has begun.
  return await missCalls(practice, carrier, warm, calls);
}

function figuresOf(id: string, how: string, samples: number[] | null): Figure[] {
  const at = (share: number) => (samples ? percentile(samples, share) : null);
  const part = 'sending';
  return [
    { part, id: `sending.p50.${id}`, what: `${how}: p50`, value: at(0.5), unit: 'ms', aim: { most: 25 } },
    { part, id: `sending.p99.${id}`, what: `${how}: p99`, value: at(0.99), unit: 'ms', aim: { most: 250 } },
  ];
}
