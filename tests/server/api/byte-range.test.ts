import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRange } from '../../../server/api/byte-range.ts';

const CASES: [header: string | undefined, range: [number, number] | 'none' | null][] = [
  [undefined, null],
  ['bytes=0-', [0, 99]],
  ['bytes=0-0', [0, 0]],
  ['bytes=10-19', [10, 19]],
  ['bytes=90-500', [90, 99]],
  ['bytes=-10', [90, 99]],
  ['bytes=-500', [0, 99]],
  ['bytes=100-', 'none'],
  ['bytes=-0', 'none'],
  ['bytes=20-10', null],
  ['bytes=0-1,5-6', null],
  ['bytes=-', null],
  ['seconds=0-1', null],
  ['bytes=0x1-2', null],
  [`bytes=0-${'9'.repeat(400)}`, null],
];

test.each(CASES)('%s of a hundred bytes', (header, range) => {
  const read = readRange(header, 100);
  expect(read && read !== 'none' ? [read.from, read.to] : read).toEqual(range);
});

test('whatever is asked, what is given lies within', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), fc.nat(), fc.nat(1_000), (text, a, b, size) => {
      for (const header of [text, `bytes=${text}`, `bytes=${a}-${b}`, `bytes=-${a}`, `bytes=${b}-`]) {
        const read = readRange(header, size);
        if (read === null || read === 'none') continue;
        expect(0 <= read.from && read.from <= read.to && read.to < size).toBe(true);
      }
    }),
  );
});
