import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { Answers } from '../../../cli/setup/answers.ts';
import { QUESTIONS } from '../../../cli/setup/questions.ts';
import { startCommand } from '../practice.ts';

export const TOKEN = '0123456789abcdef0123456789abcdef';

/** What an owner answers. */
export const ANSWERS: Answers = {
  name: 'Hope Street Counseling',
  sender: 'Hope Street',
  time_zone: 'America/Chicago',
  address: 'calls.hopestreet.example',
  account_sid: `AC${'0'.repeat(32)}`,
  auth_token: TOKEN,
  line: '(212) 555-0100',
  kept: 'forwarded',
  registered: 'no',
  staff_name: 'Ann Lee',
  staff_phone: '+12125550142',
  staff_email: 'ann@hopestreet.example',
};

/** The same as lines, in the order in which they are asked for, with a yes at the end. */
export function typed(change: Partial<Answers> = {}): string {
  const answers = { ...ANSWERS, ...change };
  return [...QUESTIONS.map(({ name }) => answers[name]), 'yes', ''].join('\n');
}

/** An empty folder that goes away with the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'second-ring-setup-test-'));
  folders.push(folder);
  return folder;
}

/** Runs a command with something piped in. */
export function fed(folder: string, args: readonly string[], input: string) {
  const started = startCommand(args, { cwd: folder });
  // Whoever refuses at once does not read it.
  started.child.stdin.on('error', () => {});
  started.child.stdin.end(input);
  return started.ended;
}

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
