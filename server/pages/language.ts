import type { Context } from 'hono';
import type { Config } from '../../core/config/schema.ts';
import type { Language } from '../../core/texts/texts.ts';

/**
 * The language of a page: what the address asks for (`?lang=es`), else the contact's, else the best that the browser
 * accepts, else the practice's first. Only languages that the practice offers.
 */
export function pageLanguage(c: Context, config: Config, contacts: Language | null = null): Language {
  const offered = config.practice.languages;
  const wished = [c.req.query('lang'), contacts, ...accepted(c.req.header('accept-language') ?? '')];
  for (const wish of wished) {
    const found = offered.find(language => language === wish);
    if (found) return found;
  }
  return offered[0] ?? 'en';
}

/** Primary tags of an Accept-Language header (RFC 9110, 12.5.4), best first: `es-MX,en;q=0.8` is es, en. */
function accepted(header: string): string[] {
  return header
    .slice(0, 500)
    .split(',')
    .map(part => {
      const [tag = '', quality] = part.split(';');
      const weight = quality === undefined ? 1 : Number(/^\s*q=([\d.]+)\s*$/.exec(quality)?.[1] ?? 0);
      return { tag: tag.trim().toLowerCase().split('-')[0] ?? '', weight };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}
