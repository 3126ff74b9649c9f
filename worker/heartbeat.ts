import { workerIsWell } from '../core/flows/health-facts.ts';
import type { Store } from '../core/store/store.ts';

/** How often the worker says that it runs, in milliseconds. */
const EVERY = 60_000;

/** Says now and then that the worker runs, and whether Redis answers it: whoever looks at the desk cannot ask it. */
export function sayThatItRuns(
  store: Pick<Store, 'write'>,
  redisAnswers: () => boolean,
  onError: (error: unknown) => void,
  every = EVERY,
): { stop(): void } {
  const say = () => void store.write(tx => workerIsWell(tx, redisAnswers())).catch(onError);
  say();
  const timer = setInterval(say, every);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
