import { COMMON_PIECES } from './common-pieces.ts';

export const SHORTEST_PASSWORD = 12;
/** Long enough for any sentence; hashing takes the time of its length too. */
export const LONGEST_PASSWORD = 128;

/** How many characters must be left when all that is easy to guess has been taken out. */
const LEAST_OF_ITS_OWN = 6;
const SHORTEST_PIECE = 4;
const RUNS = [
  '01234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  '1qaz2wsx3edc4rfv5tgb',
];
const SHORTEST_RUN = 3;

export type PasswordVerdict = 'fine' | 'too_short' | 'too_long' | 'too_common';

/**
 * Whether a new password may be used. Length counts, not kinds of characters (NIST SP 800-63B, 3.1.1.2); what is refused
 * beside short ones is what somebody would try first: common words, runs and repetitions, and what belongs to this
 * practice or this person.
 *
 * @param known names and addresses around this person, such as the practice's name and their email
 */
export function judgePassword(password: string, known: readonly string[]): PasswordVerdict {
  const length = [...password].length;
  if (length < SHORTEST_PASSWORD) return 'too_short';
  if (length > LONGEST_PASSWORD) return 'too_long';
  const pieces = [...new Set([...known.flatMap(words), ...COMMON_PIECES])]
    .filter(piece => piece.length >= SHORTEST_PIECE)
    .sort((a, b) => b.length - a.length);
  const forms = [plain(password), unmasked(plain(password))];
  return forms.some(form => ownPart(form, pieces) < LEAST_OF_ITS_OWN) ? 'too_common' : 'fine';
}

/** How many different characters are left of a password without its pieces, runs, repetitions, years and signs. */
function ownPart(form: string, pieces: readonly string[]): number {
  let left = unrepeated(form.replaceAll(/[^\p{L}\p{N}]+/gu, ' '));
  for (const piece of pieces) left = left.replaceAll(piece, ' ');
  left = left.replaceAll(/(?:19|20)\d\d/g, ' ');
  left = withoutRuns(left);
  return new Set(left.replaceAll(' ', '')).size;
}

/** `abcabcabc` is `abc`, `aaaa` is `a`. */
function unrepeated(text: string): string {
  return text.replaceAll(/(.{1,8}?)\1{2,}/gu, '$1').replaceAll(/(.{3,16}?)\1+/gu, '$1');
}

function withoutRuns(text: string): string {
  const runs = RUNS.flatMap(run => [run, [...run].reverse().join('')]);
  let left = '';
  for (let at = 0; at < text.length; ) {
    const length = Math.max(...runs.map(run => sharedWith(run, text, at)));
    if (length < SHORTEST_RUN) left += text[at];
    at += length < SHORTEST_RUN ? 1 : length;
  }
  return left;
}

/** How many characters from `at` on go along a run. */
function sharedWith(run: string, text: string, at: number): number {
  const start = run.indexOf(text[at] ?? ' ');
  if (start < 0) return 0;
  let length = 1;
  while (start + length < run.length && text[at + length] === run[start + length]) length += 1;
  return length;
}

/** The words of a name or an address, and all of them run together. */
function words(name: string): string[] {
  const parts = plain(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  return [...parts, parts.join('')];
}

function plain(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

const MASKS: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** `P4$$w0rd` is `password`. */
function unmasked(text: string): string {
  return text.replaceAll(/[013457@$!]/g, masked => MASKS[masked] ?? masked);
}
