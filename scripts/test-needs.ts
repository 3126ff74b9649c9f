/** `npm test` runs this first, so that no test is ever left out because a program is missing. */
import { readFileSync } from 'node:fs';
import { NEEDED, PROGRAMS_PATH } from '../tests/setup/programs.ts';
import { provide } from '../tests/setup/provide.ts';

const say = (line: string) => process.stderr.write(`${line}\n`);

const problem = await provide(NEEDED, {
  path: PROGRAMS_PATH,
  isRoot: process.getuid?.() === 0,
  osRelease: readOsRelease(),
  servicePolicy: '/usr/sbin/policy-rc.d',
  pause: 15_000,
  say,
});
if (problem) {
  say(problem);
  process.exitCode = 1;
}

function readOsRelease(): string {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return '';
  }
}
