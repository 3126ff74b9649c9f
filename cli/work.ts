import { systemClock } from '../core/clock.ts';
import { configRead } from '../core/flows/health-facts.ts';
import { systemRandom } from '../core/ids.ts';
import { createLog, type Log } from '../core/log.ts';
import { openStore, type Store } from '../core/store/store.ts';
import { runWorker } from '../worker/main.ts';
import { refuseTellingOptions } from './last-words.ts';
import { pulseIn } from './pulse.ts';
import { heldConfig, untilStopped } from './running.ts';
import { schemaChanges, untilSchemaFits } from './schema-wait.ts';

/** Performs what was promised until it is told to stop; then what is under way gets nine seconds. */
export async function work({ config: file }: { config: string }): Promise<void> {
  refuseTellingOptions(process.execArgv, process.env.NODE_OPTIONS ?? '');
  const stopped = untilStopped();
  let log: Log;
  let saying: Store | null = null;
  // The health page says it; what cannot be written is in the log all the same.
  const sayRead = (whole: boolean) => void saying?.write(tx => configRead(tx, whole)).catch(() => {});
  const holder = heldConfig(file, () => log, sayRead);
  const { storage, log: logging } = holder.current();
  log = createLog(logging.level, 'worker');
  const clock = systemClock;
  const pulse = process.env.SECOND_RING_PULSE;
  const onLook = pulse ? pulseIn(pulse) : () => {};
  for (;;) {
    if (!(await untilSchemaFits(holder.current(), { log, stopped, onLook }))) return;
    const store = openStore({
      folder: storage.path,
      key: storage.key,
      clock,
      random: systemRandom,
      migrates: false,
    });
    saying = store;
    sayRead(true);
    const schema = schemaChanges(store);
    try {
      const worker = await runWorker({ config: () => holder.current(), store, clock, log, fetch, onLook });
      log.info({ event: 'working' });
      const over = await Promise.race([stopped.then(() => true), schema.changed.then(() => false)]);
      await worker.stop();
      log.info({ event: 'stopped' });
      if (over) return;
    } finally {
      schema.stop();
      saying = null;
      await store.close();
    }
  }
}
