import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestTimeEnds } from '../../../core/rules/best-time.ts';

const ZONE = 'America/New_York';
const at = (wall: string) => Temporal.PlainDateTime.from(wall).toZonedDateTime(ZONE).epochMilliseconds;
/** Monday, at ten in the morning. */
const SAID = at('2026-11-23T10:00');

function ends(words: string, said = SAID): string | null {
  const found = bestTimeEnds(words, said, ZONE);
  if (found === null) return null;
  const zoned = Temporal.Instant.fromEpochMilliseconds(found).toZonedDateTimeISO(ZONE);
  return zoned.toPlainDateTime().toString({ smallestUnit: 'minute' });
}

test.each([
  ['after 4', '2026-11-24T00:00'],
  ['After 4 please!', '2026-11-24T00:00'],
  ['after 4pm', '2026-11-24T00:00'],
  ['today', '2026-11-24T00:00'],
  ['this afternoon', '2026-11-23T18:00'],
  ['tonight', '2026-11-24T00:00'],
  ['3pm', '2026-11-23T16:00'],
  ['at 3 p.m.', '2026-11-23T16:00'],
  ['15:30', '2026-11-23T16:30'],
  ['noon', '2026-11-23T13:00'],
  ['lunch', '2026-11-23T15:00'],
  ['between 2 and 4pm', '2026-11-23T16:00'],
  ['2-4pm', '2026-11-23T16:00'],
  ['2pm - 4 pm', '2026-11-23T16:00'],
  ['from 1 to 3pm today', '2026-11-23T15:00'],
  ['tomorrow', '2026-11-25T00:00'],
  ['tomorrow morning', '2026-11-24T12:00'],
  ['tomorrow before 10am', '2026-11-24T10:00'],
  ['tomorrow morning before 10', '2026-11-24T10:00'],
  ['any time tomorrow', '2026-11-25T00:00'],
  ['Wednesday evening', '2026-11-26T00:00'],
  ['on Wed at 3pm', '2026-11-25T16:00'],
  ['Tuesday or Thursday', '2026-11-27T00:00'],
  ['Tuesday morning or Wednesday', '2026-11-25T12:00'],
  ['hoy', '2026-11-24T00:00'],
  ['mañana', '2026-11-25T00:00'],
  ['mañana por la mañana', '2026-11-24T12:00'],
  ['por la mañana', '2026-11-23T12:00'],
  ['esta tarde', '2026-11-23T20:00'],
  ['pasado mañana', '2026-11-26T00:00'],
  ['el viernes por la tarde', '2026-11-27T20:00'],
  ['despues de las 4', '2026-11-24T00:00'],
  ['mañana antes de las 10 de la mañana', '2026-11-24T10:00'],
  ['a las 5 de la tarde', '2026-11-23T18:00'],
])('%s, said on a Monday at ten, is over at %s', (words, over) => {
  expect(ends(words)).toBe(over);
});

test.each([
  // Four in the morning as well as four in the afternoon.
  ['at 4', '2026-11-24T05:00'],
  ['before 9', '2026-11-24T09:00'],
  // Said on a Monday: this one or the next.
  ['Monday', '2026-12-01T00:00'],
  ['tomorrow before 10', '2026-11-24T22:00'],
])('%s can be read in two ways, and is over when both are', (words, over) => {
  expect(ends(words)).toBe(over);
});

test.each([
  ['any evening'],
  ['evenings'],
  ['every day after 4'],
  ['any day after 4'],
  ['weekdays'],
  ['Mondays'],
  ['los lunes'],
  ['next Monday'],
  ['not today'],
  ['not before 10'],
  ['except Friday'],
  ['after work'],
  ['asap'],
  ['whenever'],
  ['any time'],
  ['cualquier hora'],
  ['after 45'],
  ['25:10'],
  ['3:75'],
  ['after 4 unless it rains'],
  ['call 2125550123 after 4'],
  ['today before 9am'],
  ['December 3'],
  ['12/3 at 4pm'],
  [''],
  ['   '],
  [`after 4 ${'please '.repeat(30)}`],
])('%j is not certain', words => {
  expect(ends(words)).toBeNull();
});

test('when it was said too late for that day it means the next', () => {
  expect(ends('3pm', at('2026-11-23T17:00'))).toBe('2026-11-24T16:00');
  expect(ends('morning', at('2026-11-23T17:00'))).toBe('2026-11-24T12:00');
});

test('a day on which the clock changes has its own length', () => {
  expect(ends('tomorrow at 3pm', at('2026-10-31T10:00'))).toBe('2026-11-01T16:00');
  expect(ends('today', at('2026-11-01T00:30'))).toBe('2026-11-02T00:00');
});

test('whatever is written, it is over later than it was said, or nobody knows', () => {
  const piece = fc.constantFrom(
    ...[
      'after',
      'before',
      'at',
      'between',
      '4',
      '10',
      '3pm',
      '12',
      '0',
      '24:00',
      'to',
      'and',
      'tomorrow',
      'mañana',
      'today',
    ],
    ...['Friday', 'evening', 'la', 'de', 'noon', '-', ',', 'x'],
  );
  const words = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.array(piece, { maxLength: 6 }).map(pieces => pieces.join(' ')),
  );
  const said = fc.integer({ min: at('2026-01-01T00:00'), max: at('2027-12-31T00:00') });
  fc.assert(
    fc.property(words, said, (written, when) => {
      const over = bestTimeEnds(written, when, ZONE);
      expect(over === null || (over > when && over < when + 9 * 86_400_000)).toBe(true);
    }),
  );
});
