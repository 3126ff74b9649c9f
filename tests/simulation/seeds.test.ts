import { expect, test } from 'vitest';
import { run } from '../../simulate/run.ts';

/** So many runs are played here each time; `npm run simulate -- --seeds N` plays as many as there is time for. */
const SEEDS = 20;

test(`whatever happens in ${SEEDS} runs, every promise holds`, { timeout: 600_000 }, async () => {
  const breaches: unknown[] = [];
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const { breach } = await run(seed);
    if (breach) breaches.push({ again: `npm run simulate -- --seed ${seed}`, ...breach });
  }
  expect(breaches).toEqual([]);
});

test('one seed is one run, to the byte', async () => {
  const [once, again, other] = [await run(7), await run(7), await run(8)];
  expect(once.trace.length).toBeGreaterThan(2_000);
  expect(again.trace).toBe(once.trace);
  expect(other.trace).not.toBe(once.trace);
});
