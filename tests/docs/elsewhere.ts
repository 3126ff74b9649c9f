/** A command of this project that a page names, and another test runs: it stays, rings phones, or takes minutes. */
export interface Elsewhere {
  /** The whole command, as a page writes it, from the program's own name on. */
  command: RegExp;
  because: string;
  /** The test that runs it. */
  shownBy: string;
}

export const ELSEWHERE: readonly Elsewhere[] = [
  {
    command: /^npm ci(?: --omit=dev)?$/,
    because: 'it would install once more what the tests run on',
    shownBy: '.ci/run',
  },
  { command: /^npm test$/, because: 'it is running', shownBy: '.ci/run' },
  { command: /^npm run check$/, because: 'it takes half a minute', shownBy: '.ci/run' },
  {
    command: /^npm run audit$/,
    because: 'it asks the internet; a release asks',
    shownBy: 'tests/scripts/known-weaknesses.test.ts',
  },
  { command: /^npm run test:containers$/, because: 'it builds images for minutes', shownBy: '.ci/run' },
  { command: /^npm run demo$/, because: 'it stays', shownBy: 'tests/e2e/the-demo.test.ts' },
  { command: /^npm run build$/, because: 'it is built already', shownBy: 'tests/setup/built-desk.ts' },
  {
    command: /^npm run screens$/,
    because: 'it draws for minutes',
    shownBy: 'tests/e2e/the-desk-anywhere.test.ts',
  },
  {
    command: /^npm run bench( -- .*)?$/,
    because: 'it measures for minutes',
    shownBy: 'tests/bench/quick-run.test.ts',
  },
  {
    command: /^setup(?: sheet)?$/,
    because: 'it asks on a terminal; here it puts the practice there that it would have made',
    shownBy: 'tests/cli/setup/script.test.ts',
  },
  {
    command: /^second-ring connect(?: --undo)?(?: --dry-run| --yes)?$/,
    because: 'it needs an account at Twilio',
    shownBy: 'tests/cli/connect.test.ts',
  },
  {
    command: /^second-ring doctor(?: --lookups| --json)?$/,
    because: 'it looks at the machine and asks the internet, and leaves with what it found',
    shownBy: 'tests/cli/doctor.test.ts',
  },
  {
    command: /^second-ring test-call(?: --who(?: \w+)+)?$/,
    because: 'it rings phones',
    shownBy: 'tests/e2e/test-call.test.ts',
  },
  {
    command: /^second-ring contact (?:find|erase \S+)$/,
    because: 'it asks on a terminal',
    shownBy: 'tests/cli/keeping.test.ts',
  },
  {
    command: /^second-ring keep erase-crisis \S+$/,
    because: 'nobody has handled a crisis on the stage',
    shownBy: 'tests/cli/keeping.test.ts',
  },
  {
    command: /^second-ring health$/,
    because: 'it leaves with 1 while nothing runs',
    shownBy: 'tests/cli/health.test.ts',
  },
  {
    command: /^second-ring queue --watch$/,
    because: 'it stays',
    shownBy: 'tests/cli/queue-watch.test.ts',
  },
  {
    command: /^encrypted-volume\.sh set-up (?:--size \d+G|--device \/\S+)(?: --swap \d+G)?(?: --dry-run)?$/,
    because: 'it needs root, and asks for a passphrase',
    shownBy: 'tests/scripts/encrypted-volume.test.ts',
  },
  {
    command: /^second-ring-volume (?:unlock|lock|check)$/,
    because: 'it needs root, and asks for a passphrase',
    shownBy: 'tests/scripts/encrypted-volume.test.ts',
  },
];
