import type { Context } from 'hono';
import type { Clock } from '../core/clock.ts';
import type { Config } from '../core/config/schema.ts';
import type { Random } from '../core/ids.ts';
import type { Log } from '../core/log.ts';
import type { Store } from '../core/store/store.ts';
import type { SessionPort } from './auth/session-port.ts';
import type { WebhooksHeard } from './webhooks/heard.ts';

/** What the server needs of the world; tests and the demo pass their own. */
export interface ServerDeps {
  config: () => Config;
  store: Store;
  clock: Clock;
  random: Random;
  log: Log;
  /** The address a request came from, for rate limits alone. */
  clientAddress: (c: Context) => string;
  /** Who is signed in. Without it there is no desk and no API. */
  session?: SessionPort;
  /** Whether it runs in the containers of the Compose file. */
  compose?: boolean;
  /** Aborted when the process is about to end. */
  ending?: AbortSignal;
}

/** What webhooks need besides. */
export interface WebhookDeps extends ServerDeps {
  heard: Pick<WebhooksHeard, 'good' | 'bad' | 'count'>;
}
