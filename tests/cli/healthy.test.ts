import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pulseIn } from '../../cli/pulse.ts';
import { run } from '../containers/engine/run.ts';

const HEALTHY = fileURLToPath(new URL('../../cli/healthy.js', import.meta.url));

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'healthy-'));
  file = join(folder, 'pulse');
});
afterEach(() => rmSync(folder, { recursive: true }));

const ask = (args: string[], env: Record<string, string> = {}) =>
  run(process.execPath, [HEALTHY, ...args], { env: { SECOND_RING_PULSE: '', ...env } });

test.each([
  ['is ready', 200, 'ok', 0, ''],
  [
    'is not',
    503,
    'the disk that holds the database is full',
    1,
    'The server is not ready: the disk that holds the database is full\n',
  ],
])('a server that %s', async (_, status, says, code, printed) => {
  const asked: string[] = [];
  const server = createServer((request, answer) => {
    asked.push(request.url ?? '');
    answer.writeHead(status).end(says);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  expect(await ask(['server', `http://127.0.0.1:${port}`])).toMatchObject({ code, stdout: printed });
  expect(asked).toEqual(['/readyz']);
  server.close();
});

test('a server that is not there', async () => {
  expect(await ask(['server', 'http://127.0.0.1:9'])).toMatchObject({
    code: 1,
    stdout: 'The server does not answer: ECONNREFUSED\n',
  });
});

test('a worker whose pulse is fresh, old, or was never felt', async () => {
  const worker = () => ask(['worker'], { SECOND_RING_PULSE: file });
  expect(await worker()).toMatchObject({ code: 1, stdout: 'The worker has not begun yet.\n' });
  pulseIn(file)();
  expect(await worker()).toMatchObject({ code: 0, stdout: '' });
  const twoMinutesAgo = Date.now() / 1000 - 120;
  utimesSync(file, twoMinutesAgo, twoMinutesAgo);
  const old = await worker();
  expect(old.code).toBe(1);
  expect(old.stdout).toMatch(/^The worker has done nothing for 1[23]\d s\.\n$/);
});

test.each([
  [[], 'Usage: '],
  [['desk'], 'Usage: '],
  [['worker'], 'SECOND_RING_PULSE names no file'],
])('what it cannot know is no health: %j', async (args, says) => {
  const { code, stdout } = await ask(args);
  expect(code).toBe(1);
  expect(stdout).toContain(says);
});

test('a pulse is written at most every ten seconds, and again when its file went', () => {
  let now = 0;
  const pulse = pulseIn(file, () => now);
  pulse();
  rmSync(file);
  now = 9_999;
  pulse();
  expect(() => rmSync(file)).toThrow('ENOENT');
  now = 10_000;
  pulse();
  rmSync(file);
});

test('a pulse that cannot be written stops nobody', () => {
  writeFileSync(file, '');
  expect(() => pulseIn(join(file, 'below'))()).not.toThrow();
});
