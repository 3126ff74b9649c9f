import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { ALEX, Practice, type Ran } from './practice.ts';

const BIN = fileURLToPath(new URL('../../cli/second-ring.js', import.meta.url));

/** Runs first, and lets this Node.js believe that it is an old one. */
const OLD = `data:text/javascript,${encodeURIComponent(
  "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.19.5' } })",
)}`;

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function start(bin: string, args: readonly string[], cwd: string, old: boolean) {
  const child = spawn(process.execPath, [...(old ? ['--import', OLD] : []), bin, ...args], {
    cwd,
    env: { PATH: process.env.PATH },
  });
  const ran: Ran = { code: null, out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', text => {
    ran.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', text => {
    ran.err += text;
  });
  const ended = new Promise<Ran>(resolve => child.on('close', code => resolve({ ...ran, code })));
  return { child, ended };
}

test.each([true, false])('the same answer and exit code, on an old Node.js: %s', async old => {
  const { folder } = new Practice();
  const good = await start(BIN, ['config', 'check'], folder, old).ended;
  expect(good).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^config\.yaml is good/) });
  expect(await start(BIN, ['queue'], folder, old).ended).toMatchObject({ code: 1, out: '' });
  expect(await start(BIN, ['key', 'new'], folder, old).ended).toMatchObject({ code: 2, out: '' });
});

test('a signal reaches the command behind it', async () => {
  const practice = new Practice();
  await practice.missedCall(ALEX);
  const { child, ended } = start(BIN, ['queue', '--watch'], practice.folder, true);
  await new Promise(resolve => child.stdout.once('data', resolve));
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 0, err: '' });
});

test('says what to do when the Node.js of the project is missing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'second-ring-bin-'));
  folders.push(folder);
  cpSync(BIN, join(folder, 'cli', 'second-ring.js'));
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  const ran = await start(join(folder, 'cli', 'second-ring.js'), ['queue'], folder, true).ended;
  expect(ran).toMatchObject({ code: 1, out: '' });
  expect(ran.err).toMatch(/^Second Ring needs Node\.js 26\. This is 20\.19\.5, .*: run npm ci\n$/);
});
