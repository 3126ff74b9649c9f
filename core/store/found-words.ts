import { sql } from 'kysely';
import { matchOfEndings, type Term } from '../rules/search-words.ts';
import { query, type Reads } from './query.ts';
import type { Tx } from './writer.ts';

/** Words that begin alike are named one by one up to so many; of more the index itself collects every find first. */
const MOST_ENDINGS = 16;
/** Pages of the index that one merge writes, some 30 us each: nobody who commits meanwhile waits noticeably. */
const PAGES = 16;

const termFrom = query((db, { from, to }: { from: string; to: string }) =>
  db.selectFrom('found_terms').select('term').where('term', '>=', from).where('term', '<=', to).limit(1),
);
const merge = query((db, { pages }: { pages: number }) =>
  db.insertInto('found_words').values({ found_words: 'merge', rank: pages }),
);
const written = query((db, _: Record<never, never>) =>
  db.selectNoFrom(sql<number>`total_changes()`.as('count')),
);

/**
 * A query of the index for a term. Of the beginning of a word the index would collect and sort every find before it
 * gives the newest, unless it has that beginning ready; each whole word it walks from the newest find on. So the words
 * that begin so are looked up first.
 * https://www.sqlite.org/fts5.html#prefix_indexes
 */
export function matchOf(reads: Reads, { match, beginning }: Term): string {
  if (!beginning) return match;
  const words = wordsFrom(reads, beginning.start);
  return words.length === 0 || words.length > MOST_ENDINGS ? match : matchOfEndings(beginning.before, words);
}

/** The words in the index that begin so, at most one more than are wanted: from each on to the next that may follow it. */
function wordsFrom(reads: Reads, start: string): string[] {
  const words: string[] = [];
  // No word has a sign before '0', and none one after the last of all.
  const to = `${start}\u{10ffff}`;
  for (let from = start; words.length <= MOST_ENDINGS; from = `${words.at(-1)}0`) {
    const next = reads.first(termFrom, { from, to });
    if (!next) break;
    words.push(next.term);
  }
  return words;
}

/**
 * Merges a little of what recent commits have added to the index, as they leave that to others: each adds a part of its
 * own, and a search looks into every one. Says whether there is more to do.
 * https://www.sqlite.org/fts5.html#the_merge_command
 */
export function mergeFoundWords(tx: Tx): boolean {
  const before = tx.first(written, {})?.count ?? 0;
  tx.run(merge, { pages: PAGES });
  // The command itself is one change.
  return (tx.first(written, {})?.count ?? 0) - before > 1;
}
