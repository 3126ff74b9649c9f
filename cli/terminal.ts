import { styleText } from 'node:util';

/** As wide as every terminal is. */
export const WIDTH = 80;

type Style = Parameters<typeof styleText>[0];

/** Colour for a person's eyes: none where the output is no terminal, or NO_COLOR is set. */
export function styled(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

/**
 * Somebody else's words, safe to print: what would move a terminal's cursor, change its title or turn the direction of
 * writing is shown as `\u001b` instead. Line breaks and tabs become spaces.
 */
export function shown(words: string): string {
  return escaped(words.replaceAll(/[\r\n\t\u2028\u2029]+/g, ' '));
}

/** The same for JSON, where the escapes are read back as what they stand for. */
export function shownJson(value: unknown): string {
  return escaped(JSON.stringify(value, null, 2).replaceAll(/[\u2028\u2029]/g, escapedOne), /[^\P{Cc}\n]/gu);
}

/** Words of several lines, each broken at spaces to fit between `indent` and the 80th column. */
export function wrapped(words: string, indent = ''): string[] {
  return words.split(/\r\n|[\r\n\u2028\u2029]/).flatMap(line => wrapLine(shown(line), indent));
}

/** How many columns a text takes: letters with their accents are one, wide scripts and emoji two. */
export function columns(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const WIDE =
  /\p{Emoji_Presentation}|\p{sc=Han}|\p{sc=Hangul}|\p{sc=Hiragana}|\p{sc=Katakana}|[\uff01-\uff60]/u;

const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

function escaped(text: string, controls = /\p{Cc}/gu): string {
  return text.toWellFormed().replaceAll(controls, escapedOne).replaceAll(BIDI, escapedOne);
}

function escapedOne(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}

function wrapLine(line: string, indent: string): string[] {
  const room = Math.max(20, WIDTH - columns(indent));
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ').flatMap(word => pieces(word, room))) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (current !== '' && columns(longer) > room) {
      lines.push(current);
      current = word;
    } else {
      current = longer;
    }
  }
  return [...lines, current].map(text => (indent + text).trimEnd());
}

/** A word that no line can hold, cut into pieces that one can. */
function pieces(word: string, room: number): string[] {
  if (columns(word) <= room) return [word];
  const cut: string[] = [''];
  for (const { segment } of graphemes.segment(word)) {
    const last = cut.at(-1) ?? '';
    if (columns(last + segment) > room) cut.push(segment);
    else cut[cut.length - 1] = last + segment;
  }
  return cut;
}
