import type { Context } from 'hono';
import type { Config } from '../../core/config/schema.ts';
import type { Random } from '../../core/ids.ts';
import type { IntakePort } from './intake-port.ts';

export interface PagesDeps {
  /** The configuration in force; asked anew for every page. */
  config: () => Config;
  now: () => Temporal.Instant;
  intake: IntakePort;
  random: Random;
  /** Where a request came from, for rate limits. */
  clientAddress: (c: Context) => string;
  /** Codes and counts only: never words, names, numbers or tokens. */
  log: (event: { code: string; [ids: string]: string | number }) => void;
}
