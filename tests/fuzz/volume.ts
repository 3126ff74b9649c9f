import fc from 'fast-check';

/** How many requests to each route, from the seed that is the same every time, and as many from one that never is. */
export const RUNS = Number(process.env.FUZZ_RUNS ?? 100);
const SEED = 20_261_120;

/** Checks a property from a fixed seed and from a new one; a failure names its seed and path. */
export async function hold<T>(property: fc.IAsyncProperty<T>, runs = RUNS): Promise<void> {
  for (const seed of [SEED, Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31))]) {
    // Shrinking plays requests again on what the others left; the first failure says more.
    await fc.assert(property, { seed, numRuns: runs, endOnFailure: true });
  }
}
