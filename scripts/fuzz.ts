/** `npm run fuzz -- --runs 5000 --seed 7`: the suite of tests/fuzz with more requests to each route than `npm test`. */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    /** Requests to each route. */
    runs: { type: 'string', default: '1000' },
    /** In place of a seed that is new every time; a failure names its own. */
    seed: { type: 'string' },
  },
});
const env = { ...process.env, FUZZ_RUNS: values.runs, ...(values.seed && { FUZZ_SEED: values.seed }) };
const { status } = spawnSync('vitest', ['run', 'tests/fuzz', '--testTimeout=3600000'], {
  stdio: 'inherit',
  env,
});
process.exitCode = status ?? 1;
