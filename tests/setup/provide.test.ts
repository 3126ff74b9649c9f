import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CHROMIUM, NEEDED, REDIS_SERVER } from './programs.ts';
import { type Machine, provide } from './provide.ts';

let folder: string;
let said: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'needs-'));
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

function program(name: string, script = ''): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
}

function machine(change: Partial<Machine> = {}): Machine {
  const say = (line: string) => said.push(line);
  const servicePolicy = join(folder, 'policy');
  return { path: folder, isRoot: true, osRelease: 'ID=debian\n', servicePolicy, pause: 1, say, ...change };
}

/** An apt that installs by making the programs, once it has been called often enough. */
function apt(worksAt: number): void {
  program(
    'apt-get',
    `case "$*" in *update*) exit 0;; esac
     echo x >> '${folder}/calls'
     [ "$(/usr/bin/wc -l < '${folder}/calls')" -ge ${worksAt} ] || { echo 'Could not get lock'; exit 100; }
     [ -f '${folder}/policy' ] || exit 99
     for name in ${NEEDED.map(({ names }) => names[0]).join(' ')}; do
       echo '#!/bin/sh' > '${folder}'/$name; /bin/chmod +x '${folder}'/$name
     done`,
  );
}

test('what is there already is left alone', async () => {
  program('valkey-server');
  for (const { names } of NEEDED.slice(1)) program(names[0] ?? '');
  expect(await provide(NEEDED, machine())).toBeNull();
  expect(said).toEqual([]);
});

test('root on Debian gets it installed, with no service started and no trace left', async () => {
  apt(1);
  expect(await provide(NEEDED, machine())).toBeNull();
  expect(said).toEqual([
    'Installing for the tests: redis-server, chromium, cryptsetup-bin, nginx-light, git, openssl, mount, bsdutils, util-linux',
  ]);
  expect(existsSync(join(folder, 'policy'))).toBe(false);
});

test('a lock is waited for, and said', async () => {
  apt(3);
  expect(await provide(NEEDED, machine())).toBeNull();
  expect(said).toHaveLength(3);
  expect(said[1]).toBe('Could not get lock\nInstalling failed (exit 100), attempt 1 of 5.');
});

test('an apt that never works is given up on, with the command', async () => {
  apt(99);
  expect(await provide([REDIS_SERVER], machine())).toBe(
    'The tests need redis-server, which this machine lacks; install with: apt-get update -qq && apt-get install -y -qq --no-install-recommends redis-server',
  );
  expect(said).toHaveLength(6);
});

test.each([
  ['somebody else than root', { isRoot: false }],
  ['another system', { osRelease: 'ID=ubuntu\nID_LIKE=debian\n' }],
  ['a system that does not say what it is', { osRelease: '' }],
])('%s is told the one command', async (_, change) => {
  apt(1);
  program('chromium');
  const problem = await provide([REDIS_SERVER, CHROMIUM], machine(change));
  expect(problem).toContain('The tests need redis-server, which this machine lacks; install with: ');
  expect(problem).toMatch(/install -y -qq --no-install-recommends redis-server$/);
  expect(problem?.includes('sudo')).toBe('isRoot' in change);
  expect(existsSync(join(folder, 'calls'))).toBe(false);
});
