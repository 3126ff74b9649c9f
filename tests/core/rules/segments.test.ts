import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countSegments, unitsOver, withoutForeignAccents } from '../../../core/rules/segments.ts';

const a = (count: number) => 'a'.repeat(count);

describe('countSegments', () => {
  it.each([
    ['nothing', '', 'GSM-7', 0, 1, null],
    ['one character', 'a', 'GSM-7', 1, 1, null],
    ['a full single message', a(160), 'GSM-7', 160, 1, null],
    ['one more', a(161), 'GSM-7', 161, 2, null],
    ['two full ones', a(306), 'GSM-7', 306, 2, null],
    ['one more than two', a(307), 'GSM-7', 307, 3, null],
    ['an extension character counts twice', '€', 'GSM-7', 2, 1, null],
    ['all extension characters', '^{}\\[~]|€\f', 'GSM-7', 20, 1, null],
    ['159 and a bracket are one too many', `${a(159)}[`, 'GSM-7', 161, 2, null],
    ['158 and a bracket fit', `${a(158)}[`, 'GSM-7', 160, 1, null],
    ['an escape is not split from its character', `${a(152)}[${a(152)}`, 'GSM-7', 306, 3, null],
    ['Spanish that GSM-7 has', '¿¡ñÑéüÉ', 'GSM-7', 7, 1, null],
    ['Spanish that it has not', 'está', 'UCS-2', 4, 1, 'á'],
    ['a curly quote', 'don’t', 'UCS-2', 5, 1, '’'],
    ['70 with one such', `á${a(69)}`, 'UCS-2', 70, 1, 'á'],
    ['71 with one such', `á${a(70)}`, 'UCS-2', 71, 2, 'á'],
    ['134 with one such', `á${a(133)}`, 'UCS-2', 134, 2, 'á'],
    ['135 with one such', `á${a(134)}`, 'UCS-2', 135, 3, 'á'],
    ['an emoji is two units', '🌿', 'UCS-2', 2, 1, '🌿'],
    ['an emoji is not split', `${a(66)}🌿${a(66)}`, 'UCS-2', 134, 3, '🌿'],
    ['the grave accent is not GSM-7', '`', 'UCS-2', 1, 1, '`'],
    ['c with a small cedilla is not, with a capital it is', 'Çç', 'UCS-2', 2, 1, 'ç'],
  ])('%s', (_, text, encoding, units, segments, firstOutside) => {
    expect(countSegments(text)).toEqual({ encoding, units, segments, firstOutside });
  });

  it('never needs less room for more text, nor fewer segments than the units fill', () => {
    const character = fc.constantFrom('a', '[', 'é', 'á', '🌿', '\n');
    const text = fc.array(character, { maxLength: 400 }).map(characters => characters.join(''));
    fc.assert(
      fc.property(text, character, (words, more) => {
        const count = countSegments(words);
        expect(countSegments(words + more).segments).toBeGreaterThanOrEqual(count.segments);
        const capacity = count.encoding === 'GSM-7' ? 160 : 70;
        expect(count.segments).toBeGreaterThanOrEqual(Math.ceil(count.units / capacity));
      }),
    );
  });
});

describe('unitsOver', () => {
  it.each([
    [a(306), 2, 0],
    [a(307), 2, 1],
    [a(330), 2, 24],
    [a(161), 1, 1],
    [`á${a(140)}`, 2, 7],
    // 306 units, but an escape that may not be split makes a third segment.
    [`${a(152)}[${a(152)}`, 2, 1],
  ])('%#', (text, segments, over) => {
    expect(unitsOver(countSegments(text), segments)).toBe(over);
  });
});

describe('withoutForeignAccents', () => {
  it('takes off only what GSM-7 lacks', () => {
    expect(withoutForeignAccents('sábado, miércoles, mañana, común, ¿qué?')).toBe(
      'sabado, miércoles, mañana, comun, ¿qué?',
    );
  });

  it('leaves alone what has no plain form', () => {
    expect(withoutForeignAccents('日本 🌿')).toBe('日本 🌿');
  });

  it('also takes accents written apart', () => {
    expect(withoutForeignAccents('sa\u0301bado')).toBe('sabado');
  });
});
