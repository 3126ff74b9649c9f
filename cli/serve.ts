import { systemClock } from '../core/clock.ts';
import type { Config } from '../core/config/schema.ts';
import { configRead } from '../core/flows/health-facts.ts';
import { systemRandom } from '../core/ids.ts';
import { createLog, type Log } from '../core/log.ts';
import { holdFolder } from '../core/store/hold.ts';
import { openStore, type Store } from '../core/store/store.ts';
import { bringUpToDate } from '../core/store/update.ts';
import { firstOwnerLink } from '../server/auth/first-owner.ts';
import { runServer } from '../server/main.ts';
import { jobFor } from '../worker/backups.ts';
import { refuseTellingOptions } from './last-words.ts';
import { heldConfig, untilStopped } from './running.ts';
import { inContainers } from './typed-here.ts';

/**
 * Serves webhooks and pages until it is told to stop. Throws StartupError when it can't begin.
 *
 * @param listen where, whatever the configuration says: inside a container only one address makes sense
 */
export async function serve({
  config: file,
  listen,
}: {
  config: string;
  listen?: Config['server'];
}): Promise<void> {
  refuseTellingOptions(process.execArgv, process.env.NODE_OPTIONS ?? '');
  const stopped = untilStopped();
  let log: Log;
  let saying: Store | null = null;
  // The health page says it; what cannot be written is in the log all the same.
  const sayRead = (whole: boolean) => void saying?.write(tx => configRead(tx, whole)).catch(() => {});
  const holder = heldConfig(file, () => log, sayRead);
  const { storage, log: logging } = holder.current();
  log = createLog(logging.level, 'server');
  const config = listen ? () => ({ ...holder.current(), server: listen }) : () => holder.current();
  const clock = systemClock;
  const random = systemRandom;
  using _hold = holdFolder(storage.path);
  const updated = await bringUpToDate(jobFor(holder.current(), clock, holder.current().backup.folder));
  if (updated) log.info({ event: 'schema_updated', ...updated });
  const store = openStore({ folder: storage.path, key: storage.key, clock, random, migrates: true });
  saying = store;
  sayRead(true);
  try {
    const server = await runServer({ config, store, clock, random, log, compose: inContainers() });
    await firstOwnerLink({ store, config, log });
    await stopped;
    await server.stop();
    log.info({ event: 'stopped' });
  } finally {
    await store.close();
  }
}
