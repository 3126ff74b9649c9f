import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FILE = join(tmpdir(), 'second-ring-containers.pid');

/**
 * Two runs on one machine would want the same ports, and the second would clear away the first. Throws where another one
 * is under way; one that was killed is none. Gives what says that this one is over.
 */
export function beAlone(): () => void {
  const other = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '';
  if (other !== String(process.pid) && isRunOfTests(other)) {
    throw new Error(
      `Another run of the containers tests is under way (process ${other}): wait until it is over.`,
    );
  }
  writeFileSync(FILE, String(process.pid));
  return () => rmSync(FILE, { force: true });
}

/** Numbers of processes are used again, so that one of something else is no answer. */
function isRunOfTests(pid: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('vitest');
  } catch {
    return false;
  }
}
