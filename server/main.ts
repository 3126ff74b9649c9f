import { serve } from '@hono/node-server';
import { StartupError } from '../core/errors.ts';
import type { Scheduler } from '../core/queue/scheduler.ts';
import { findCrisisWords } from '../core/rules/crisis/find-crisis-words.ts';
import { createApp } from './app.ts';
import { clientAddress } from './client-address.ts';
import type { ServerDeps } from './deps.ts';

/** SIGTERM leaves ten seconds; requests under way get most of them. */
const DRAIN = 8_000;
const CLOSE_IDLE = 50;

export interface RunningServer {
  port: number;
  stop(): Promise<void>;
}

/** Starts the server: listens, and hints Redis where there is one. */
export async function runServer(deps: Omit<ServerDeps, 'clientAddress'>): Promise<RunningServer> {
  const { store, config, log } = deps;
  const scheduler = await hints(deps);
  if (scheduler) store.onPromised(promised => scheduler.hint(promised));
  const app = createApp({ ...deps, clientAddress });
  const { host, port } = config().server;
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = serve({ fetch: app.fetch, port, hostname: host }, info => resolve(info.port));
  server.on('error', (error: NodeJS.ErrnoException) =>
    reject(
      error.code === 'EADDRINUSE'
        ? new StartupError(
            `Port ${port} on ${host} is taken; set server.port to another one, or stop what uses it.`,
          )
        : error,
    ),
  );
  try {
    const listening = await promise;
    log.info({ event: 'listening', port: listening });
    // The tables of crisis words are compiled at their first use: not while somebody waits for an answer.
    setImmediate(() => findCrisisWords(''));
    return {
      port: listening,
      async stop() {
        const closed = new Promise<void>(done => server.close(() => done()));
        // A connection that was busy a moment ago is kept alive for the next request, which must not come any more.
        const idle = setInterval(() => {
          if ('closeIdleConnections' in server) server.closeIdleConnections();
        }, CLOSE_IDLE);
        const late = setTimeout(() => {
          if ('closeAllConnections' in server) server.closeAllConnections();
        }, DRAIN);
        await closed;
        clearInterval(idle);
        clearTimeout(late);
        await scheduler?.close();
      },
    };
  } catch (error) {
    await scheduler?.close();
    throw error;
  }
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
