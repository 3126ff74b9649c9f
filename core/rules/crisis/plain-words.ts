/** Letters of other alphabets that look like Latin ones, as used to slip past filters or typed by accident. */
// biome-ignore format: read at one glance
const LOOKALIKES: Readonly<Record<string, string>> = {
  а: 'a', в: 'b', е: 'e', һ: 'h', і: 'i', ј: 'j', к: 'k', ӏ: 'l', м: 'm', о: 'o', р: 'p', ѕ: 's', с: 'c', т: 't',
  у: 'y', х: 'x', ԁ: 'd', α: 'a', ε: 'e', ι: 'i', κ: 'k', ν: 'v', ο: 'o', ρ: 'p', τ: 't', υ: 'u', χ: 'x', ı: 'i', ł: 'l',
  ø: 'o', đ: 'd', ɡ: 'g',
};
const LOOKALIKE = new RegExp(`[${Object.keys(LOOKALIKES).join('')}]`, 'gu');

/** Digits and signs that stand for letters, as in su1c1de or $uicide. `1` is read twice: as i and as l. */
// biome-ignore format: read at one glance
const STAND_INS: Readonly<Record<string, string>> = {
  '0': 'o', '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b', '@': 'a', $: 's', '!': 'i', '|': 'l', '+': 't',
};

/** The mark that stands for the end of a sentence or line in a broken reading; never a word. */
export const BREAK = '/';

/**
 * Lower case, compatibility forms (NFKC and more), no accents, no apostrophes, no invisible characters. Punctuation is
 * still there. The acute accent typed as an apostrophe goes first: NFKD would turn it into a space.
 */
export function foldLetters(text: string): string {
  return text
    .replace(/[´`ʹʼ‘’‛′]/g, "'")
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}\p{Cc}']/gu, sign => (sign === '\n' || sign === '\r' || sign === '\t' ? '\n' : ''))
    .replace(LOOKALIKE, letter => LOOKALIKES[letter] ?? letter);
}

/** Words alone: ` i dont want to `, one space around each, so that ` word ` finds whole words. */
export function wordsOnly(folded: string): string {
  return ` ${folded.replace(/[^a-z0-9]+/g, ' ').trim()} `;
}

/** The words of a text as they stand, for rules that need no suspicion. */
export function plainWords(text: string): string {
  return wordsOnly(foldLetters(text));
}

/**
 * Every way in which a text may have been meant, each as `wordsOnly` gives it: as it stands, with sentence ends kept as
 * BREAK, and with stand-in digits and signs read as letters. A finding in any of them counts, so no reading can hide
 * what another shows.
 */
export function suspiciousReadings(text: string): readonly string[] {
  const folded = foldLetters(text);
  const spellings = [folded];
  if (/[a-z][0-9@$!|+*]|[0-9@$!|+*][a-z]/.test(folded)) {
    spellings.push(withStandIns(folded, 'i'), withStandIns(folded, 'l'));
  }
  return [...new Set(spellings.flatMap(spelling => [wordsOnly(spelling), brokenWords(spelling)]))];
}

function withStandIns(folded: string, one: 'i' | 'l'): string {
  return folded
    .replaceAll('*', '')
    .replace(/(?<=[a-z0-9])[@!|+](?=[a-z0-9])|\$(?=[a-z0-9])|@(?=[a-z0-9])/g, sign => STAND_INS[sign] ?? sign)
    .replace(/[a-z0-9]+/g, word =>
      /[a-z]/.test(word)
        ? word.replace(/[0-9]/g, digit => (digit === '1' ? one : (STAND_INS[digit] ?? digit)))
        : word,
    );
}

function brokenWords(folded: string): string {
  const marked = folded.replace(/[.!?;…\n]/g, BREAK).replace(/[^a-z0-9/]+/g, ' ');
  return ` ${marked.replace(/[/ ]*\/[/ ]*/g, ` ${BREAK} `).trim()} `;
}
