import fc from 'fast-check';

/** How many requests to each route, with the seed that is the same every time and again with one that never is. */
export const RUNS = Number(process.env.FUZZ_RUNS ?? 100);
const SEED = 20_261_120;

/** Checks a property from a fixed seed and from a new one; a failure names its seed and path. */
export async function hold<T>(
  property: (seed: number) => Promise<fc.IAsyncProperty<T>>,
  runs = RUNS,
): Promise<void> {
  for (const seed of [SEED, Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31))]) {
    // Shrinking plays requests again on what the others left; the first failure says more.
    await fc.assert(await property(seed), { seed, numRuns: runs, endOnFailure: true });
  }
}
