/** Longer than anybody types; the rest is not looked at. */
const LONGEST = 200;
const MOST_TERMS = 8;
/** Fewer digits than an ending that people know a number by are digits of something else. */
const FEWEST_DIGITS = 4;
/** Up to here the index has every beginning of a word ready (its `prefix` in core/store/migrations/search-index.ts). */
const READY = 4;

/** Digits with what people write between them. */
const NUMBER = /\+?\d(?:[\s().\-/]{0,3}\d){3,}/g;

/** What somebody searches for. */
export interface Search {
  /** All of them must stand in the same text, form or note. */
  terms: readonly Term[];
  /** The digits, when it is a number and nothing else: a part of a phone number. */
  digits: string | null;
}

/** A word or a number that somebody typed. */
export interface Term {
  /** A query of the full-text index for it, as the beginning of a word. */
  match: string;
  /**
   * Where it ends in a longer beginning than the index has ready: that beginning as the index writes it, and the words
   * that stand before it (`o` in `o'brien`). Null where that is not so, or where the index alone knows how it writes it.
   */
  beginning: { before: string; start: string } | null;
}

/**
 * Reads what somebody typed into the search field. None of it is syntax: every word is quoted, as the index wants it.
 * https://www.sqlite.org/fts5.html#fts5_strings
 */
export function readSearch(typed: string): Search {
  const text = typed
    .replace(/[\p{C}]/gu, ' ')
    .slice(0, LONGEST)
    .toWellFormed()
    .trim();
  const numbers = [...text.matchAll(NUMBER)].map(([number]) => number);
  const rest = text.replace(NUMBER, ' ');
  const words = rest.split(/\s+/).filter(hasWord).map(term);
  const terms = [...numbers.map(numberTerm), ...words].slice(0, MOST_TERMS);
  const [only, ...others] = numbers;
  const alone = only !== undefined && others.length === 0 && !hasWord(rest);
  return { terms, digits: alone ? digitsOf(only) : null };
}

/** A query for one of these, each a word as it stands in the index, where `before` stands before it. */
export function matchOfEndings(before: string, words: readonly string[]): string {
  return `(${words.map(word => quoted(`${before} ${word}`)).join(' OR ')})`;
}

/** Of one letter alone every word that begins with it would be too many. */
function term(word: string): Term {
  if ([...word].length < 2) return { match: quoted(word), beginning: null };
  return { match: `${quoted(word)} *`, beginning: beginningOf(word) };
}

/** Letters whose plain form is surely the index's (a test asks it), and what ends a word among what people type. */
const SURE = /^[\u0021-\u017f’‘“”–—…]+$/;
const BETWEEN = /[!-/:-@[-`{-~’‘“”–—…¿¡]+/;

function beginningOf(word: string): Term['beginning'] {
  if (!SURE.test(word.normalize('NFC'))) return null;
  const words = plain(word)
    .split(BETWEEN)
    .filter(one => one !== '');
  const start = words.at(-1);
  if (start === undefined || start.length <= READY || !words.every(one => /^[a-z0-9]+$/.test(one)))
    return null;
  return { before: words.slice(0, -1).join(' '), start };
}

/** As the index writes letters of English and Spanish: small, and without accents. */
function plain(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** As it stands in one piece, or as it was typed. */
function numberTerm(number: string): Term {
  const digits = digitsOf(number);
  if (digits.length < FEWEST_DIGITS) return term(number);
  return { match: `(${quoted(digits)} * OR ${quoted(number)} *)`, beginning: null };
}

function digitsOf(number: string): string {
  return number.replace(/\D/g, '');
}

function quoted(words: string): string {
  return `"${words.replaceAll('"', '""')}"`;
}

function hasWord(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
