import { expect } from 'vitest';
import { run } from '../../simulate/run.ts';

/** Plays seeds one after the other; fails with all that did not hold and how to see it again. Returns what was met. */
export async function playAndHold(seeds: Iterable<number>): Promise<Set<string>> {
  const breaches: string[] = [];
  const met = new Set<string>();
  for (const seed of seeds) {
    const { breach, met: situations } = await run(seed);
    for (const situation of situations) met.add(situation);
    if (breach) {
      const { invariant, step, what } = breach;
      breaches.push(
        `npm run simulate -- --seed ${seed}  # step ${step}: ${invariant}: ${what.slice(0, 3).join('; ')}`,
      );
    }
  }
  expect(breaches).toEqual([]);
  return met;
}

/** `count` seeds from `first` on, in steps of two: two test files share the machine's processors. */
export function* everySecond(first: number, count: number): Generator<number> {
  for (let index = 0; index < count; index += 1) yield first + 2 * index;
}
