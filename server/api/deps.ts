import type { Clock } from '../../core/clock.ts';
import type { Config } from '../../core/config/schema.ts';
import type { Log } from '../../core/log.ts';
import type { Store } from '../../core/store/store.ts';
import type { SessionPort } from '../auth/session-port.ts';
import type { WebhooksHeard } from '../webhooks/heard.ts';

/** What the desk's API needs of the world. */
export interface ApiDeps {
  config: () => Config;
  store: Store;
  clock: Clock;
  log: Log;
  session: SessionPort;
  /** What Twilio's webhooks were like since that was last written down. */
  heard: Pick<WebhooksHeard, 'since'>;
  /** Whether it runs in the containers of the Compose file: commands are typed in another way then. */
  compose?: boolean;
  /** Aborted when the process is about to end: streams end then. */
  ending?: AbortSignal;
}
