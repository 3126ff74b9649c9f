import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine } from '../../../core/rules/csv.ts';

test.each([
  [['a', 'b', 3, null], 'a,b,3,\r\n'],
  [['one, two', 'say "no"', 'two\nlines'], '"one, two","say ""no""","two\nlines"\r\n'],
  [
    ['=1+1', '+12125550100', '-1', '@SUM(A1)', '\tx', '\rx'],
    `'=1+1,'+12125550100,'-1,'@SUM(A1),'\tx,"'\rx"\r\n`,
  ],
  // A number is a number, and no formula.
  [[-1, 0], '-1,0\r\n'],
  [['=HYPERLINK("https://evil.example","x")'], `"'=HYPERLINK(""https://evil.example"",""x"")"\r\n`],
])('%j', (cells, line) => {
  expect(csvLine(cells)).toBe(line);
});

/** Reads a line as RFC 4180 has it. */
function read(line: string): string[] {
  const cells: string[] = [];
  let rest = line.replace(/\r\n$/, '');
  for (;;) {
    const [all = '', quoted, plain] = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(?:,|$)/.exec(rest) ?? [];
    cells.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (!all.endsWith(',')) return cells;
    rest = rest.slice(all.length);
  }
}

test('whatever stands in the cells: they are read back as they were, and none begins a formula', () => {
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', 'a', 'é', "'") }),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), cells => {
      const back = read(csvLine(cells));
      expect(back.length).toBe(cells.length);
      for (const [i, cell] of back.entries()) {
        expect(cell).not.toMatch(/^[=+\-@\t\r]/);
        expect([cells[i], `'${cells[i]}`]).toContain(cell);
      }
    }),
  );
});
