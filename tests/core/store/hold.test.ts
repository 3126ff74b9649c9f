import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { StartupError } from '../../../core/errors.ts';
import { holdFolder } from '../../../core/store/hold.ts';

const HOLDER = `
  const { holdFolder } = await import(${JSON.stringify(new URL('../../../core/store/hold.ts', import.meta.url).href)});
  holdFolder(process.argv[1]);
  process.stdout.write('held');
  setInterval(() => {}, 1000);
`;

const folder = () => join(mkdtempSync(join(tmpdir(), 'second-ring-hold-')), 'data');

test('of two that want a folder one has it, until it lets go', () => {
  const path = folder();
  const first = holdFolder(path);
  expect(() => holdFolder(path)).toThrow(StartupError);
  expect(() => holdFolder(path)).toThrow(/^Another Second Ring server works on the database in /);
  first[Symbol.dispose]();
  using _second = holdFolder(path);
  expect(() => holdFolder(path)).toThrow(/^Another Second Ring server/);
});

test('a process that is killed lets go at once, a frozen one does not', async () => {
  const path = folder();
  const holder = spawn(process.execPath, ['--input-type=module', '-e', HOLDER, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  expect(() => holdFolder(path)).toThrow(/^Another Second Ring server/);
  holder.kill('SIGSTOP');
  expect(() => holdFolder(path)).toThrow(/^Another Second Ring server/);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  using _next = holdFolder(path);
});
