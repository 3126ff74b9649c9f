import { listensAgain } from '../core/flows/catch-up.ts';
import { serverIsWell } from '../core/flows/health-facts.ts';
import type { Scheduler } from '../core/queue/scheduler.ts';
import { compileCrisisWords } from '../core/rules/crisis/find-crisis-words.ts';
import { createApp } from './app.ts';
import { partsOf } from './auth/auth.ts';
import { clientAddress } from './client-address.ts';
import type { ServerDeps } from './deps.ts';
import { listen } from './listen.ts';
import { WebhooksHeard } from './webhooks/heard.ts';

export interface RunningServer {
  port: number;
  stop(): Promise<void>;
}

/** How often it is written down that the server runs, and when Twilio last reached us, in milliseconds. */
const SAID_EVERY = 60_000;

/** Starts the server: listens, and hints Redis where there is one. */
export async function runServer(deps: Omit<ServerDeps, 'clientAddress'>): Promise<RunningServer> {
  const { store, config, log } = deps;
  const scheduler = await hints(deps);
  if (scheduler) store.onPromised(promised => scheduler.hint(promised));
  const ending = new AbortController();
  const wired = { ...deps, clientAddress, ending: ending.signal };
  const auth = partsOf(wired);
  const heard = new WebhooksHeard(deps);
  const app = createApp({ ...wired, session: auth.sessions }, auth, heard);
  // What cannot be written now is said by /readyz, and written the next time.
  const runs = () => void store.write(tx => serverIsWell(tx)).catch(() => {});
  const writingDown = setInterval(() => {
    runs();
    void heard.writeDown();
  }, SAID_EVERY).unref();
  try {
    const { port, stop } = await listen(app, config().server);
    log.info({ event: 'listening', port });
    runs();
    // Should this fail, the next reading comes within ten minutes by itself.
    store.write(tx => listensAgain(tx)).catch(() => {});
    inSteps(compileCrisisWords());
    return {
      port,
      async stop() {
        // What goes on for as long as a desk is open would keep its connection open.
        ending.abort();
        await stop();
        clearInterval(writingDown);
        await heard.writeDown();
        await scheduler?.close();
      },
    };
  } catch (error) {
    clearInterval(writingDown);
    await scheduler?.close();
    throw error;
  }
}

/** Goes through work that can wait, a step between two turns of the event loop: requests come first. */
function inSteps(work: Iterator<void>): void {
  setImmediate(() => {
    if (!work.next().done) inSteps(work);
  });
}

async function hints({
  config,
  clock,
  log,
}: Pick<ServerDeps, 'config' | 'clock' | 'log'>): Promise<Scheduler | null> {
  const redis = config().redis;
  if (!redis) return null;
  const { createBullScheduler } = await import('../core/queue/bullmq.ts');
  return createBullScheduler(
    redis.url,
    () => clock.now().epochMilliseconds,
    (code, details = {}) => log.warn({ event: code, ...details }),
  );
}
