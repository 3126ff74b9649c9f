import { type Change, changesSince, countCrises, feedEnds } from '../../core/store/changes.ts';
import type { Store } from '../../core/store/store.ts';

/** How often the database is asked whether anything has changed, in milliseconds; asking takes some 3 us. */
const EVERY = 100;
/** More than that in one look, or since somebody was last here, and they had better read everything again. */
const MOST = 500;
/** Nobody counts further. */
const MOST_CRISES = 99;

/** What listeners are told. Ids and a number alone: nothing about a person. */
export interface News {
  /** Where the feed is now; to be named by whoever comes back. */
  seq: number;
  /** What changed; null when it is too much to say, and all of it should be read again. */
  changes: readonly Pick<Change, 'noun' | 'id'>[] | null;
  /** How many crises are not handled. */
  crises: number;
}

interface Listener {
  seq: number;
  hear(news: News): void;
}

/** Tells all who listen what changes in the database, whichever process changes it, by one look for all of them. */
export class ChangeFeed {
  readonly #store: Pick<Store, 'all' | 'first' | 'dataVersion'>;
  readonly #onError: (error: unknown) => void;
  readonly #listeners = new Set<Listener>();
  #timer: NodeJS.Timeout | null = null;
  #version = -1;

  constructor(store: Pick<Store, 'all' | 'first' | 'dataVersion'>, onError: (error: unknown) => void) {
    this.#store = store;
    this.#onError = onError;
  }

  /**
   * Listens from a place in the feed on, or from now. `hear` is called at once with what came since. Returns how to stop.
   */
  listen(after: number | null, hear: (news: News) => void): () => void {
    const news = this.#newsSince(after ?? feedEnds(this.#store).last);
    const listener = { seq: news.seq, hear };
    hear(news);
    this.#listeners.add(listener);
    this.#timer ??= setInterval(() => this.#look(), EVERY);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0 || !this.#timer) return;
      clearInterval(this.#timer);
      this.#timer = null;
    };
  }

  #look(): void {
    try {
      const version = this.#store.dataVersion();
      if (version === this.#version) return;
      const told = new Map<number, News>();
      for (const listener of [...this.#listeners]) {
        const { seq } = listener;
        const news = told.get(seq) ?? this.#newsSince(seq);
        told.set(seq, news);
        listener.seq = news.seq;
        if (news.seq !== seq) listener.hear(news);
      }
      this.#version = version;
    } catch (error) {
      // The next look finds the same, and more.
      this.#onError(error);
    }
  }

  #newsSince(seq: number): News {
    const { first, last } = feedEnds(this.#store);
    const crises = countCrises(this.#store, MOST_CRISES);
    // Before what is kept, or after all there ever was (another database): nobody can say what came since.
    const lost = seq < first - 1 || seq > last;
    const changes = lost ? null : changesSince(this.#store, seq, MOST + 1);
    if (changes === null || changes.length > MOST) return { seq: last, changes: null, crises };
    return { seq: changes.at(-1)?.seq ?? seq, changes: distinct(changes), crises };
  }
}

/** Each thing once, however often it changed. */
function distinct(changes: readonly Change[]): News['changes'] {
  const seen = new Map(changes.map(({ noun, id }) => [`${noun} ${id}`, { noun, id }]));
  return [...seen.values()];
}
