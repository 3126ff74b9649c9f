import { withoutForeignAccents } from '../rules/segments.ts';
import { en } from '../texts/desk/health/en.ts';
import { es } from '../texts/desk/health/es.ts';
import type { Language } from '../texts/texts.ts';

const WORDS: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en, es };

/** More than these are counted: a text has room for so many. */
const MOST = 3;

/** Parts of an installation by the names that the desk has for them, as one short list in the alphabet of texts. */
export function namesOfParts(about: readonly string[], language: Language): string {
  const names = about.slice(0, MOST).map(part => withoutForeignAccents(WORDS[language][part] ?? part));
  const more = about.length - names.length;
  return `${names.join('; ')}${more > 0 ? ` (+${more})` : ''}`;
}
