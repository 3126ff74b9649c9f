import type { Store } from '../core/store/store.ts';

/** How often the log is copied into the database file where anything was written, in milliseconds. */
const EVERY = 2_000;

/** Keeps the database's log short, so that no commit has to: callers wait for those. */
export function keepLogShort(
  store: Pick<Store, 'dataVersion' | 'checkpoint'>,
  onError: (error: unknown) => void,
  every = EVERY,
): { stop(): void } {
  let seen = -1;
  const timer = setInterval(() => {
    const version = store.dataVersion();
    if (version === seen) return;
    seen = version;
    store.checkpoint().catch(onError);
  }, every);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
