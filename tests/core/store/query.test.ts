import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../core/clock.ts';
import { type ContactId, type Phone, systemRandom } from '../../../core/ids.ts';
import { query, Statements } from '../../../core/store/query.ts';
import type { ContactRow, MarkRow } from '../../../core/store/schema.ts';
import { openStore } from '../../../core/store/store.ts';
import type { Tx } from '../../../core/store/writer.ts';
import { folder, KEY, openWriter } from './harness.ts';

let built = 0;
const insert = query((db, row: Pick<MarkRow, 'name' | 'at'>) => db.insertInto('marks').values(row));
const change = query((db, { name, ...change }: Partial<MarkRow> & { name: string }) => {
  built += 1;
  return db.updateTable('marks').set(change).where('name', '=', name);
});
const since = query((db, { at }: { at: number }) =>
  db
    .selectFrom('marks')
    .select(['name', 'at'])
    .where('at', '>=', at)
    .where('name', '<>', 'left out')
    .orderBy('at'),
);

function statements(): Statements {
  return new Statements(openWriter().sqlite);
}

test('a query is built once, whatever it is called with, and each argument stands in its own place', () => {
  const on = statements();
  for (const [at, name] of ['one', 'two', 'left out', "Robert'); --"].entries()) on.run(insert, { name, at });
  expect(on.all(since, { at: 1 })).toEqual([
    { name: 'two', at: 1 },
    { name: "Robert'); --", at: 3 },
  ]);
  expect(on.first(since, { at: 2 })).toEqual({ name: "Robert'); --", at: 3 });
  expect(on.first(since, { at: 9 })).toBeUndefined();
  const before = built;
  for (const at of [7, 8, 9]) expect(on.run(change, { at, name: 'one' })).toBe(1);
  expect(on.run(change, { at: 1, name: 'nobody' })).toBe(0);
  expect(built - before).toBe(1);
  expect(on.first(since, { at: 9 })).toEqual({ name: 'one', at: 9 });
});

test('arguments in another order, or others of a row, find their own columns', () => {
  const on = statements();
  on.run(insert, { at: 5, name: 'turned' });
  on.run(insert, { name: 'straight', at: 6 });
  expect(on.all(since, { at: 0 })).toEqual([
    { name: 'turned', at: 5 },
    { name: 'straight', at: 6 },
  ]);
  const contact = query((db, { id, ...change }: Partial<ContactRow> & { id: ContactId }) =>
    db.updateTable('contacts').set(change).where('id', '=', id),
  );
  const id = 'none' as ContactId;
  expect(on.run(contact, { language: 'es', id })).toBe(0);
  expect(on.run(contact, { phone: '+12125550123' as Phone, language: 'en', id })).toBe(0);
});

test('a store reads with them on the connection that cannot write', async () => {
  const store = openStore({
    ...{ folder: folder(), key: KEY, clock: systemClock, random: systemRandom },
    migrates: true,
  });
  onTestFinished(() => store.close());
  await store.write(async tx => tx.run(insert, { name: 'one', at: 1 }));
  expect(store.first(since, { at: 0 })).toEqual({ name: 'one', at: 1 });
  expect(store.all(since, { at: 2 })).toEqual([]);
  expect(() => store.all(insert, { name: 'two', at: 2 })).toThrow();
  expect(store.all(since, { at: 0 })).toHaveLength(1);
});

test('each connection has statements of its own', () => {
  const [here, there] = [statements(), statements()];
  here.run(insert, { name: 'here', at: 1 });
  expect(there.all(since, { at: 0 })).toEqual([]);
});

test('whoever keeps a transaction and uses it after its flow is refused', async () => {
  const { writer } = openWriter();
  let kept: Tx | undefined;
  await writer.write(async tx => {
    kept = tx;
  });
  for (const use of [
    (tx: Tx) => tx.db,
    (tx: Tx) => tx.all(since, { at: 0 }),
    (tx: Tx) => tx.run(insert, { name: 'x', at: 0 }),
  ]) {
    expect(() => use(kept as Tx)).toThrow('after it had ended');
  }
});
