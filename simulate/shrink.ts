import { type Breach, run } from './run.ts';

/** A breach that shows only at the end may have come of the first few steps: the fewest of which the same one comes. */
export async function fewestSteps(seed: number, breach: Breach, steps: number): Promise<number> {
  if (breach.step <= steps) return breach.step;
  for (let fewer = 5; fewer < steps; fewer += 5) {
    const again = await run(seed, fewer);
    if (again.breach?.invariant === breach.invariant) return fewer;
  }
  return steps;
}
