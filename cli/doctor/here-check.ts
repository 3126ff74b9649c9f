import type { FileReading } from '../../core/config/files.ts';
import type { Check } from '../../core/doctor/check.ts';

/** What looking at the machine itself needs. */
export interface HereDeps {
  /** The configuration file: checks that need what stands in it find nothing where it is broken. */
  reading: FileReading;
  /** Epoch milliseconds. */
  now: () => number;
  /** Aborted when the check's time is up. */
  signal: AbortSignal;
}

export type HereCheck = Check<HereDeps>;
