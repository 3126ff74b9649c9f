import { sayingOf } from '../words.ts';

/** What the page about health says. */
export const say = await sayingOf({
  en: async () => (await import('../../core/texts/desk/health/en.ts')).en,
  es: async () => (await import('../../core/texts/desk/health/es.ts')).es,
});
