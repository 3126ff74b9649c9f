import { en } from './en.ts';
import { es } from './es.ts';
import type { Group, Texts } from './shape.ts';

export type { Texts } from './shape.ts';

/** Sentences an owner changed, in any language; what is not there keeps the built-in words. */
export type TextOverrides = {
  readonly [L in Language]?: { readonly [G in Group]?: { readonly [K in keyof (typeof en)[G]]?: string } };
};

/** A language we have words for, as a BCP 47 primary tag. Adding one: a file beside en.ts and a line in `LANGUAGES`. */
export type Language = 'en' | 'es';

export const LANGUAGES = { en, es } as const satisfies Record<Language, Texts>;

const merged = new WeakMap<TextOverrides, Map<Language, Texts>>();
const NO_OVERRIDES: TextOverrides = {};

/** The built-in words of a language with the owner's changes laid over them. */
export function textsOf(language: Language, overrides: TextOverrides = NO_OVERRIDES): Texts {
  const known = merged.get(overrides) ?? new Map<Language, Texts>();
  merged.set(overrides, known);
  const texts = known.get(language) ?? merge(LANGUAGES[language], overrides[language] ?? {});
  known.set(language, texts);
  return texts;
}

function merge(base: Texts, own: NonNullable<TextOverrides[Language]>): Texts {
  return Object.fromEntries(
    Object.entries(base).map(([group, words]) => [group, { ...words, ...own[group as Group] }]),
  ) as unknown as Texts;
}

/**
 * Fills `{name}` places. A place without a value throws, so that nobody is ever sent a brace; the error names the
 * place, never a value.
 */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`No value for {${name}} in a sentence`);
    return String(value);
  });
}

/** The names of the `{places}` in a sentence, each once. */
export function placesIn(sentence: string): string[] {
  return [...new Set([...sentence.matchAll(/\{(\w+)\}/g)].map(match => match[1] as string))];
}
