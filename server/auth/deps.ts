import type { Context } from 'hono';
import type { Clock } from '../../core/clock.ts';
import type { Config } from '../../core/config/schema.ts';
import type { Random } from '../../core/ids.ts';
import type { Log } from '../../core/log.ts';
import type { Store } from '../../core/store/store.ts';
import type { KnownDevices } from './known-devices.ts';
import type { Library } from './library.ts';
import type { Passwords } from './passwords.ts';
import type { Sessions } from './sessions.ts';
import type { SlowDown } from './slow-down.ts';

/** What signing in needs of the world. */
export interface AuthDeps {
  config: () => Config;
  store: Store;
  clock: Clock;
  random: Random;
  log: Log;
  /** Where a request came from. */
  clientAddress: (c: Context) => string;
}

/** What its routes share. */
export interface AuthParts extends AuthDeps {
  sessions: Sessions;
  passwords: Passwords;
  devices: KnownDevices;
  slow: SlowDown;
  /** Loaded when somebody first signs in. */
  library: () => Promise<Library>;
  /** A keyed hash: the log and the memory know an address again without holding it. */
  hashed: (text: string) => string;
}
