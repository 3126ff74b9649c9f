/** Longer than anybody types; the rest is not looked at. */
const LONGEST = 200;
const MOST_TERMS = 8;
/** Fewer digits than an ending that people know a number by are digits of something else. */
const FEWEST_DIGITS = 4;

/** Digits with what people write between them. */
const NUMBER = /\+?\d(?:[\s().\-/]{0,3}\d){3,}/g;

/** What somebody searches for. */
export interface Search {
  /** A query of the full-text index: every word in it, each as the beginning of one; null when there is none. */
  match: string | null;
  /** The digits, when it is a number and nothing else: a part of a phone number. */
  digits: string | null;
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
  return { match: terms.length === 0 ? null : terms.join(' AND '), digits: alone ? digitsOf(only) : null };
}

/** Of one letter alone every word that begins with it would be too many. */
function term(word: string): string {
  return [...word].length < 2 ? quoted(word) : `${quoted(word)} *`;
}

/** As it stands in one piece, or as it was typed. */
function numberTerm(number: string): string {
  const digits = digitsOf(number);
  return digits.length < FEWEST_DIGITS ? term(number) : `(${quoted(digits)} * OR ${quoted(number)} *)`;
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
