import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { RUNS } from './volume.ts';

const CHILD = fileURLToPath(new URL('remember.ts', import.meta.url));
/** Rounds of requests; the first warms up, and what is held after the second is what must do for the last. */
const ROUNDS = 5;
const EACH = RUNS * 2;
/** Bytes that may be held for a request that is over: caches that are not yet full, compiled code. */
const FOR_EACH = 3_000;

describe.concurrent('after thousands of hostile requests', () => {
  test(
    'memory is where it was',
    async () => {
      const growth = await heldFor();
      expect(growth).toBeLessThan(FOR_EACH);
    },
    RUNS * 3_000,
  );

  test(
    'eight thousand bytes kept for each request would show',
    async () => {
      const growth = await heldFor('--leak');
      expect(growth).toBeGreaterThan(FOR_EACH);
    },
    RUNS * 3_000,
  );
});

/** Bytes that were held in the end for each request since the warm-up. */
async function heldFor(...more: string[]): Promise<number> {
  const args = ['--expose-gc', CHILD, `${ROUNDS}`, `${EACH}`, ...more];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 2 ** 24 });
  const { held } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { held: number[] };
  expect(held).toHaveLength(ROUNDS);
  return ((held.at(-1) ?? 0) - (held[1] ?? 0)) / (EACH * (ROUNDS - 2));
}
