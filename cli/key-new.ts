import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { Refusal } from './refusal.ts';

/** `second-ring key new FILE` */
export function keyCommand(): Command {
  const key = new Command('key').description('the key that encrypts the database');
  key
    .command('new')
    .description('make a new key file')
    .argument('<FILE>', 'where to write it; it must not exist yet')
    .action((file: string) => {
      makeKey(resolve(file));
      process.stdout.write(
        [
          `A new key is in ${resolve(file)}; only this user can read it.`,
          '',
          '  1. Name it in the configuration:   storage: {key: {file: PATH}}',
          '  2. Keep a copy away from this server, such as in a password manager or on paper',
          '     in a safe. Without the key nobody can read the database or its backups.',
          '',
        ].join('\n'),
      );
    });
  return key;
}

/** Writes 32 random bytes as hex. An existing file is never touched: it may be the only key to a database. */
function makeKey(file: string): void {
  let made = false;
  try {
    const descriptor = openSync(file, 'wx', 0o600);
    made = true;
    try {
      writeSync(descriptor, `${randomBytes(32).toString('hex')}\n`);
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
