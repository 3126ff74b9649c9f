import type { ConfigReading } from './load.ts';
import type { Config } from './schema.ts';

/** Parts that are opened once; a change in them waits for a restart. */
const FIXED = ['storage', 'redis', 'server', 'log'] as const;

export type Reloading = ConfigReading & { readonly afterRestart: readonly string[] };

/** The configuration in force. */
export interface ConfigHolder {
  current(): Config;
  /**
   * Reads the file again. A broken one leaves the old configuration in force and its errors are returned;
   * `afterRestart` names the changed blocks that stay as they were until the process starts anew.
   */
  reload(): Reloading;
}

/** Holds `first`, and asks `read` whenever it is told to reload. */
export function holdConfig(first: Config, read: () => ConfigReading): ConfigHolder {
  let inForce = first;
  return {
    current: () => inForce,
    reload: () => {
      const reading = read();
      if (!('config' in reading)) return { ...reading, afterRestart: [] };
      const next = reading.config;
      const { storage, redis, server, log } = inForce;
      const afterRestart = FIXED.filter(
        block => JSON.stringify(next[block]) !== JSON.stringify(inForce[block]),
      );
      inForce = { ...next, storage, redis, server, log };
      return { ...reading, config: inForce, afterRestart };
    },
  };
}
