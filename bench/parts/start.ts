import { setTimeout as sleep } from 'node:timers/promises';
import type { Effort } from '../effort.ts';
import { type Figure, percentile } from '../figures.ts';
import { makePractice, type Practice } from '../practice.ts';
import { freePort, type Memory, memoryOf, startServer, startWorker } from '../running.ts';

/** Both processes are at rest some seconds after they began. */
const EFFORT = {
  whole: { starts: 9, anew: 3, rest: 5_000 },
  quick: { starts: 1, anew: 1, rest: 100 },
} as const;

/** How long the server takes from its start until it listens, and what both processes hold when nothing happens. */
export async function measureStart(effort: Effort): Promise<Figure[]> {
  const { starts, anew, rest } = EFFORT[effort];
  using practice = makePractice({ port: await freePort() });
  // The very first one makes the database, and Node.js keeps what it compiled.
  await startOnce(practice);
  const kept: number[] = [];
  const compiled: number[] = [];
  for (let n = 0; n < starts; n += 1) {
    kept.push(await startOnce(practice));
    if (n < anew) compiled.push(await startOnce(practice, { NODE_DISABLE_COMPILE_CACHE: '1' }));
  }
  const part = 'start';
  return [
    {
      part,
      id: 'start.p50',
      what: 'the server, until it listens: p50',
      value: percentile(kept, 0.5),
      unit: 'ms',
      aim: { most: 600 },
    },
    {
      part,
      id: 'start.without_cache.p50',
      what: 'the same where Node.js must compile everything: p50',
      value: percentile(compiled, 0.5),
      unit: 'ms',
    },
    ...restFigures(await memoryAtRest(practice, rest)),
  ];
}

async function startOnce({ file }: Practice, env: NodeJS.ProcessEnv = {}): Promise<number> {
  await using server = await startServer(file, env);
  return server.took;
}

async function memoryAtRest({ file }: Practice, rest: number): Promise<Memory | null> {
  await using server = await startServer(file);
  await using worker = await startWorker(file);
  await sleep(rest);
  const [one, other] = [memoryOf(server.pid), memoryOf(worker.pid)];
  if (!one || !other) return null;
  return {
    resident: one.resident + other.resident,
    proportional: one.proportional + other.proportional,
  };
}

function restFigures(memory: Memory | null): Figure[] {
  const part = 'start';
  return [
    {
      part,
      id: 'rest.proportional',
      what: 'server and worker at rest, a page they share counted once (PSS)',
      value: memory?.proportional ?? null,
      unit: 'MB',
      aim: { most: 180 },
    },
    {
      part,
      id: 'rest.resident',
      what: 'server and worker at rest, such a page counted twice (RSS)',
      value: memory?.resident ?? null,
      unit: 'MB',
    },
  ];
}
