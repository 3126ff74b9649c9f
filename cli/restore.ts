import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Command } from 'commander';
import { systemClock } from '../core/clock.ts';
import type { Config } from '../core/config/schema.ts';
import { systemRandom } from '../core/ids.ts';
import { holdFolder } from '../core/store/hold.ts';
import {
  NOTHING_ERASED_FOR,
  type Restored,
  refuseUnlessEmpty,
  restoreBackup,
} from '../core/store/restore.ts';
import { DATABASE_FILE, openStore } from '../core/store/store.ts';
import { audited } from './audited.ts';
import { summary } from './backup-words.ts';
import { keyIn } from './key-in.ts';
import { moment } from './moments.ts';
import { configPath, counted, nameOf, openConfig } from './open-config.ts';
import { showing } from './progress.ts';
import { wrapped } from './terminal.ts';

/** Further back than this Twilio's lists are not read, in milliseconds: core/rules/catch-up.ts. */
const READ_BACK = 7 * 86_400_000;

/** `second-ring restore FILE` */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('put a backup in the place of a database that is not there; server and worker must not run')
    .argument('<FILE>', 'the backup: its path, or its name where backups are kept')
    .option('--key <FILE>', 'the key file it was made with, if that is not the one in storage.key')
    .action(async (file: string, { key }: { key?: string }, command: Command) => {
      const config = openConfig(configPath(command));
      const { path: folder, key: newKey } = config.storage;
      refuseUnlessEmpty(join(folder, DATABASE_FILE));
      using _hold = holdFolder(folder);
      const job = {
        file: found(file, config),
        key: key === undefined ? newKey : keyIn(key),
        newKey,
        folder,
        now: systemClock.now().epochMilliseconds,
      };
      const restored = await showing(tell => restoreBackup(job, tell));
      await writeDown(config, restored);
      process.stdout.write(`${report(config, restored, job.now).join('\n')}\n`);
    });
}

/** A file that is not there may be one that is kept: inside a container backups lie in another folder than outside. */
function found(file: string, { backup }: Config): string {
  const beside = join(backup.folder, basename(file));
  return !existsSync(file) && existsSync(beside) ? beside : resolve(file);
}

/** Whoever holds the folder may bring the schema up to date, and the backup itself is what to go back to. */
async function writeDown({ storage }: Config, { facts, uncertain }: Restored): Promise<void> {
  const store = openStore({
    folder: storage.path,
    key: storage.key,
    clock: systemClock,
    random: systemRandom,
    migrates: true,
  });
  try {
    await store.write(tx => audited(tx, 'restored', 'database', { made: facts.at, uncertain }));
  } finally {
    await store.close();
  }
}

function report(config: Config, { facts, uncertain }: Restored, now: number): string[] {
  const asks =
    uncertain === 0
      ? []
      : [
          `${counted(uncertain, 'text, alert or call', 'texts, alerts or calls')} had not gone out when the backup was made. Twilio is asked for each whether it did afterwards: no text goes to a client twice, and staff hear of what is not found.`,
        ];
  const old =
    now - facts.at > READ_BACK
      ? [
          'The backup is older than a week: what came in before the last seven days, STOP among it, is not fetched from Twilio. Look for it in the log of texts at Twilio before you start the worker.',
        ]
      : [];
  return [
    `Restored to ${nameOf(join(config.storage.path, DATABASE_FILE))}, as it was ${moment(facts.at, now, config.practice.time_zone)}: ${summary(facts.counts)}.`,
    ...asks,
    ...old,
    '',
    ...step(
      1,
      'Make sure that the server this was made on is off for good: two would answer the same calls.',
    ),
    ...step(
      2,
      'Start server and worker. The worker fetches the calls and texts that came in since; voicemails that had been fetched and deleted at Twilio by then are lost.',
    ),
    ...step(
      3,
      'Everybody signs in again. Links to join or to choose a password are made anew, and who was disabled or erased since the backup is back: disable and erase them once more.',
    ),
    ...step(
      4,
      `A legal hold that was set since the backup is gone: set it once more, with second-ring hold on. Nothing is erased by its age before ${moment(now + NOTHING_ERASED_FOR, now, config.practice.time_zone)}.`,
    ),
  ].flatMap(line => (line === '' || line.startsWith('  ') ? [line] : wrapped(line)));
}

function step(number: number, words: string): string[] {
  return wrapped(words, '     ').map((line, at) => (at === 0 ? `  ${number}. ${line.trim()}` : line));
}
