import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { Refusal } from './refusal.ts';

/**
 * Writes a key (32 bytes as hex) into a file that only this user can read. An existing file is never touched: it may be the
 * only key to a database.
 *
 * @throws Refusal
 */
export function writeKeyFile(file: string, key: string): void {
  let made = false;
  try {
    const descriptor = openSync(file, 'wx', 0o600);
    made = true;
    try {
      writeSync(descriptor, `${key}\n`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    // Half a key would be in the way of a whole one.
    if (made) rmSync(file);
    throw new Refusal(whyNot(file, (error as NodeJS.ErrnoException).code), { cause: error });
  }
}

function whyNot(file: string, code: string | undefined): string {
  if (code === 'EEXIST')
    return `${file} is there already, and may be the key to a database: it was left as it is.`;
  if (code === 'ENOENT' || code === 'ENOTDIR') return `${file} cannot be made: there is no such folder.`;
  if (code === 'ENOSPC') return `${file} cannot be written: the disk is full.`;
  return `${file} cannot be made: this user may not write there.`;
}
