import { sql } from 'kysely';
import type { Search } from '../rules/search-words.ts';
import { matchOf } from './found-words.ts';
import { query, type Reads } from './query.ts';

/**
 * So many finds of a word are fetched at a time, and more where one fetch did not do. Of a word that has fewer the index
 * looks for the others itself.
 */
const FEWEST = 256;
const MOST = 1_024;
/** What one search may cost, in finds fetched: some 0.3 us each, and a fetch as much as 1,500 of them. */
const BUDGET = 24_000;
const A_FETCH = 1_500;

const findsOf = query((db, { match, from, most }: { match: string; from: number; most: number }) =>
  db
    .selectFrom('found_words')
    .select('rowid as row')
    .where(sql<boolean>`found_words match ${match}`)
    .where('rowid', '<=', from)
    .orderBy('rowid', 'desc')
    .limit(most),
);

/** The finds of a query of the index, newest first, fetched as somebody gets there. */
class Finds {
  readonly #reads: Reads;
  readonly #match: string;
  #rows: readonly { row: number }[] = [];
  #at = 0;
  #most = FEWEST;
  /** What was spent on it so far. */
  spent = 0;

  constructor(reads: Reads, match: string) {
    this.#reads = reads;
    this.#match = match;
  }

  /** Whether all that there is from where it was first asked was fetched. */
  get few(): boolean {
    return this.#rows.length < this.#most;
  }

  /** The newest find that is not after `from`, which only ever goes back; 0 when there is none. */
  newestFrom(from: number): number {
    while (this.#at < this.#rows.length && (this.#rows[this.#at]?.row ?? 0) > from) this.#at += 1;
    const known = this.#rows[this.#at];
    if (known) return known.row;
    if (this.spent > 0 && this.few) return 0;
    if (this.spent > 0) this.#most = Math.min(MOST, this.#most * 2);
    this.#rows = this.#reads.all(findsOf, { match: this.#match, from, most: this.#most });
    this.#at = 0;
    this.spent += A_FETCH + this.#rows.length;
    return this.#rows[0]?.row ?? 0;
  }
}

/**
 * Walks through the finds in which all words of a search stand, newest first. The index does that by itself where one of
 * them is rare. But of two that stand everywhere and never together it would go through all there is, whatever bounds its
 * rows are given; so here each is followed only to where the others have one, and no further than the budget goes.
 */
export class WordWalk {
  readonly #finds: readonly Finds[];
  readonly #budget: number;
  #from: number;

  constructor(reads: Reads, { terms }: Search, from: number, budget = BUDGET) {
    this.#budget = budget;
    this.#from = terms.length === 0 ? 0 : from;
    const matches = terms.map(term => matchOf(reads, term));
    const finds = matches.map(match => new Finds(reads, match));
    for (const one of finds.length > 1 ? finds : []) one.newestFrom(from);
    const rare = finds.length > 1 && finds.some(one => one.few);
    this.#finds = rare ? [new Finds(reads, matches.join(' AND '))] : finds;
  }

  /** Up to here everything was looked at; 0 when all of it was. */
  get from(): number {
    return this.#from;
  }

  get spent(): boolean {
    return this.#finds.reduce((sum, one) => sum + one.spent, 0) >= this.#budget;
  }

  /** The next finds, so many at the most; fewer when there are no others, or the budget is spent. */
  next(most: number): number[] {
    const found: number[] = [];
    while (found.length < most && this.#from > 0 && !this.spent) {
      const rows = this.#finds.map(one => one.newestFrom(this.#from));
      const oldest = Math.min(...rows);
      const together = rows.every(row => row === oldest);
      if (together && oldest > 0) found.push(oldest);
      this.#from = together ? oldest - 1 : oldest;
      if (oldest <= 0) this.#from = 0;
    }
    return found;
  }
}
