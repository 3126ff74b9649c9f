import type { TestCallId } from '../ids.ts';
import { query, type Reads } from './query.ts';
import type { TestCallRow } from './schema.ts';
import type { Tx } from './writer.ts';

const byId = query((db, { id }: { id: TestCallId }) =>
  db.selectFrom('test_calls').selectAll().where('id', '=', id),
);
const since = query((db, { at }: { at: number }) =>
  db.selectFrom('test_calls').selectAll().where('at', '>=', at).orderBy('at'),
);
const insert = query((db, row: TestCallRow) => db.insertInto('test_calls').values(row));
const change = query((db, { id, ...changed }: Partial<TestCallRow> & { id: TestCallId }) =>
  db.updateTable('test_calls').set(changed).where('id', '=', id),
);
const forget = query((db, { before }: { before: number }) =>
  db.deleteFrom('test_calls').where('at', '<', before),
);

export async function findTestCall(tx: Tx, id: TestCallId): Promise<TestCallRow | undefined> {
  return tx.first(byId, { id });
}

/** Those that were begun at a time or later (epoch milliseconds), oldest first. */
export function testCallsSince(reads: Reads, at: number): TestCallRow[] {
  return reads.all(since, { at });
}

export async function insertTestCall(tx: Tx, call: TestCallRow): Promise<void> {
  tx.run(insert, call);
}

export async function changeTestCall(
  tx: Tx,
  id: TestCallId,
  changed: Partial<Omit<TestCallRow, 'id'>>,
): Promise<void> {
  tx.run(change, { ...changed, id });
}

export async function forgetTestCalls(tx: Tx, before: number): Promise<void> {
  tx.run(forget, { before });
}
