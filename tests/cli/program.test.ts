import { expect, test } from 'vitest';
import { buildProgram } from '../../cli/program.ts';

const named = async (...words: string[]) => (await buildProgram(words)).commands.map(one => one.name());

test('a command is loaded without the others, wherever it stands on the line', async () => {
  const all = await named();
  expect(all.length).toBeGreaterThan(15);
  for (const name of all) expect(await named('--config', 'my.yaml', name, 'more')).toEqual([name]);
});

test('who asks for help, or says what is none, is shown all of them', async () => {
  const all = await named();
  for (const line of [['--help'], ['--help', 'backup'], ['-h'], ['bakup']]) {
    expect(await named(...line)).toEqual(all);
  }
  expect(await named('backup', '--help')).toEqual(['backup']);
});
