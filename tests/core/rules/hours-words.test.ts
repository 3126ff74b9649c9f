import { describe, expect, it } from 'vitest';
import { describeOpening, longestOpening, speakOpening } from '../../../core/rules/opening-words.ts';
import { countSegments } from '../../../core/rules/segments.ts';
import { LANGUAGES, type Language } from '../../../core/texts/texts.ts';

const NEW_YORK = 'America/New_York';
const zoned = (wall: string) => Temporal.PlainDateTime.from(wall).toZonedDateTime(NEW_YORK);

// A Friday.
const now = zoned('2026-11-20T10:00').toInstant();

describe('when it opens, in words', () => {
  it.each([
    ['2026-11-20T13:00', 'today at 1 pm', 'hoy a la 1 pm'],
    ['2026-11-20T12:00', 'today at noon', 'hoy al mediodia'],
    ['2026-11-21T09:30', 'tomorrow at 9:30 am', 'mañana a las 9:30 am'],
    ['2026-11-21T00:00', 'tomorrow at 12 am', 'mañana a las 12 am'],
    ['2026-11-23T09:00', 'Monday at 9 am', 'el lunes a las 9 am'],
    ['2026-11-25T12:05', 'Wednesday at 12:05 pm', 'el miércoles a las 12:05 pm'],
    ['2026-11-26T09:00', 'Thursday at 9 am', 'el jueves a las 9 am'],
    ['2026-11-27T09:00', 'Friday, November 27, at 9 am', 'el viernes 27 de noviembre a las 9 am'],
    ['2026-11-28T09:00', 'Saturday, November 28, at 9 am', 'el sabado 28 de noviembre a las 9 am'],
    ['2027-01-04T13:00', 'Monday, January 4, at 1 pm', 'el lunes 4 de enero a la 1 pm'],
  ])('%s', (opening, english, spanish) => {
    expect(describeOpening(zoned(opening), now, 'en')).toBe(english);
    expect(describeOpening(zoned(opening), now, 'es')).toBe(spanish);
  });

  it.each([
    ['2026-11-21T09:00', 'tomorrow at 9 AM', 'mañana a las 9 de la mañana'],
    ['2026-11-28T13:00', 'Saturday, November 28, at 1 PM', 'el sábado 28 de noviembre a la 1 de la tarde'],
    ['2026-11-23T20:15', 'Monday at 8:15 PM', 'el lunes a las 8:15 de la noche'],
    ['2026-11-20T12:00', 'today at noon', 'hoy al mediodía'],
  ])('%s, to be spoken', (opening, english, spanish) => {
    expect(speakOpening(zoned(opening), now, 'en')).toBe(english);
    expect(speakOpening(zoned(opening), now, 'es')).toBe(spanish);
  });

  it('"tomorrow" is counted on the clock of the practice', () => {
    const lateInNewYork = zoned('2026-11-20T23:30').toInstant();
    expect(describeOpening(zoned('2026-11-21T09:00'), lateInNewYork, 'en')).toBe('tomorrow at 9 am');
  });

  it.each(Object.keys(LANGUAGES) as Language[])(
    '%s stays in the plain alphabet, and below the longest',
    language => {
      const longest = longestOpening(language);
      for (let day = 0; day < 400; day += 1) {
        const words = describeOpening(zoned('2026-11-20T22:45').add({ days: day }), now, language);
        expect(countSegments(words).firstOutside).toBeNull();
        expect(words.length).toBeLessThanOrEqual(longest.length);
      }
    },
  );
});
