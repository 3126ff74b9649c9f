import type { HandOver } from '../core/alerts/hand-over.ts';
import type { Channel } from '../core/channels/contract.ts';
import type { Clock } from '../core/clock.ts';
import type { Config } from '../core/config/schema.ts';
import type { Log } from '../core/log.ts';
import type { Fetch } from '../core/outward.ts';
import type { Store } from '../core/store/store.ts';
import type { TwilioRest } from '../core/twilio/rest.ts';

/** What performing needs of the world. */
export interface PerformDeps {
  store: Store;
  clock: Clock;
  config: () => Config;
  sms: Channel;
  alerts: HandOver;
  rest: TwilioRest;
  /** For what is no letter of Twilio's: our own address, and the time that others have. */
  fetch: Fetch;
  log: Log;
}
