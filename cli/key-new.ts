import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { writeKeyFile } from './key-file.ts';
import { rotateCommand } from './key-rotate.ts';
import { keySheetCommand } from './key-sheet.ts';
import { keyTypeCommand } from './key-type.ts';

/** `second-ring key new FILE`; `key sheet`, `key type` and `key rotate` are files of their own. */
export function keyCommand(): Command {
  const key = new Command('key').description('the key that encrypts the database');
  key
    .command('new')
    .description('make a new key file')
    .argument('<FILE>', 'where to write it; it must not exist yet')
    .action((file: string) => {
      writeKeyFile(resolve(file), randomBytes(32).toString('hex'));
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
  key.addCommand(keySheetCommand());
  key.addCommand(keyTypeCommand());
  key.addCommand(rotateCommand());
  return key;
}
