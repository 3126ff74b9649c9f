import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { systemClock } from '../core/clock.ts';
import type { Config } from '../core/config/schema.ts';
import { systemRandom } from '../core/ids.ts';
import { DATABASE_FILE, openStore, type Store } from '../core/store/store.ts';
import { configPath, openConfig } from './open-config.ts';
import { Refusal } from './refusal.ts';

/** What a command that works with the queue is given. */
export interface Queue {
  config: Config;
  store: Store;
}

/** Opens the configuration and the store beside a running server, for as long as `act` takes. */
export async function withQueue<T>(command: Command, act: (queue: Queue) => Promise<T>): Promise<T> {
  const config = openConfig(configPath(command));
  const { path: folder, key } = config.storage;
  // Opening would make an empty database, and the server is to be the one that does.
  if (!existsSync(join(folder, DATABASE_FILE))) {
    throw new Refusal(
      `There is no database in ${folder} yet. Start the server once, it makes one: npx --no second-ring serve`,
    );
  }
  const store = openStore({ folder, key, clock: systemClock, random: systemRandom, migrates: false });
  try {
    return await act({ config, store });
  } finally {
    await store.close();
  }
}
