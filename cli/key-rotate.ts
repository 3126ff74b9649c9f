import { randomBytes } from 'node:crypto';
import { chownSync, copyFileSync, existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Command } from 'commander';
import { parse } from 'yaml';
import { systemClock } from '../core/clock.ts';
import type { Config } from '../core/config/schema.ts';
import { systemRandom } from '../core/ids.ts';
import { changeKey, keyChanged, opens } from '../core/store/change-key.ts';
import { holdFolder } from '../core/store/hold.ts';
import { DATABASE_FILE, openStore } from '../core/store/store.ts';
import { sync } from '../core/store/whole-files.ts';
import { audited } from './audited.ts';
import { writeKeyFile } from './key-file.ts';
import { keyIn } from './key-in.ts';
import { configPath, nameOf, openConfig } from './open-config.ts';
import { showing } from './progress.ts';
import { Refusal } from './refusal.ts';
import { typedHere } from './typed-here.ts';

/**
 * `second-ring key rotate`: the steps are in an order in which the key of the database is on the disk at each moment, and a
 * second run finishes what a first one began.
 */
export function rotateCommand(): Command {
  return new Command('rotate')
    .description('encrypt the database with a new key; server and worker must be stopped')
    .option('--key-file <FILE>', 'the file of storage.key by another path, where it can be written')
    .action(async ({ keyFile }: { keyFile?: string }, command: Command) => {
      const config = openConfig(configPath(command));
      const file = keyFile === undefined ? keyFileOf(configPath(command)) : resolve(keyFile);
      if (keyIn(file) !== config.storage.key) {
        throw new Refusal(`${file} does not hold the key in storage.key: name the file that does.`);
      }
      using _hold = holdFolder(config.storage.path);
      const { newKey, finished } = await newlyEncrypted(config, file);
      const kept = putInPlace(file);
      keyChanged(databaseOf(config));
      await writeDown(config, newKey);
      process.stdout.write(
        [
          finished
            ? 'An earlier change of the key had been interrupted; it is finished now.'
            : 'The database is encrypted with a new key.',
          '',
          `  1. The new key is in ${nameOf(file)}. Print the recovery sheet anew and keep it away from`,
          '     this server: npx --no second-ring key sheet. Then start server and worker.',
          `  2. The old key is in ${nameOf(kept)}: backups made before now open with it alone.`,
          '     Remove it, and the old sheet, when the last of them is gone.',
          '  3. Make a backup with the new key: npx --no second-ring backup',
          '',
        ]
          .map(typedHere)
          .join('\n'),
      );
    });
}

/** The database with a new key that lies beside the old one. `finished`: an earlier run had come as far. */
async function newlyEncrypted(
  { storage: { path: folder, key } }: Config,
  file: string,
): Promise<{ newKey: string; finished: boolean }> {
  const path = join(folder, DATABASE_FILE);
  const next = nextOf(file);
  if (existsSync(next) && opens(path, keyIn(next))) return { newKey: keyIn(next), finished: true };
  if (!existsSync(path)) throw new Refusal(`There is no database in ${folder} yet: nothing has a key.`);
  // An earlier run came no further than this: the key in it is nobody's.
  rmSync(next, { force: true });
  const newKey = randomBytes(32).toString('hex');
  writeKeyFile(next, newKey);
  sync(dirname(next));
  try {
    await showing(tell => changeKey(path, { from: key, to: newKey }, tell));
  } catch (error) {
    if (!opens(path, newKey)) rmSync(next, { force: true });
    throw error;
  }
  return { newKey, finished: false };
}

/** Keeps the old key under its day and gives the new one its name. Returns where the old one is. */
function putInPlace(file: string): string {
  const day = systemClock.now().toString().slice(0, 10);
  const names = [day, ...Array.from({ length: 98 }, (_, n) => `${day}-${n + 2}`)].map(
    end => `${file}.${end}`,
  );
  const old = readFileSync(file, 'utf8');
  // One that holds the same key was kept by an earlier run.
  const kept = names.find(name => !existsSync(name) || readFileSync(name, 'utf8') === old) ?? `${file}.old`;
  const { uid, gid } = statSync(file);
  copyFileSync(file, kept);
  try {
    // Run as root for another user, that user must be able to read them.
    for (const one of [kept, nextOf(file)]) chownSync(one, uid, gid);
  } catch {
    // Not root: then they are this user's, and so was the old one.
  }
  sync(kept);
  renameSync(nextOf(file), file);
  sync(dirname(file));
  return kept;
}

async function writeDown({ storage }: Config, key: string): Promise<void> {
  const store = openStore({
    folder: storage.path,
    key,
    clock: systemClock,
    random: systemRandom,
    migrates: true,
  });
  try {
    await store.write(tx => audited(tx, 'key_changed', 'database'));
  } finally {
    await store.close();
  }
}

/** The file that `storage.key` is read from. @throws Refusal when it is read from none */
function keyFileOf(configFile: string): string {
  const written = parse(readFileSync(configFile, 'utf8')) as { storage?: { key?: { file?: unknown } } };
  const file = written.storage?.key?.file;
  if (typeof file === 'string') return resolve(dirname(configFile), file);
  throw new Refusal(
    'storage.key does not come from a file: put the key into one and name it, storage: {key: {file: PATH}}.',
  );
}

function databaseOf({ storage }: Config): string {
  return join(storage.path, DATABASE_FILE);
}

function nextOf(file: string): string {
  return `${file}.next`;
}
