import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../core/clock.ts';
import type { EffectId } from '../core/ids.ts';
import type { Perform } from '../core/queue/scheduler.ts';
import { dueEffects, nextDue, PRIORITIES } from '../core/store/effects.ts';
import type { Store } from '../core/store/store.ts';

/** An effect that broke us is left alone for so long, in milliseconds: it must not be tried a hundred times a second. */
const REST = 30_000;
/** What is due and could not begin is looked at again after so long at the latest, in milliseconds. */
const AGAIN = 1_000;

/** How many effects may be under way while one of each priority is let in: slow recordings never hold up a crisis. */
const PLACES: Readonly<Record<(typeof PRIORITIES)[number], number>> = { 0: 24, 1: 16, 2: 12, 3: 6 };

export interface SweepOptions {
  store: Store;
  clock: Clock;
  perform: Perform;
  /** Looks after effects whose worker never came back. */
  releaseLost: () => Promise<number>;
  onError: (error: unknown) => void;
}

/**
 * Finds what is due in the database and performs it: the floor under every alarm clock, and the only one when there is
 * no Redis. Each effect at most once at a time in this process.
 */
export class Sweep {
  readonly #options: SweepOptions;
  readonly #underWay = new Map<EffectId, Promise<void>>();
  readonly #resting = new Map<EffectId, number>();
  #stopped = false;

  constructor(options: SweepOptions) {
    this.#options = options;
  }

  /**
   * Starts what is due, as far as there are places. When to look again (epoch milliseconds) if nothing is committed and
   * no place gets free before, or null.
   */
  async start(): Promise<number | null> {
    if (this.#stopped) return null;
    await this.#options.releaseLost();
    const now = this.#options.clock.now().epochMilliseconds;
    for (const priority of PRIORITIES) {
      const places = PLACES[priority] - this.#underWay.size;
      if (places <= 0) break;
      const known = this.#underWay.size + this.#resting.size;
      const due = await dueEffects(this.#options.store.read, now, priority, places + known);
      for (const id of due.filter(one => this.#mayBegin(one, now)).slice(0, places)) this.#begin(id);
    }
    // What is due already and has not begun waits for a place or rests: looking at once would find the same.
    const later = await nextDue(this.#options.store.read, now);
    return (await this.#isDue()) ? Math.min(later ?? Infinity, now + AGAIN) : later;
  }

  /** Performs everything that is due now, and what that makes due, until there is nothing left. */
  async drain(): Promise<void> {
    do {
      await this.start();
      if (this.#underWay.size === 0) return;
      await Promise.all(this.#underWay.values());
    } while (!this.#stopped && (await this.#isDue()));
  }

  /** Lets in nothing new and waits for what is under way, at most so long (milliseconds). */
  async stop(most: number): Promise<void> {
    this.#stopped = true;
    await Promise.race([Promise.all(this.#underWay.values()), sleep(most, undefined, { ref: false })]);
  }

  get underWay(): number {
    return this.#underWay.size;
  }

  async #isDue(): Promise<boolean> {
    const next = await nextDue(this.#options.store.read);
    return next !== null && next <= this.#options.clock.now().epochMilliseconds;
  }

  #mayBegin(id: EffectId, now: number): boolean {
    if (this.#underWay.has(id)) return false;
    const until = this.#resting.get(id);
    if (until === undefined) return true;
    if (until > now) return false;
    return this.#resting.delete(id);
  }

  #begin(id: EffectId): void {
    const run = this.#options
      .perform(id)
      .then(
        () => {},
        error => {
          this.#resting.set(id, this.#options.clock.now().epochMilliseconds + REST);
          this.#options.onError(error);
        },
      )
      .finally(() => this.#underWay.delete(id));
    this.#underWay.set(id, run);
  }
}

/** How often an idle worker looks whether anybody has committed (SQLite's data_version, some 3 us), in milliseconds. */
const WATCH = 10;
/** With Redis as alarm clock the sweep only has to catch what Redis lost. */
const FLOOR = 2_000;

/** Runs a sweep in real time until it is stopped. `onLook` is told at each turn, unless the last look failed. */
export function watch(
  sweep: Sweep,
  options: Omit<SweepOptions, 'perform' | 'releaseLost'> & { redis: boolean; onLook?: () => void },
) {
  const { store, clock, redis, onError, onLook = () => {} } = options;
  let running = true;
  const loop = async () => {
    let seen = -1;
    let next: number | null = 0;
    let busy = 0;
    let looks = true;
    while (running) {
      const version = store.dataVersion();
      const now = clock.now().epochMilliseconds;
      const freed = sweep.underWay < busy;
      if (version !== seen || freed || (next !== null && next <= now)) {
        seen = version;
        looks = true;
        next = await sweep.start().catch(error => {
          onError(error);
          looks = false;
          return now + 1_000;
        });
        busy = sweep.underWay;
      }
      if (looks) onLook();
      await sleep(redis ? FLOOR : WATCH, undefined, { ref: running });
    }
  };
  const done = loop();
  return {
    async stop(most: number) {
      running = false;
      await sweep.stop(most);
      await Promise.race([done, sleep(WATCH * 2)]);
    },
  };
}
