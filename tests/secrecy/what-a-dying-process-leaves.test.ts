import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { traceOf } from '../../cli/trace.ts';
import { Installation } from '../e2e/installation.ts';
import { found, SENTENCE } from './needles.ts';
import { filesBelow, processesIn } from './places.ts';

const CHILD = fileURLToPath(new URL('dying.ts', import.meta.url));
const MAIN = fileURLToPath(new URL('../../cli/main.js', import.meta.url));

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

interface Left {
  said: string;
  files: string[];
  /** Needles that are in what it said or in a file. */
  leaks: string[];
}

/** Lets a process die in a folder of its own, and tells all that it left. */
function dies(words: readonly string[], { cores = false, options = '' } = {}): Left {
  const folder = mkdtempSync(join(tmpdir(), 'second-ring-dying-'));
  folders.push(folder);
  const command = [
    `ulimit -c ${cores ? 'unlimited' : 0}; exec "$0" "$@"`,
    process.execPath,
    '--max-old-space-size=40',
    CHILD,
    ...words,
  ];
  const { stdout, stderr } = spawnSync('sh', ['-c', ...command], {
    cwd: folder,
    env: { PATH: process.env.PATH, NODE_OPTIONS: options },
    encoding: 'utf8',
  });
  const files = filesBelow(folder);
  const said = stdout + stderr;
  const leaks = [...found(said), ...files.flatMap(({ bytes }) => found(bytes))];
  return { said, files: files.map(({ path }) => path.slice(folder.length + 1)), leaks };
}

describe('an error that nobody caught is told without what it says', () => {
  test.each(['thrown', 'rejected', 'quoted by JSON.parse'])('%s', how => {
    const { said, files, leaks } = dies(['careful', how]);
    expect([leaks, files]).toEqual([[], []]);
    expect(said).toMatch(
      /^This is a defect of Second Ring, please report it:\n\w*Error\n {4}at .*dying\.ts:\d+:\d+/,
    );
    // The same without the care, so that there was something to hide.
    expect(dies(['bare', how]).leaks).not.toEqual([]);
  });

  test('thrown, and no error', () => {
    expect(dies(['careful', 'thrown, and no error'])).toMatchObject({
      leaks: [],
      said: expect.stringContaining('a string was thrown'),
    });
  });

  test('nor by the command that ran into it', () => {
    const error = new SyntaxError(`${SENTENCE} is not valid JSON`, { cause: new Error(SENTENCE) });
    expect(found(traceOf(error))).toEqual([]);
    expect(traceOf(error)).toMatch(/^SyntaxError\n {4}at [\s\S]*\ncaused by\nError\n {4}at /);
  });
});

describe('no file is left', () => {
  const REPORTS = { options: '--report-on-fatalerror --report-uncaught-exception --report-on-signal' };

  test.each(['thrown', 'out of memory', 'asked for a report'])(
    '%s, with reports asked for',
    how => {
      const { files, leaks } = dies(['careful', how], REPORTS);
      expect([leaks, files]).toEqual([[], []]);
      expect(dies(['bare', how], REPORTS).files).toEqual([expect.stringMatching(/^report\./)]);
    },
    60_000,
  );

  test('aborted: whatever core file the system writes holds nothing of the memory', () => {
    const { files, leaks } = dies(['careful', 'aborted'], { cores: true });
    expect(leaks).toEqual([]);
    expect(files.length).toBeLessThanOrEqual(1);
  }, 60_000);
});

test('a signal opens no debugger', () => {
  expect(dies(['careful', 'asked for a debugger']).said).toBe('');
  expect(dies(['bare', 'asked for a debugger']).said).toContain('Debugger listening');
});

test('the server takes that care itself', async () => {
  const practice = await Installation.begin();
  const server = await practice.serve();
  const [running] = processesIn(practice.folder);
  expect(running?.coreFilter).toBe('00000000');
  server.send('SIGUSR1');
  expect((await fetch(`${practice.url}/livez`)).status).toBe(200);
  expect(await server.stop()).toMatchObject({ code: 0 });
  expect(server.output).not.toContain('Debugger');
});

test.each([
  ['serve', '--heapsnapshot-signal=SIGUSR2'],
  ['serve', '--heapsnapshot_near_heap_limit=2'],
  ['work', '--report-on-fatalerror'],
  ['work', '--inspect=127.0.0.1:0'],
  ['serve', '--abort-on-uncaught-exception'],
])('%s does not work under %s', (command, option) => {
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    [option, MAIN, command, '--config', 'none.yaml'],
    {
      env: { PATH: process.env.PATH },
      encoding: 'utf8',
    },
  );
  const name = option.replace(/=.*/, '').replaceAll('_', '-');
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain(`Node.js was started with ${name}, which can write clients' words`);
});
