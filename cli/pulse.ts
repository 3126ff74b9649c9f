import { writeFileSync } from 'node:fs';

/** How often at the most it is written down, in milliseconds; `cli/healthy.js` waits for six times as long. */
const EVERY = 10_000;

/**
 * What a worker calls at each turn to show that it is alive: the file is written anew, by whose age anybody beside it can
 * tell. It lies in memory, and is empty. That it cannot be written is no reason to stop; whoever looks will see it age.
 *
 * @param now a clock that never goes back, in milliseconds
 */
export function pulseIn(file: string, now: () => number = () => performance.now()): () => void {
  let next = Number.NEGATIVE_INFINITY;
  return () => {
    if (now() < next) return;
    next = now() + EVERY;
    try {
      writeFileSync(file, '');
    } catch {
      // See above.
    }
  };
}
