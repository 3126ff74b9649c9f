import type { EffectId, EntryId } from '../core/ids.ts';
import type { EntryRow } from '../core/store/schema.ts';

/** A request to the server and what came of it, as the one who made it saw it. Numbers count all that happens. */
export interface Answered {
  /** The carrier's own name for the webhook, the same for every attempt at it; null for a browser's request. */
  token: string | null;
  path: string;
  begun: number;
  ended: number;
  /** null when the connection was refused or broke. */
  status: number | null;
  /** Whether the server's disk was failing at the time. */
  diskFailed: boolean;
}

/** One attempt to have the carrier send a text. */
export interface Send {
  at: number;
  effect: EffectId;
  to: string;
  body: string;
  /** By the practice's own clock, which may have been set wrong (epoch milliseconds). */
  clock: number;
  /** The true time (epoch milliseconds). */
  time: number;
}

export interface SentForm {
  message: string;
  means: 'asks' | 'crisis';
  acknowledged: boolean;
}

/** What staff did, once the product had agreed to it. */
export interface StaffAct {
  at: number;
  clock: number;
  kind: 'reply' | 'handle' | 'confirm';
  entry: EntryId;
  /** The contact's number, null where the entry has none. */
  phone: string | null;
}

/** What people, the carrier and staff saw of a run: what the product is judged by, and not its own account of itself. */
export class Record {
  readonly answered: Answered[] = [];
  readonly sends: Send[] = [];
  readonly forms: SentForm[] = [];
  readonly staffActs: StaffAct[] = [];
  /** True times at which somebody moved the practice's clock (epoch milliseconds). */
  readonly clockMoved: number[] = [];
  /** The day of calm in which nobody touched the queue, by the practice's clock, and the entries as they then were. */
  calmDay: { from: number; until: number; entries: readonly EntryRow[] } | null = null;
  readonly logs: string[] = [];
  readonly trace: string[] = [];
  #happened = 0;

  /** The number of something that happens now. */
  next(): number {
    this.#happened += 1;
    return this.#happened;
  }
}
