import { expect, test } from 'vitest';
import { systemRandom } from '../../../core/ids.ts';
import { giveLeaseBack, takeLease } from '../../../core/store/leases.ts';
import { statements } from '../../../core/store/statements.ts';
import { Writer } from '../../../core/store/writer.ts';
import { openWriter } from './harness.ts';

test('of two holders one has it, until it runs out or is given back', async () => {
  const { sqlite } = openWriter();
  let now = 1_000_000;
  const writer = new Writer(sqlite, { now: () => Temporal.Instant.fromEpochMilliseconds(now) }, systemRandom);
  const take = (holder: string) => writer.write(tx => takeLease(tx, 'server', holder, 15_000));
  const give = (holder: string) => writer.write(tx => giveLeaseBack(tx, 'server', holder));
  expect(await take('one')).toBe(true);
  expect(await take('two')).toBe(false);
  now += 10_000;
  expect(await take('one')).toBe(true);
  now += 14_999;
  expect(await take('two')).toBe(false);
  now += 1;
  expect(await take('two')).toBe(true);
  expect(await take('one')).toBe(false);
  await give('one');
  expect(await take('one')).toBe(false);
  await give('two');
  expect(await take('one')).toBe(true);
});

test('a statement is compiled once, and never are more kept than allowed', () => {
  const { sqlite } = openWriter();
  const kept = statements(sqlite, 2);
  const one = kept.prepare('SELECT 1');
  expect(kept.prepare('SELECT 1')).toBe(one);
  kept.prepare('SELECT 2');
  kept.prepare('SELECT 3');
  expect(kept.prepare('SELECT 1')).not.toBe(one);
});
