import { sayingOf } from '../words.ts';

/** What the conversation says where something is opened in it. */
export const say = await sayingOf({
  en: async () => (await import('../../core/texts/desk/conversation/en.ts')).en,
  es: async () => (await import('../../core/texts/desk/conversation/es.ts')).es,
});
