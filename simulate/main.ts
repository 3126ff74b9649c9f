import { parseArgs } from 'node:util';
import { run, STEPS } from './run.ts';
import { fewestSteps } from './shrink.ts';

const { values } = parseArgs({
  options: {
    /** How many seeds, counted from the first. */
    seeds: { type: 'string' },
    /** The first seed; alone, the only one. */
    seed: { type: 'string' },
    steps: { type: 'string', default: String(STEPS) },
    /** Prints everything that happened. */
    trace: { type: 'boolean', default: false },
  },
});
const first = Number(values.seed ?? 1);
const seeds = Number(values.seeds ?? (values.seed === undefined ? 100 : 1));
const steps = Number(values.steps);

const say = (line: string) => process.stdout.write(`${line}\n`);

let failed = 0;
for (let played = 1; played <= seeds; played += 1) {
  const { seed, breach, trace } = await run(first + played - 1, steps);
  if (values.trace) say(trace);
  if (breach) {
    failed += 1;
    say(`seed ${seed}, step ${breach.step} of ${steps}: ${breach.invariant}`);
    for (const line of breach.what.slice(0, 5)) say(`    ${line}`);
    say(`    npm run simulate -- --seed ${seed} --steps ${await fewestSteps(seed, breach, steps)} --trace`);
  }
  if (played % 25 === 0) say(`${played} of ${seeds} played, ${failed} failed`);
}
say(failed > 0 ? `${failed} of ${seeds} seeds failed.` : `All ${seeds} seeds hold.`);
process.exitCode = failed > 0 ? 1 : 0;
