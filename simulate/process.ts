import { sql } from 'kysely';
import type { Store } from '../core/store/store.ts';

/** Where a process may be killed. What was committed stays; what was not is gone. */
export const DEATHS = [
  'before a write',
  'within a write',
  'after a write',
  'before a request',
  'after a request',
] as const;
export type Death = (typeof DEATHS)[number];

class Killed extends Error {
  override name = 'Killed';
}

/** What a dead process still waits for never comes. */
export function never<T>(): Promise<T> {
  return new Promise<T>(() => {});
}

/** One life of the server or the worker, from its start to its death. */
export class Life {
  dead = false;
  /** While true, its database answers with an error, as a disk does that is failing or full. */
  diskFails = false;
  readonly #death = Promise.withResolvers<never>();
  #fate: { death: Death; left: number } | null = null;

  constructor() {
    this.#death.promise.catch(() => {});
  }

  /** It will die at the n-th time that it comes to a point. */
  doom(death: Death, nth: number): void {
    this.#fate = { death, left: nth };
  }

  get doomed(): Death | null {
    return this.#fate?.death ?? null;
  }

  /** Dies here and now: every connection to it breaks. */
  end(): void {
    if (this.dead) return;
    this.dead = true;
    this.#death.reject(Object.assign(new Error('the process died'), { code: 'ECONNRESET' }));
  }

  /** Whether it is dead, or dies at this very point. */
  endsAt(death: Death): boolean {
    if (!this.dead && this.#fate?.death === death) {
      this.#fate.left -= 1;
      if (this.#fate.left <= 0) this.end();
    }
    return this.dead;
  }

  /** What comes of `work` as somebody outside sees it, who may see the connection break. */
  seenFromOutside<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#death.promise]);
  }
}

/** A store whose process can die at any point of a write, or find its disk failing. */
export function mortal(store: Store, life: Life): Store {
  return {
    ...store,
    async write(flow) {
      if (life.endsAt('before a write')) return never();
      if (life.diskFails) throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' });
      try {
        const value = await store.write(async tx => {
          if (life.dead) throw new Killed();
          const made = await flow(tx);
          if (life.endsAt('within a write')) {
            // What the disk does by itself after a kill: the whole batch is undone.
            await sql`rollback`.execute(tx.db);
            throw new Killed();
          }
          return made;
        });
        return life.endsAt('after a write') ? never() : value;
      } catch (error) {
        if (life.dead || error instanceof Killed) return never();
        throw error;
      }
    },
  };
}
