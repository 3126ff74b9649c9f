import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_FILE } from '../../core/store/store.ts';
import { Refusal } from '../refusal.ts';
import { AUTH_TOKEN, DATA, DATABASE_KEY, SECRETS } from './layout.ts';

/** Secrets that are there already, from an earlier run or the recovery sheet: they are kept, and not asked for. */
export interface FoundHere {
  key: string | null;
  token: string | null;
}

/**
 * Looks what an earlier run left in a folder, before anybody is asked anything.
 *
 * @param typed whether the key is going to be typed
 * @throws Refusal where what is there could be spoilt by going on
 */
export function foundHere(folder: string, typed = false): FoundHere {
  if (!existsSync(folder)) throw new Refusal(`There is no folder ${folder}: make it first.`);
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    throw new Refusal(`This user may not write in ${folder}: run this as the user whose folder it is.`);
  }
  const key = secretIn(folder, DATABASE_KEY);
  if (key !== null && !/^[0-9a-f]{64}$/i.test(key)) {
    throw new Refusal(
      `${join(folder, SECRETS, DATABASE_KEY)} is no key (64 digits and letters a to f): put the right one there, or move it away.`,
    );
  }
  const database = join(folder, DATA, DATABASE_FILE);
  if (key === null && !typed && existsSync(database)) {
    throw new Refusal(
      `${database} is there, and its key is not: a new key would not open it. Run ./setup --type-key and type the one from the recovery sheet. Or move the data folder away to begin anew.`,
    );
  }
  return { key, token: secretIn(folder, AUTH_TOKEN) };
}

function secretIn(folder: string, name: string): string | null {
  const file = join(folder, SECRETS, name);
  if (!existsSync(file)) return null;
  try {
    const text = readFileSync(file, 'utf8').trim();
    if (text !== '') return text;
  } catch {
    throw new Refusal(
      `${file} is there and this user may not read it: run this as the user whose file it is.`,
    );
  }
  throw new Refusal(`${file} is there and empty: move it away, then run this again.`);
}
