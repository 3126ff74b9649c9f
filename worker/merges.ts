import { mergeFoundWords } from '../core/store/found-words.ts';
import type { Store } from '../core/store/store.ts';

/** How often the search index is merged where anything was written, in milliseconds. */
const EVERY = 2_000;
/** So many small merges at a time, each in a commit of its own, between which others get their turn. */
const MOST = 20;

/** Merges what commits have added to the search index, so that no commit has to: callers wait for those. */
export function keepIndexMerged(
  store: Pick<Store, 'dataVersion' | 'write'>,
  onError: (error: unknown) => void,
  every = EVERY,
): { stop(): Promise<void> } {
  let seen = -1;
  let under: Promise<void> | null = null;
  let stopped = false;
  const merge = async () => {
    for (let n = 0; n < MOST && !stopped; n += 1) {
      if (!(await store.write(async tx => mergeFoundWords(tx)))) return;
    }
  };
  const timer = setInterval(() => {
    const version = store.dataVersion();
    if (version === seen || under) return;
    seen = version;
    under = merge()
      .catch(onError)
      .finally(() => {
        under = null;
      });
  }, every);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      stopped = true;
      await under;
    },
  };
}
