/**
 * Phrases are written so that a clinician can read and correct them:
 *
 * | in a phrase    | means                                                                            |
 * | -------------- | -------------------------------------------------------------------------------- |
 * | `kill myself`  | these words, one after the other                                                  |
 * | `kill\|hurt`   | one of these words                                                                |
 * | `suicid*`      | any word that begins so                                                           |
 * | `~suicide`     | the word, or the word with one slip of the finger after its first letter          |
 * | `<want>`       | one of the table's list of that name                                              |
 * | `my?` `<so>?`  | may be missing                                                                    |
 * | `..` `...`     | up to two, up to five other words                                                 |
 * | `#`            | a number                                                                          |
 * | `!<list>`      | but not when one of the list follows; at the start of a phrase: comes just before |
 *
 * Case, accents and apostrophes do not count, nor do doubled letters: `killll` is `kill`. Every gap is bounded in words, so
 * matching takes time linear in the text.
 */
export interface PhraseTable {
  /** Lists of phrases to name in others as `<name>`. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  /** How the language is misspelled by ear: applied to the text and to the phrases alike. */
  readonly spell: (words: string) => string;
}

const WORD = '[a-z0-9]+';

/** Makes one expression that finds any of the phrases in words as `wordsOnly` leaves them, after `respell`. */
export function compilePhrases(phrases: readonly string[], table: PhraseTable): RegExp {
  return new RegExp(` (?:${phrases.map(phrase => compilePhrase(phrase, table)).join('|')})`);
}

/** The text's words spelled as the compiled phrases are. */
export function respell(words: string, table: PhraseTable): string {
  return singleLetters(table.spell(words));
}

/**
 * Finds phrases typed with the spaces left out or put in anywhere: `killmyself`, `k i l l my self`, in words as
 * `wordsOnly` leaves them: spelling by ear needs whole words.
 */
export function compileSpacedOut(phrases: readonly string[]): RegExp {
  const letters = phrases.map(phrase =>
    [...singleLetters(phrase.replaceAll(' ', ''))].map(letter => `${letter}(?: ?${letter}){0,3}`).join(' ?'),
  );
  return new RegExp(`(?<= )(?:${letters.join('|')})(?= )`);
}

function singleLetters(words: string): string {
  return words.replace(/([a-z])\1+/g, '$1');
}

function compilePhrase(phrase: string, table: PhraseTable): string {
  const parts = phrase.split(' ');
  const misplaced = parts.slice(1, -1).find(part => part.startsWith('!'));
  if (misplaced) throw new Error(`${misplaced} may only begin or end a phrase: ${phrase}`);
  return parts.map((part, at) => compilePart(part, at === 0, table)).join('');
}

function compilePart(part: string, first: boolean, table: PhraseTable): string {
  if (part === '..') return `(?:${WORD} ){0,2}`;
  if (part === '...') return `(?:${WORD} ){0,5}`;
  if (part.startsWith('!')) {
    const inner = compilePart(part.slice(1), false, table);
    return first ? `(?<! ${inner})` : `(?!${inner})`;
  }
  if (part.endsWith('?')) return `(?:${compilePart(part.slice(0, -1), false, table)})?`;
  if (part.startsWith('<')) {
    const list = table.lists[part.slice(1, -1)];
    if (list === undefined) throw new Error(`No list ${part} in the phrase table`);
    return `(?:${list.map(phrase => compilePhrase(phrase, table)).join('|')})`;
  }
  return `(?:${part
    .split('|')
    .map(word => compileWord(word, table))
    .join('|')}) `;
}

function compileWord(word: string, table: PhraseTable): string {
  if (word === '#') return '[0-9]{1,6}';
  if (word.endsWith('*')) return `${spelled(word.slice(0, -1), table)}[a-z0-9]{0,20}`;
  if (word.startsWith('~')) return [...slips(spelled(word.slice(1), table))].join('|');
  return spelled(word, table);
}

function spelled(word: string, table: PhraseTable): string {
  const letters = respell(word.replaceAll("'", ''), table);
  if (!/^[a-z0-9]+$/.test(letters)) throw new Error(`Not a word of a phrase: ${word}`);
  return letters;
}

/** A word with one letter left out, put in, mistaken or swapped with its neighbour; the first letter stays. */
function slips(word: string): Set<string> {
  const found = new Set([word]);
  for (let at = 1; at <= word.length; at++) {
    const [before, after] = [word.slice(0, at), word.slice(at)];
    found.add(`${before}[a-z]${after}`);
    if (after === '') continue;
    found.add(`${before}${after.slice(1)}`);
    found.add(`${before}[a-z]${after.slice(1)}`);
    if (after.length > 1) found.add(`${before}${after[1]}${after[0]}${after.slice(2)}`);
  }
  return found;
}
