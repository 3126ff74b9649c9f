import { language, sayingOf } from '../words.ts';

export const say = await sayingOf({
  en: async () => (await import('../../core/texts/desk/account/en.ts')).en,
  es: async () => (await import('../../core/texts/desk/account/es.ts')).es,
});

/** Milliseconds in words, such as 15 minutes; whole hours as such. */
export function inTime(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  const [count, unit] = minutes % 60 === 0 ? [minutes / 60, 'hour'] : [minutes, 'minute'];
  return new Intl.NumberFormat(language.value, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}
