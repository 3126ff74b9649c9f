import { fileURLToPath } from 'node:url';
import type { Installation } from '../e2e/installation.ts';
import { Process } from '../e2e/process.ts';

const MAIN = fileURLToPath(new URL('../../cli/main.js', import.meta.url));

/** `second-ring ...` with a wall clock that is ahead. */
export async function ahead(
  practice: Installation,
  command: string,
  by: number,
  says: string,
): Promise<Process> {
  const shift = new URL(`shifted-clock.mjs?by=${by}`, import.meta.url).href;
  const args = ['--import', shift, MAIN, command, '--config', practice.file];
  const started = new Process(`${command}, ahead`, process.execPath, args, practice.folder);
  practice.started.push(started);
  await started.says(says);
  return started;
}
