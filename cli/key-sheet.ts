import { Command } from 'commander';
import { configPath, openConfig } from './open-config.ts';
import { recoverySheet } from './setup/sheet.ts';
import { inContainers } from './typed-here.ts';

/** `second-ring key sheet`: the page that opens everything again when the server is lost. */
export function keySheetCommand(): Command {
  return new Command('sheet')
    .description('show the recovery sheet: the key, to be printed and kept away from the server')
    .action((_options: unknown, command: Command) => {
      const { practice, storage } = openConfig(configPath(command));
      process.stdout.write(
        recoverySheet({
          practice: practice.name,
          address: practice.public_url,
          key: storage.key,
          compose: inContainers(),
        }),
      );
    });
}
