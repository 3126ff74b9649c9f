import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyLines, readKeyLine, readKeyLines } from '../../../core/rules/key-sheet.ts';

const keys = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(bytes => Buffer.from(bytes).toString('hex'));
const HEX = '0123456789abcdef';

test('a key as people write it down', () => {
  const lines = keyLines('00112233445566778899AABBCCDDEEFF'.repeat(2));
  expect(lines.map(line => line.slice(0, 22))).toEqual([
    '1  0011 2233 4455 6677',
    '2  8899 aabb ccdd eeff',
    '3  0011 2233 4455 6677',
    '4  8899 aabb ccdd eeff',
  ]);
  expect(new Set(lines.map(line => line.slice(-2))).size).toBeGreaterThan(2);
});

test('what is written down is what is read again, however it is spaced', () => {
  fc.assert(
    fc.property(keys, fc.constantFrom('', ' ', '-', '  '), (key, gap) => {
      const typed = keyLines(key).map(line => line.replaceAll(/\s+/g, gap).toUpperCase());
      expect(readKeyLines(typed.join('\n\n'))).toEqual({ key });
      expect(readKeyLines(typed.map(line => line.replaceAll('0', 'O')).join('\r\n'))).toEqual({ key });
    }),
  );
});

test('one wrong digit, two that were swapped, and lines in the wrong order are found', () => {
  fc.assert(
    fc.property(keys, fc.nat(3), fc.nat(15), fc.nat(14), fc.nat(14), (key, line, at, by, swap) => {
      const digits = (keyLines(key)[line] ?? '').slice(1).replaceAll(' ', '');
      const wrong = HEX[(HEX.indexOf(digits.charAt(at)) + 1 + by) % 16];
      expect(readKeyLine(line, digits.slice(0, at) + wrong + digits.slice(at + 1))).toBeNull();
      const [a, b] = [digits.charAt(swap), digits.charAt(swap + 1)];
      if (a !== b)
        expect(readKeyLine(line, digits.slice(0, swap) + b + a + digits.slice(swap + 2))).toBeNull();
      expect(readKeyLine((line + 1) % 4, digits)).toBeNull();
    }),
  );
});

test('what is no such line is said so', () => {
  const [first = ''] = keyLines('ab'.repeat(32));
  expect(
    ['', 'x', first.slice(0, -1), `${first}0`, `9${first.slice(1)}`].map(line => readKeyLine(0, line)),
  ).toEqual([null, null, null, null, null]);
  expect(readKeyLines(first)).toBe('not four lines');
  expect(readKeyLines([first, first, first, first].join('\n'))).toEqual({ wrong: 2 });
});
