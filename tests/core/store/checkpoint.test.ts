import { copyFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openDatabase } from '../../../core/store/open.ts';
import { KEY, openWriter, write } from './harness.ts';

/** What stands in the database file itself, without its log. */
function inFile(path: string): string[] {
  const copy = `${path}.copy`;
  copyFileSync(path, copy);
  const alone = openDatabase(copy, KEY, 'write');
  const names = alone.prepare('SELECT name FROM marks ORDER BY name').pluck().all() as string[];
  alone.close();
  return names;
}

test('a commit leaves the log alone, a checkpoint copies it into the file while flows go on', async () => {
  const { writer, path } = openWriter();
  await writer.checkpoint();
  // More pages than SQLite's own bound of a thousand.
  for (let row = 0; row < 150; row += 1) await writer.write(tx => write(tx, `${row} ${'x'.repeat(40_000)}`));
  expect(inFile(path)).toEqual([]);
  const flow = writer.write(async tx => {
    await sleep(20);
    return write(tx, 'meanwhile');
  });
  await writer.checkpoint();
  expect(inFile(path)).toHaveLength(151);
  expect(await flow).toBe(true);
});

test('after it is closed there is nothing to copy', async () => {
  const { writer } = openWriter();
  await writer.close();
  await writer.checkpoint();
});
