import type { EffectId } from '../ids.ts';

/** An effect and when it is due (epoch milliseconds). */
export interface Wake {
  id: EffectId;
  dueAt: number;
}

/**
 * The alarm clock. The truth is in the database: a wake that is lost, doubled or early costs time, never a promise,
 * because the sweep finds what is due and claiming decides.
 */
export interface Scheduler {
  /** Tells of effects after their commit. Never throws, and nobody waits for it. */
  hint(wakes: readonly Wake[]): void;
  /** Whether Redis answers now. */
  answers(): boolean;
  close(): Promise<void>;
}

/** Performs one effect if it is due; when it may be tried next (epoch milliseconds), or null if there is nothing left. */
export type Perform = (id: EffectId) => Promise<number | null>;
