import { html } from 'hono/html';
import type { Config } from '../../core/config/schema.ts';
import { formatPhone } from '../../core/rules/phone.ts';
import { fill, type Language, type Texts, textsOf } from '../../core/texts/texts.ts';

/** HTML whose values are escaped. */
export type Markup = ReturnType<typeof html>;
export type PageKey = keyof Texts['page'];

/** The sentences of the public pages in one language, with the practice's own names already filled in. */
export interface Words {
  readonly language: Language;
  /** A sentence as plain text. `{sender}`, `{practice}`, `{number}` and `{contact}` fill themselves. */
  say(key: PageKey, values?: Readonly<Record<string, string | number>>): string;
  /** A sentence with markup, such as links, in its places. */
  mark(key: PageKey, places: Readonly<Record<string, Markup>>): Markup;
}

export function wordsFor(config: Config, language: Language): Words {
  const { page } = textsOf(language, config.texts);
  const own = {
    sender: config.practice.sender,
    practice: config.practice.name,
    number: lineNumber(config),
    contact: config.practice.legal?.privacy_contact ?? '',
  };
  return {
    language,
    say: (key, values = {}) => fill(page[key], { ...own, ...values }),
    mark: (key, places) => {
      const parts = page[key].split(/\{(\w+)\}/);
      return html`${parts.map((part, at) => {
        if (at % 2 === 0) return part;
        return places[part] ?? fill(`{${part}}`, own);
      })}`;
    },
  };
}

/** The practice's first number as people write it at home. */
export function lineNumber(config: Config): string {
  const line = config.lines[0];
  return line ? formatPhone(line.number, config.practice.country) : '';
}
