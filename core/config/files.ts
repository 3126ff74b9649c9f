import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { FileRead, Surroundings } from './elsewhere.ts';
import { type ConfigReading, readConfig } from './load.ts';
import { LARGEST_FILE } from './source.ts';

const LARGEST_SECRET = 64 * 1024;

type Environment = Readonly<Record<string, string | undefined>>;

/** A configuration file as read from disk: its text is kept so that problems can be shown in it. */
export type FileReading = ConfigReading & { readonly file: string; readonly text: string };

/** Absolute path of the file to use: the `--config` option, else `SECOND_RING_CONFIG`, else `./config.yaml`. */
export function configFile(option: string | undefined, env: Environment): string {
  return resolve(option ?? (env.SECOND_RING_CONFIG || 'config.yaml'));
}

/** Reads and checks a configuration file. Every failure, also that there is no file, is among the errors. */
export function readConfigFile(file: string, env: Environment): FileReading {
  const read = readLimited(file, LARGEST_FILE);
  if ('problem' in read) {
    const hint =
      read.problem === 'missing'
        ? {
            hint: 'copy config.example.yaml and make it yours, or let `second-ring setup` ask what is needed',
          }
        : {};
    const message = `cannot read ${file}: ${WORDS[read.problem]}`;
    return { file, text: '', warnings: [], errors: [{ line: 1, column: 1, path: [], message, ...hint }] };
  }
  return { file, text: read.text, ...readConfig(read.text, surroundingsOf(file, env)) };
}

/** The real files and environment around a configuration file. */
export function surroundingsOf(file: string, env: Environment): Surroundings {
  return {
    folder: dirname(resolve(file)),
    env,
    readFile: path => readLimited(path, LARGEST_SECRET),
    exists: path => {
      try {
        accessSync(path, constants.R_OK);
        return statSync(path).isFile();
      } catch {
        return false;
      }
    },
  };
}

const WORDS = {
  missing: 'there is no such file',
  forbidden: 'this user may not read it',
  'not a file': 'it is not a file',
  'too large': `it is larger than ${LARGEST_FILE / 1024} KiB; is it the right file?`,
} as const;

function readLimited(path: string, limit: number): FileRead {
  try {
    const stats = statSync(path);
    const { mode, size } = stats;
    // A pipe is how a shell hands over a secret without a file; a device could be read for ever.
    if (!stats.isFile() && !stats.isFIFO()) return { problem: 'not a file' };
    if (size > limit) return { problem: 'too large' };
    return { text: readFileSync(path, 'utf8'), readableByOthers: (mode & 0o004) !== 0 };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { problem: 'missing' };
    return { problem: 'forbidden' };
  }
}
