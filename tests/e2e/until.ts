import { setTimeout as sleep } from 'node:timers/promises';

/** Generous: it is a limit for what never happens, not a measure of how quick things are. Milliseconds. */
export const LIMIT = 45_000;

/** Waits until something holds and gives it; fails with what was waited for. `pause` lies between two looks. */
export async function until<T>(
  what: string,
  look: () => T | null | undefined | false | Promise<T | null | undefined | false>,
  limit = LIMIT,
  pause = 20,
): Promise<T> {
  const end = performance.now() + limit;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== null && seen !== false) return seen;
    if (performance.now() > end) throw new Error(`It did not happen: ${what}`);
    await sleep(pause);
  }
}
