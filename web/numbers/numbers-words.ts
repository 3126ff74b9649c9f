import { language, sayingOf } from '../words.ts';

export const sayNumbers = await sayingOf({
  en: async () => (await import('../../core/texts/desk/numbers/en.ts')).en,
  es: async () => (await import('../../core/texts/desk/numbers/es.ts')).es,
});

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long something took, given in milliseconds, as exactly as it matters. */
export function tookInWords(took: number): string {
  if (took < MINUTE) return sayNumbers('under_a_minute');
  if (took < HOUR) return sayNumbers('minutes', { count: Math.floor(took / MINUTE) });
  if (took < 2 * DAY) {
    const hours = Math.floor(took / HOUR);
    const minutes = Math.floor((took % HOUR) / MINUTE);
    return sayNumbers(minutes === 0 ? 'hours_only' : 'hours', { hours, minutes });
  }
  return sayNumbers('days', { days: Math.floor(took / DAY), hours: Math.floor((took % DAY) / HOUR) });
}

/** 5 January 1970 was a Monday. */
const MONDAY = 4 * DAY;

export function weekday(day: number, length: 'long' | 'short'): string {
  return format({ weekday: length }, MONDAY + day * DAY);
}

export function hourOfDay(hour: number): string {
  return format({ hour: 'numeric' }, hour * HOUR);
}

function format(options: Intl.DateTimeFormatOptions, at: number): string {
  return new Intl.DateTimeFormat(language.value, { ...options, timeZone: 'UTC' }).format(at);
}
