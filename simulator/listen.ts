import { once } from 'node:events';
import { serve } from '@hono/node-server';
import { runInRealTime } from './real-time.ts';
import type { Simulator } from './simulator.ts';

/**
 * Serves a simulator, its time running by itself: on this machine only, unless another address to listen on is given.
 * Rejects when the port is taken.
 */
export async function listen(
  simulator: Simulator,
  port: number,
  hostname = '127.0.0.1',
): Promise<{ port: number; close: () => Promise<void> }> {
  const server = serve({ fetch: simulator.app.fetch, port, hostname });
  await once(server, 'listening');
  const stop = runInRealTime(simulator);
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    async close() {
      stop();
      // Pages keep an event stream open, which would hold the server for ever.
      if ('closeAllConnections' in server) server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
