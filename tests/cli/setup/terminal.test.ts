import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { emptyFolder, TOKEN, typed } from './feed.ts';

/** Setup on a terminal of its own, as a person has one: `script` is on every Linux. */
function onTerminal(folder: string) {
  const main = fileURLToPath(new URL('../../../cli/main.js', import.meta.url));
  const command = `"${process.execPath}" "${main}" setup`;
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, TERM: 'xterm', SHELL: '/bin/sh' },
  });
  let out = '';
  let read = 0;
  const listeners = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    for (const listener of listeners) listener();
  });
  const ended = new Promise<number | null>(resolve => child.on('close', resolve));
  return {
    ended,
    all: () => out,
    type: (text: string) => child.stdin.write(text),
    /** Waits for words after those that were waited for before. */
    heard: (words: string) =>
      new Promise<void>((resolve, reject) => {
        const look = () => {
          const at = out.indexOf(words, read);
          if (at < 0) return;
          read = at + words.length;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        ended.then(() => reject(new Error(`ended before it said "${words}":\n${out}`)));
        look();
      }),
  };
}

test('the token is not shown while it is typed', async () => {
  const folder = emptyFolder();
  const terminal = onTerminal(folder);
  for (const [i, line] of typed().split('\n').slice(0, 12).entries()) {
    await terminal.heard(`${i + 1} of 12.`);
    await terminal.heard('> ');
    terminal.type(`${line}\r`);
  }
  await terminal.heard('Write it?');
  terminal.type('\r');
  expect(await terminal.ended).toBe(0);
  expect(terminal.all()).toContain('Hope Street Counseling');
  expect(terminal.all()).not.toContain(TOKEN.slice(0, 8));
  expect(readFileSync(join(folder, 'secrets/twilio_auth_token'), 'utf8')).toBe(`${TOKEN}\n`);
});

test('Ctrl-C leaves nothing', async () => {
  const folder = emptyFolder();
  const terminal = onTerminal(folder);
  await terminal.heard('1 of 12.');
  await terminal.heard('> ');
  terminal.type('Hope Street Counseling\r');
  await terminal.heard('2 of 12.');
  await terminal.heard('> ');
  terminal.type('\u0003');
  expect(await terminal.ended).toBe(1);
  expect(terminal.all()).toContain('Nothing was written.');
  expect(readdirSync(folder)).toEqual([]);
});
