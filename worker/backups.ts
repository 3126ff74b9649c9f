import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { Clock } from '../core/clock.ts';
import type { Config } from '../core/config/schema.ts';
import { StartupError } from '../core/errors.ts';
import { backupsToRemove } from '../core/rules/backup-times.ts';
import { backupsIn, type MadeBackup, removeBackups } from '../core/store/backup.ts';
import { backUpBeside } from '../core/store/backup-beside.ts';
import type { OnProgress } from '../core/store/backup-facts.ts';
import { DATABASE_FILE } from '../core/store/store.ts';
import { VERSION } from '../core/version.ts';

/** A command that takes a backup elsewhere and has not ended after so long is stuck, in milliseconds. */
const LONGEST_AFTERWARDS = 5 * 3_600_000;

/**
 * Makes a backup, removes those that are not to be kept any more, and has the new one taken elsewhere.
 *
 * @throws StartupError with one sentence for the owner
 */
export async function backUp(
  { config, clock }: { config: Config; clock: Clock },
  onProgress?: OnProgress,
): Promise<MadeBackup> {
  const { folder, keep, afterwards } = config.backup;
  const made = await backUpBeside(jobFor(config, clock, folder), onProgress);
  removeBackups(folder, backupsToRemove(backupsIn(folder), keep, config.practice.time_zone));
  if (afterwards) await takeElsewhere(afterwards, { file: made.file, folder, env: withoutSecrets(config) });
  return made;
}

/** What `makeBackup` is to do for an installation, into a folder. */
export function jobFor({ storage }: Config, clock: Clock, folder: string) {
  return {
    database: join(storage.path, DATABASE_FILE),
    key: storage.key,
    folder,
    at: clock.now().epochMilliseconds,
    version: VERSION,
  };
}

/** This process's environment, but for what opens backups or speaks for the practice: whoever takes them elsewhere needs neither. */
function withoutSecrets({ storage, twilio }: Config): NodeJS.ProcessEnv {
  const secrets = [storage.key, ...twilio.auth_token];
  const harmless = ([, value = '']: [string, string | undefined]) => !secrets.includes(value.trim());
  return Object.fromEntries(Object.entries(process.env).filter(harmless));
}

/** Runs a command without a shell, with nothing to read. What it prints is thrown away: nobody would read it. */
function takeElsewhere(
  [command = '', ...words]: readonly string[],
  { file, folder, env }: { file: string; folder: string; env: NodeJS.ProcessEnv },
): Promise<void> {
  const filled = words.map(word => word.replaceAll('{file}', file).replaceAll('{folder}', folder));
  const options = { timeout: LONGEST_AFTERWARDS, maxBuffer: 64 << 20, env };
  return new Promise((resolve, reject) => {
    const running = execFile(command, filled, options, error => {
      if (!error) return resolve();
      const why = error.code === 'ENOENT' ? 'is not installed here' : `ended with ${howEnded(error)}`;
      reject(
        new StartupError(
          `The backup ${file} is made and checked, but ${command} (backup.afterwards) ${why}: it is on this machine alone.`,
        ),
      );
    });
    // Whoever asks for a password would wait for hours otherwise.
    running.stdin?.on('error', () => {}).end();
  });
}

function howEnded({ code, signal }: { code?: unknown; signal?: unknown }): string {
  if (typeof signal === 'string') return `signal ${signal}`;
  return typeof code === 'number' ? `code ${code}` : 'an error';
}
