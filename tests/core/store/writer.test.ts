import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openDatabase } from '../../../core/store/open.ts';
import { StoreLostError, type Tx } from '../../../core/store/writer.ts';
import { KEY, openWriter, write } from './harness.ts';

const keys = (path: string): string[] => {
  const looking = openDatabase(path, KEY, 'read');
  const rows = looking.prepare('SELECT name FROM marks ORDER BY name').pluck().all() as string[];
  looking.close();
  return rows;
};

test('flows run strictly one after another, though each waits in the middle', async () => {
  const { writer } = openWriter();
  const steps: string[] = [];
  const flow = (name: string) => async (tx: Tx) => {
    steps.push(`${name} begins`);
    await write(tx, name);
    await sleep(5);
    steps.push(`${name} ends`);
  };
  await Promise.all(['a', 'b', 'c'].map(name => writer.write(flow(name))));
  expect(steps).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
});

test('of what is committed together, a flow that fails is undone alone', async () => {
  const { writer, path } = openWriter();
  const results = await Promise.allSettled([
    writer.write(tx => write(tx, 'first')),
    writer.write(async tx => {
      await write(tx, 'undone');
      throw new Error('no');
    }),
    writer.write(tx => write(tx, 'last')),
  ]);
  expect(results.map(one => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(keys(path)).toEqual(['first', 'last']);
});

test('a flow under which the transaction is lost fails all that would have been committed with it', async () => {
  const { writer, sqlite, path } = openWriter();
  const results = await Promise.allSettled([
    writer.write(tx => write(tx, 'before')),
    writer.write(async () => sqlite.exec('ROLLBACK')),
    writer.write(tx => write(tx, 'after')),
  ]);
  for (const one of results) {
    expect(one.status === 'rejected' && one.reason).toBeInstanceOf(StoreLostError);
  }
  expect(keys(path)).toEqual([]);
  expect(await writer.write(tx => write(tx, 'later'))).toBe(true);
});

test('answered only once another connection can see it', async () => {
  const { writer, path } = openWriter();
  for (let round = 0; round < 20; round += 1) {
    await Promise.all(
      ['x', 'y'].map(async name => {
        await writer.write(tx => write(tx, `${name}${round}`));
        expect(keys(path)).toContain(`${name}${round}`);
      }),
    );
  }
});

test('a write that comes at any moment as the queue empties is done', async () => {
  const { writer } = openWriter();
  let done = 0;
  for (let turns = 0; turns < 40; turns += 1) {
    let ended = writer.write(async () => {
      done += 1;
    });
    for (let turn = 0; turn < turns; turn += 1) ended = ended.then(() => {});
    await ended;
  }
  await writer.write(async () => {});
  expect(done).toBe(40);
});

test('effects are told of after the commit, and not those of a flow that failed', async () => {
  const { writer, path } = openWriter();
  const told: string[][] = [];
  writer.onPromised(promised => {
    expect(keys(path)).toEqual(['kept']);
    told.push(promised.map(one => one.id));
  });
  const promising = (id: string, key: string | null) => async (tx: Tx) => {
    tx.promised.push({ id: id as never, dueAt: 0 });
    if (!key) throw new Error('no');
    await write(tx, key);
  };
  await Promise.allSettled([writer.write(promising('one', 'kept')), writer.write(promising('two', null))]);
  expect(told).toEqual([['one']]);
});

test('full sync is in force on the connection, before and after a write', async () => {
  const { writer, sqlite } = openWriter();
  const state = () => [
    sqlite.pragma('synchronous', { simple: true }),
    sqlite.pragma('journal_mode', { simple: true }),
  ];
  expect(state()).toEqual([2, 'wal']);
  await writer.write(tx => write(tx, 'one'));
  expect(state()).toEqual([2, 'wal']);
  expect(sqlite.pragma('temp_store', { simple: true })).toBe(2);
});

test('while another process writes, a write waits without holding up the rest; after five seconds it gives up', async () => {
  const { writer, path } = openWriter();
  const child = spawn(process.execPath, [new URL('hold-lock.ts', import.meta.url).pathname, path, KEY], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const nextWord = async () => String((await once(child.stdout, 'data'))[0]).trim();
  expect(await nextWord()).toBe('locked');
  let turns = 0;
  const turning = setInterval(() => {
    turns += 1;
  }, 10);
  const short = writer.write(tx => write(tx, 'waited'));
  await sleep(300);
  child.stdin.write('release\n');
  expect(await short).toBe(true);
  expect(turns).toBeGreaterThan(2);
  child.stdin.write('lock\n');
  expect(await nextWord()).toBe('locked');
  await expect(writer.write(tx => write(tx, 'never'))).rejects.toThrow('stayed locked');
  clearInterval(turning);
  const gone = once(child, 'exit');
  child.stdin.end();
  await gone;
  expect(keys(path)).toEqual(['waited']);
});

test('closing lets finish what waits, and refuses what comes after', async () => {
  const { writer, path } = openWriter();
  const waiting = writer.write(tx => write(tx, 'waiting'));
  await writer.close();
  expect(await waiting).toBe(true);
  await expect(writer.write(async () => {})).rejects.toBeInstanceOf(StoreLostError);
  expect(keys(path)).toEqual(['waiting']);
});
