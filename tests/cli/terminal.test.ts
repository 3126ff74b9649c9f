import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUntil } from '../../cli/closing-time.ts';
import { lasting, stretch } from '../../cli/moments.ts';
import { columns, shown, shownJson, WIDTH, wrapped } from '../../cli/terminal.ts';

describe("clients' words on a terminal", () => {
  it.each([
    ['\u001b[2Jgone', '\\u001b[2Jgone'],
    ['a\u0007b\u009bc', 'a\\u0007b\\u009bc'],
    ['left \u202eright', 'left \\u202eright'],
    ['one\ntwo\r\nthree\tfour', 'one two three four'],
    ['¿Cómo está? 👩‍👧 naïve', '¿Cómo está? 👩‍👧 naïve'],
    ['half \ud83d of a pair', 'half \ufffd of a pair'],
  ])('%j is shown as %j', (words, safe) => {
    expect(shown(words)).toBe(safe);
  });

  it('never holds a control character, however it is printed', () => {
    const words = fc.string({ unit: 'binary', maxLength: 300 });
    fc.assert(
      fc.property(words, text => {
        for (const line of [shown(text), ...wrapped(text, '  | ')]) expect(line).not.toMatch(/\p{Cc}/u);
        expect(shownJson({ text })).not.toMatch(/[^\P{Cc}\n]/u);
        expect(JSON.parse(shownJson({ text }))).toEqual({ text: text.toWellFormed() });
      }),
    );
  });

  it('fits 80 columns, whatever the words', () => {
    const words = fc.array(fc.string({ unit: 'grapheme', maxLength: 120 })).map(parts => parts.join(' '));
    fc.assert(
      fc.property(words, text => {
        for (const line of wrapped(text, '        ')) expect(columns(line)).toBeLessThanOrEqual(WIDTH);
      }),
    );
  });

  it('keeps the lines that somebody wrote', () => {
    expect(wrapped('one\n\ntwo', '| ')).toEqual(['| one', '|', '| two']);
  });
});

describe('stretches of time', () => {
  it.each([
    [0, 'under a minute'],
    [59_999, 'under a minute'],
    [60_000, '1 min'],
    [3_599_999, '59 min'],
    [3_600_000, '1 h'],
    [12_000_000, '3 h 20 min'],
    [86_400_000, '1 day'],
    [200_000_000, '2 days'],
  ])('%i ms is %s', (milliseconds, words) => {
    expect(stretch(milliseconds)).toBe(words);
  });

  it('says calls in seconds', () => {
    expect([lasting(4_400), lasting(61_000)]).toEqual(['4 s', '1 min']);
  });
});

describe('until when to close', () => {
  const zone = 'America/New_York';
  const now = Temporal.ZonedDateTime.from('2026-12-23T10:00[America/New_York]').epochMilliseconds;
  const read = (written: string, at = now) =>
    Temporal.Instant.fromEpochMilliseconds(readUntil(written, at, zone))
      .toZonedDateTimeISO(zone)
      .toString();

  it.each([
    ['2026-12-24 17:00', '2026-12-24T17:00:00-05:00[America/New_York]'],
    ['2026-12-24T17:00', '2026-12-24T17:00:00-05:00[America/New_York]'],
    ['2026-12-24 9:30', '2026-12-24T09:30:00-05:00[America/New_York]'],
    ['2026-12-24', '2026-12-24T00:00:00-05:00[America/New_York]'],
    ['17:00', '2026-12-23T17:00:00-05:00[America/New_York]'],
    ['2027-03-14 02:30', '2027-03-14T03:30:00-04:00[America/New_York]'],
    ['2027-11-07 01:30', '2027-11-07T01:30:00-05:00[America/New_York]'],
  ])('%s is %s', (written, moment) => {
    expect(read(written)).toBe(moment);
  });

  it.each(['2026-12-23 09:59', '09:00', '2026-12-23', '10:00'])('%s is past', written => {
    expect(() => read(written)).toThrow(/is past/);
  });

  it.each([
    '',
    ' ',
    'tomorrow',
    '2026-02-30',
    '2026-12-24 25:00',
    '24:00',
    '12/24/2026',
    '17',
    '5pm',
    '\u001b[2J',
  ])('%j is no time', written => {
    expect(() => read(written)).toThrow(/is no time/);
    expect(() => read(written)).not.toThrow(/\p{Cc}/u);
  });
});
