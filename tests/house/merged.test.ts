import { expect, test } from 'vitest';
import { filesBelow, readText } from './source-files.ts';

/** What git writes where two changes met and nobody has decided. */
const UNDECIDED = /^(?:<{7}|>{7}) /m;

test('no two versions of a line stand beside each other', () => {
  const files = filesBelow('.', /\.(?:ts|tsx|js|css|html|md|ya?ml|json|sh)$/);
  expect(files.length).toBeGreaterThan(500);
  expect(files.filter(path => UNDECIDED.test(readText(path)))).toEqual([]);
});

test.each(['<<<<<<< HEAD', 'before\n>>>>>>> 687ec36 (Call)\nafter'])('%j is found', text => {
  expect(UNDECIDED.test(text)).toBe(true);
});
