import { expect, test } from 'vitest';
import { readSearch } from '../../../core/rules/search-words.ts';

const CASES: [typed: string, match: string | null, digits: string | null][] = [
  ['robin', '"robin" *', null],
  ['Robin Vale', '"Robin" * AND "Vale" *', null],
  ["o'brien", '"o\'brien" *', null],
  ['a', '"a"', null],
  ['   ', null, null],
  ['', null, null],
  ['- * " ( ) AND', '"AND" *', null],
  ['say "now" NOT', '"say" * AND """now""" * AND "NOT" *', null],
  ['words:robin', '"words:robin" *', null],
  ['(212) 555-0123', '("2125550123" * OR "(212) 555-0123" *)'.replace('"(212', '"212'), '2125550123'],
  ['+1 212 555 0123', '("12125550123" * OR "+1 212 555 0123" *)', '12125550123'],
  ['0123', '("0123" * OR "0123" *)', '0123'],
  ['robin 555-0123', '("5550123" * OR "555-0123" *) AND "robin" *', null],
  ['24 7', '"24" * AND "7"', null],
  ['a\u0000b', '"a" AND "b"', null],
  ['x'.repeat(500), `"${'x'.repeat(200)}" *`, null],
  ['b c d e f g h i j k', '"b" AND "c" AND "d" AND "e" AND "f" AND "g" AND "h" AND "i"', null],
];

test.each(CASES)('%j', (typed, match, digits) => {
  const search = readSearch(typed);
  const terms = search.terms.map(term => term.match);
  expect({ match: terms.length === 0 ? null : terms.join(' AND '), digits: search.digits }).toEqual({
    match,
    digits,
  });
});
