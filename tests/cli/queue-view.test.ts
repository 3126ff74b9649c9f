import fc from 'fast-check';
import { CompiledQuery } from 'kysely';
import { expect, test } from 'vitest';
import type { EntryId } from '../../core/ids.ts';
import { conversationOf } from '../../core/store/conversation-view.ts';
import { findByShortId, listQueue, shortIdsOf } from '../../core/store/queue-view.ts';
import { ALEX, Practice, ROBIN } from './practice.ts';

const ids = fc.uniqueArray(
  fc.stringMatching(/^[01]{12}$/).map(end => `01a1f848-8c9d-7519-8faf-${end}` as EntryId),
  { maxLength: 60 },
);

test('a short id belongs to one entry, has four characters or more, and not one too many', () => {
  fc.assert(
    fc.property(ids, all => {
      const ends = all.map(id => id.slice(24));
      for (const short of shortIdsOf(all).values()) {
        expect(ends.filter(end => end.startsWith(short))).toHaveLength(1);
        expect(short.length).toBeGreaterThanOrEqual(4);
        const shorter = short.slice(0, -1);
        if (shorter.length >= 4) {
          expect(ends.filter(end => end.startsWith(shorter)).length).toBeGreaterThan(1);
        }
      }
    }),
  );
});

test('an entry is found by its short id, by more of it, and by all of it', async () => {
  const practice = new Practice();
  await practice.missedCall(ALEX);
  await practice.missedCall(ROBIN);
  const { read } = practice.store;
  for (const { id, shortId } of await listQueue(read, 0)) {
    for (const written of [shortId, `${shortId.toUpperCase()} `, id.slice(24, 33), id]) {
      expect(await findByShortId(read, written)).toEqual([{ id, shortId }]);
    }
  }
  for (const written of ['', '0', 'abc', "' or 1=1 --", 'ffffffffffffffffffff', 'zzzz']) {
    expect(await findByShortId(read, written)).toEqual([]);
  }
});

test('the queue and a conversation are read by indexes, in few statements', async () => {
  const practice = new Practice();
  await practice.missedCall(ALEX);
  const { read } = practice.store;
  const [entry] = await listQueue(read, 0);
  const ran: CompiledQuery[] = [];
  const watched = read.withPlugin({
    transformQuery({ node, queryId }) {
      ran.push(read.getExecutor().compileQuery(node, queryId));
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  await listQueue(watched, 0);
  await conversationOf(watched, entry!.id, entry!.contact!.id);
  expect(ran).toHaveLength(4 + 8);
  for (const { sql, parameters } of ran) {
    const plan = await read.executeQuery<{ detail: string }>(
      CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]),
    );
    // A scan that names an index reads only what is in it: unhandled entries.
    const scans = plan.rows.filter(row => /^SCAN (?!json_each|.* USING .*INDEX)/.test(row.detail));
    expect(scans, sql).toEqual([]);
    if (/"state" <> /.test(sql))
      expect(JSON.stringify(plan.rows)).toMatch(/INDEX entries_(?:unhandled|queue)/);
  }
});
