import { sayingOf } from '../words.ts';

export const say = await sayingOf({
  en: async () => (await import('../../core/texts/desk/keeping/en.ts')).en,
  es: async () => (await import('../../core/texts/desk/keeping/es.ts')).es,
});
