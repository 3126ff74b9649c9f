import type { Language } from '../texts/texts.ts';
import { withoutForeignAccents } from './segments.ts';

/** How a language says when a practice opens. `day` is a weekday or a date as `Intl` writes it. */
interface OpeningWords {
  readonly today: string;
  readonly tomorrow: string;
  readonly onDay: (weekday: string) => string;
  readonly onDate: (weekday: string, month: string, day: number) => string;
  /** `hour` from 1 to 12, `minutes` two digits or empty on the full hour; `hour24` tells morning from evening. */
  readonly written: (hour: number, minutes: string, hour24: number) => string;
  readonly spoken: (hour: number, minutes: string, hour24: number) => string;
}

const WORDS: Record<Language, OpeningWords> = {
  en: {
    today: 'today',
    tomorrow: 'tomorrow',
    onDay: weekday => weekday,
    onDate: (weekday, month, day) => `${weekday}, ${month} ${day},`,
    written: (hour, minutes, hour24) =>
      isNoon(hour24, minutes) ? 'at noon' : `at ${clock(hour, minutes)} ${hour24 < 12 ? 'am' : 'pm'}`,
    spoken: (hour, minutes, hour24) =>
      isNoon(hour24, minutes) ? 'at noon' : `at ${clock(hour, minutes)} ${hour24 < 12 ? 'AM' : 'PM'}`,
  },
  es: {
    today: 'hoy',
    tomorrow: 'mañana',
    onDay: weekday => `el ${weekday}`,
    onDate: (weekday, month, day) => `el ${weekday} ${day} de ${month}`,
    written: (hour, minutes, hour24) =>
      isNoon(hour24, minutes)
        ? 'al mediodía'
        : `${atHour(hour)} ${clock(hour, minutes)} ${hour24 < 12 ? 'am' : 'pm'}`,
    spoken: (hour, minutes, hour24) =>
      isNoon(hour24, minutes)
        ? 'al mediodía'
        : `${atHour(hour)} ${clock(hour, minutes)} ${partOfDay(hour24)}`,
  },
};

const NAMES = {
  weekday: formatters({ weekday: 'long' }),
  month: formatters({ month: 'long' }),
};

/**
 * When it opens, in words for a text: `today at 1 pm`, `tomorrow at 9:30 am`, `Monday at 9 am`, and with the date from
 * a week ahead. GSM-7 only, so that it never makes a text dearer. Days are those of the opening's own time zone.
 */
export function describeOpening(
  opening: Temporal.ZonedDateTime,
  now: Temporal.Instant,
  language: Language,
): string {
  return withoutForeignAccents(inWords(opening, now, language, 'written'));
}

/** The same to be spoken by a voice: with all accents, and the time of day as people say it. */
export function speakOpening(
  opening: Temporal.ZonedDateTime,
  now: Temporal.Instant,
  language: Language,
): string {
  return inWords(opening, now, language, 'spoken');
}

/** The longest that `describeOpening` can say of any opening; `close` lets an opening fall on any minute. */
export function longestOpening(language: Language): string {
  const late = Temporal.ZonedDateTime.from('2028-01-20T12:30[UTC]');
  const now = late.subtract({ years: 1 }).toInstant();
  // Every weekday of every month, at a day of two digits.
  return Array.from({ length: 12 * 7 }, (_, step) =>
    late.add({ months: Math.floor(step / 7), days: step % 7 }),
  )
    .map(opening => describeOpening(opening, now, language))
    .reduce((longest, words) => (words.length > longest.length ? words : longest));
}

function inWords(
  opening: Temporal.ZonedDateTime,
  now: Temporal.Instant,
  language: Language,
  form: 'written' | 'spoken',
): string {
  const words = WORDS[language];
  const today = now.toZonedDateTimeISO(opening.timeZoneId).toPlainDate();
  const away = today.until(opening.toPlainDate(), { largestUnit: 'days' }).days;
  const date = opening.toPlainDate();
  const weekday = NAMES.weekday[language].format(date);

  let day = words.onDate(weekday, NAMES.month[language].format(date), opening.day);
  if (away === 0) day = words.today;
  else if (away === 1) day = words.tomorrow;
  else if (away > 1 && away < 7) day = words.onDay(weekday);

  const minutes = opening.minute === 0 ? '' : String(opening.minute).padStart(2, '0');
  return `${day} ${words[form](opening.hour % 12 || 12, minutes, opening.hour)}`;
}

function clock(hour: number, minutes: string): string {
  return minutes === '' ? String(hour) : `${hour}:${minutes}`;
}

function isNoon(hour24: number, minutes: string): boolean {
  return hour24 === 12 && minutes === '';
}

function atHour(hour: number): string {
  return hour === 1 ? 'a la' : 'a las';
}

function partOfDay(hour24: number): string {
  if (hour24 < 12) return 'de la mañana';
  return hour24 < 20 ? 'de la tarde' : 'de la noche';
}

/** Made once: an `Intl` formatter takes longer to make than to use a thousand times. */
function formatters(options: Intl.DateTimeFormatOptions): Record<Language, Intl.DateTimeFormat> {
  return Object.fromEntries(
    Object.keys(WORDS).map(language => [language, new Intl.DateTimeFormat(language, options)]),
  ) as Record<Language, Intl.DateTimeFormat>;
}
