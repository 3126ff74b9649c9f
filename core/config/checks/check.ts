import type { Surroundings } from '../elsewhere.ts';
import type { Finding } from '../problem.ts';
import type { Config } from '../schema.ts';

/** What a check may know beside the configuration. */
export interface CheckContext {
  readonly around: Surroundings;
  /** The file as written, before values from elsewhere were put in. */
  readonly written: unknown;
}

/** One thing that must hold between several parts of a file. */
export interface Check {
  /** Patterns of the paths it looks at; while any of them is wrong in itself, the check is not asked. */
  readonly reads: readonly string[];
  /** `warning`: worth saying, but no reason not to start. Otherwise an error. */
  readonly severity?: 'warning';
  find(config: Config, context: CheckContext): Finding[];
}
