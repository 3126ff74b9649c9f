import type { Config } from '../config/schema.ts';
import type { Fetch } from '../outward.ts';
import type { DoctorFinding } from '../rules/doctor/findings.ts';
import type { Store } from '../store/store.ts';

/** One thing that is looked at. Whatever it throws becomes a finding, and hides no other's. */
export interface Check<Deps> {
  /** For whoever reads that it broke. */
  name: string;
  run(deps: Deps): Promise<readonly DoctorFinding[]>;
}

/** What looking outward needs. The worker does it each day as well, so it never waits for a person. */
export interface OutwardDeps {
  config: Config;
  fetch: Fetch;
  /** Epoch milliseconds. */
  now: () => number;
  /** Aborted when the check's time is up: hand it to whatever waits. */
  signal: AbortSignal;
  /** For looking only; null where there is no database yet. */
  store: Pick<Store, 'read'> | null;
}

export type OutwardCheck = Check<OutwardDeps>;
