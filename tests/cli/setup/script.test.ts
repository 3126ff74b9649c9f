import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder } from './feed.ts';

const SCRIPT = readFileSync(new URL('../../../setup', import.meta.url), 'utf8');
/** What the script itself uses of a system. */
const SYSTEM = ['sh', 'dirname', 'sed', 'cat'];

/** Runs the script in a folder of its own, where these programs are and no others. */
async function run(
  programs: Readonly<Record<string, string>>,
  args: readonly string[] = [],
  { packages = false } = {},
) {
  const folder = emptyFolder();
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  if (packages) mkdirSync(join(folder, 'node_modules'));
  const log = join(folder, 'log');
  for (const [name, body] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/sh\necho "${name} $*" >>"$LOG"\n${body}\n`, { mode: 0o755 });
  }
  for (const name of SYSTEM) {
    writeFileSync(join(bin, name), `#!/bin/sh\nexec /usr/bin/${name} "$@"\n`, { mode: 0o755 });
  }
  writeFileSync(join(folder, 'setup'), SCRIPT);
  writeFileSync(join(folder, 'answers'), 'name: Hope\n');
  const child = spawn('/bin/sh', ['setup', ...args], { cwd: folder, env: { PATH: bin, LOG: log } });
  child.stdin.end();
  let err = '';
  child.stderr.setEncoding('utf8').on('data', text => {
    err += text;
  });
  const code = await new Promise<number | null>(resolve => child.on('close', resolve));
  return { code, err, ran: existsSync(log) ? readFileSync(log, 'utf8').replaceAll(folder, 'HERE') : '' };
}

test('with Docker alone it works in the image, as root, without a network', async () => {
  const { code, ran } = await run({ docker: '' });
  expect(code).toBe(0);
  expect(ran).toContain('docker compose build app\n');
  expect(ran).toMatch(/docker run --rm -i --user 0:0 --network none .*--volume HERE:\/setup/);
  expect(ran).toMatch(/second-ring:local second-ring --config config\.yaml setup --compose\n$/);
});

test('a file of answers is piped in: the container sees one folder', async () => {
  const docker = 'if [ "$1" = run ]; then cat >>"$LOG"; fi';
  const { ran } = await run({ docker }, ['--answers', 'answers']);
  expect(ran).toMatch(/setup --compose --answers -\nname: Hope\n$/);
});

test('where packages are installed it works without containers', async () => {
  const all = { docker: '', node: '', npm: '' };
  const { ran } = await run(all, ['--answers', 'answers'], { packages: true });
  expect(ran).toBe('node cli/second-ring.js --config config.yaml setup --answers answers\n');
});

test('with npm alone it installs them', async () => {
  const { ran } = await run({ node: '', npm: '' });
  expect(ran).toBe('npm ci\nnode cli/second-ring.js --config config.yaml setup\n');
});

test('shows the sheet again', async () => {
  const { ran } = await run({ node: '' }, ['sheet'], { packages: true });
  expect(ran).toBe('node cli/second-ring.js --config config.yaml key sheet\n');
});

test.each([
  ['nothing', {}, /needs Docker with Compose .* or Node\.js/],
  ['no Compose', { docker: 'if [ "$1" = compose ]; then exit 1; fi' }, /install docker-compose-plugin/],
  ['no answer', { docker: 'if [ "$1" = version ]; then exit 1; fi' }, /Docker does not answer/],
])('says what to do where there is %s', async (_, programs: Record<string, string>, why) => {
  const { code, err } = await run(programs);
  expect([code, err]).toEqual([1, expect.stringMatching(why)]);
});
