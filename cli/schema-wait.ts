import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Config } from '../core/config/schema.ts';
import { StartupError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { schemaFit } from '../core/store/schema-fit.ts';
import { DATABASE_FILE, type Store } from '../core/store/store.ts';

/** An update takes minutes at the most: so long one half of it waits for the other, in milliseconds. */
const PATIENCE = 10 * 60_000;
const LOOK = 500;
/** How often a running worker looks whether the schema is still its own, in milliseconds. */
const WATCH = 1_000;

/**
 * Waits while the database has another schema than this version: the server brings an older one up to date when it has
 * started, and of a newer one this worker is the old half that is about to be replaced. Meanwhile nothing is sent, and
 * nothing is lost. False when it was stopped first. `onLook` is told at each look: one that waits is alive.
 *
 * @throws StartupError when it has waited for minutes, or there is nothing to wait for
 */
export async function untilSchemaFits(
  { storage }: Pick<Config, 'storage'>,
  { log, stopped, onLook = () => {} }: { log: Log; stopped: Promise<void>; onLook?: () => void },
  patience = PATIENCE,
): Promise<boolean> {
  const path = join(storage.path, DATABASE_FILE);
  let over = false;
  void stopped.then(() => {
    over = true;
  });
  for (const begun = performance.now(); ; ) {
    const fit = schemaFit(path, storage.key);
    if (fit === 'fits') return true;
    onLook();
    const waited = performance.now() - begun;
    if (waited < LOOK) log.info({ event: 'waits_for_update', schema: fit });
    if (waited > patience) throw new StartupError(WORDS[fit](path));
    await Promise.race([setTimeout(LOOK), stopped]);
    if (over) return false;
  }
}

const WORDS = {
  older: (path: string) =>
    `The database at ${path} is still that of an older Second Ring: start the server of this version, it brings it up to date.`,
  newer: (path: string) =>
    `The database at ${path} was written by a newer Second Ring: start that version's worker, or restore a backup of before.`,
} as const;

/** Resolves once the schema is no longer the one this version knows. */
export function schemaChanges(store: Pick<Store, 'schemaFits'>): { changed: Promise<void>; stop(): void } {
  const { promise: changed, resolve } = Promise.withResolvers<void>();
  const timer = setInterval(() => {
    if (!store.schemaFits()) resolve();
  }, WATCH);
  timer.unref();
  return { changed, stop: () => clearInterval(timer) };
}
