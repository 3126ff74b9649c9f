import { expect, test } from 'vitest';
import { filesBelow, readText } from './source-files.ts';

const LEFT_OUT =
  /\b(?:test|it|describe|suite)(?:\.\w+)*\.(?:skip|only|todo|skipIf|runIf|fails)\b|\bcontext\.skip\(|\bxit\(|\bxdescribe\(/;

test('no test is left out, whatever the machine', () => {
  const found = filesBelow('tests', /\.ts$/).flatMap(path =>
    readText(path)
      .split('\n')
      .flatMap((line, index) => (LEFT_OUT.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  );
  expect(found.filter(line => !line.startsWith('tests/house/nothing-left-out.test.ts'))).toEqual([]);
});

test.each(["it.skip('a')", 'test.concurrent.only(', 'describe.skipIf(!redis)', 'test.todo('])(
  '%s is found',
  line => {
    expect(LEFT_OUT.test(line)).toBe(true);
  },
);
