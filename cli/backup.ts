import { basename, resolve } from 'node:path';
import { Command } from 'commander';
import { systemClock } from '../core/clock.ts';
import { backupMade } from '../core/flows/backing-up.ts';
import { backupsIn, type MadeBackup } from '../core/store/backup.ts';
import { backUpBeside } from '../core/store/backup-beside.ts';
import { checkBackup } from '../core/store/backup-check.ts';
import { backUp, jobFor } from '../worker/backups.ts';
import { size, summary } from './backup-words.ts';
import { keyIn } from './key-in.ts';
import { moment } from './moments.ts';
import { configPath, nameOf, openConfig } from './open-config.ts';
import { withQueue } from './open-queue.ts';
import { showing } from './progress.ts';

/** `second-ring backup`, `backup list` and `backup check FILE` */
export function backupCommand(): Command {
  const backup = new Command('backup').description('copies of the database, encrypted with its key');
  backup.addCommand(makeCommand(), { isDefault: true });
  backup.addCommand(listCommand());
  backup.addCommand(checkCommand());
  return backup;
}

function makeCommand(): Command {
  return new Command('make')
    .description('make one now, beside a running server: what `backup` alone does')
    .option('--to <FOLDER>', 'into another folder, such as a stick; backup.keep and backup.afterwards rest')
    .action(async ({ to }: { to?: string }, command: Command) => {
      await withQueue(command, async ({ store, config }) => {
        const made = await showing(progress =>
          to === undefined
            ? backUp({ config, clock: systemClock }, progress)
            : backUpBeside(jobFor(config, systemClock, resolve(to)), progress),
        );
        if (to === undefined) await store.write(tx => backupMade(tx, config, made.facts.at));
        process.stdout.write(madeLines(made));
      });
    });
}

function listCommand(): Command {
  return new Command('list')
    .description('list the backups, oldest first')
    .action((_options: unknown, command: Command) => {
      const config = openConfig(configPath(command));
      const { folder } = config.backup;
      const now = systemClock.now().epochMilliseconds;
      const lines = backupsIn(folder).map(({ name, at, bytes, beforeUpdate }) => {
        const when = moment(at, now, config.practice.time_zone);
        const why = beforeUpdate ? '  before an update' : '';
        return `${name}  ${size(bytes).padStart(8)}  ${when}${why}`;
      });
      process.stdout.write(
        lines.length > 0
          ? `${nameOf(folder)}\n${lines.join('\n')}\n`
          : `There is no backup in ${nameOf(folder)} yet.\n`,
      );
    });
}

function checkCommand(): Command {
  return new Command('check')
    .description('read all of a backup: its sum, every page, its rows, its audit log')
    .argument('<FILE>', 'the backup')
    .option('--key <FILE>', 'the key file it was made with, if that is not the one in storage.key')
    .action(async (file: string, { key }: { key?: string }, command: Command) => {
      const path = resolve(file);
      const opens = key === undefined ? openConfig(configPath(command)).storage.key : keyIn(key);
      const { facts, bytes, summed } = await showing(progress => checkBackup(path, opens, progress));
      const when = Temporal.Instant.fromEpochMilliseconds(facts.at).toString({ smallestUnit: 'second' });
      const { seq, hash } = facts.auditEnd;
      process.stdout.write(
        [
          `${nameOf(path)} is whole: ${size(bytes)}, made ${when} by Second Ring ${facts.version}.`,
          summary(facts.counts),
          seq === 0 ? 'Its audit log is empty.' : `Its audit log is whole and ends with ${seq}:${hash}`,
          ...(summed ? [] : [`There was no ${basename(path)}.sha256 beside it to hold it against.`]),
          '',
        ].join('\n'),
      );
    });
}

function madeLines({ file, bytes, facts }: MadeBackup): string {
  return [
    `Made and checked: ${nameOf(file)} (${size(bytes)})`,
    summary(facts.counts),
    'It opens with the key in storage.key and with nothing else.',
    '',
  ].join('\n');
}
