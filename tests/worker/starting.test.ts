import { expect, test } from 'vitest';
import { systemClock } from '../../core/clock.ts';
import type { EffectId } from '../../core/ids.ts';
import { createLog } from '../../core/log.ts';
import { EFFECT_KINDS, promise } from '../../core/store/effects.ts';
import { createWorker } from '../../worker/main.ts';
import { openPractice, type Practice } from '../contract/alarm-clocks.ts';
import { practiceConfig } from './practice-config.ts';

async function starts(practice: Practice, said: string[] = []) {
  const plain = practiceConfig();
  const config = { ...plain, backup: { ...plain.backup, at: 'off' as const } };
  return createWorker({
    store: practice.worker,
    config: () => config,
    clock: systemClock,
    log: createLog('warn', 'test', { write: line => said.push(line) }),
    fetch: () => Promise.reject(new Error('Nothing goes out here')),
  });
}

async function fromTheFuture(practice: Practice, state: 'pending' | 'done'): Promise<EffectId> {
  const [id] = await practice.promise(0);
  await practice.server.write(tx =>
    tx.db.updateTable('effects').set({ kind: 'send_pigeon', state }).execute(),
  );
  return id!;
}

test('every kind of effect has its handler', async () => {
  const practice = openPractice();
  await practice.server.write(async tx => {
    for (const kind of Object.keys(EFFECT_KINDS) as (keyof typeof EFFECT_KINDS)[]) {
      await promise(tx, { kind, about: kind, key: kind, dueAt: tx.now + 3_600_000 });
    }
  });
  await expect(starts(practice)).resolves.toBeDefined();
  await practice.end();
});

test('a promise that only a newer version can keep waits for that one, is named, and holds nothing else up', async () => {
  const practice = openPractice();
  const strange = await fromTheFuture(practice, 'pending');
  const [ours] = await practice.promise(0);
  await practice.server.write(tx =>
    tx.db.updateTable('effects').set({ kind: 'make_backup' }).where('id', '=', ours!).execute(),
  );
  const said: string[] = [];
  const { sweep } = await starts(practice, said);
  await sweep.drain();
  expect(said.filter(line => line.includes('promises_of_a_newer_version'))).toEqual([
    expect.stringContaining('"kinds":"send_pigeon"'),
  ]);
  const waiting = await practice.server.read
    .selectFrom('effects')
    .select('id')
    .where('state', '=', 'pending')
    .where('due_at', '<=', systemClock.now().epochMilliseconds)
    .execute();
  expect(waiting, 'the other one is put off: backups are off').toEqual([{ id: strange }]);
  await practice.end();
});

test('one that was kept already is of no interest', async () => {
  const practice = openPractice();
  await fromTheFuture(practice, 'done');
  await expect(starts(practice)).resolves.toBeDefined();
  await practice.end();
});

test('one that comes while the worker runs is left for the version that knows it', async () => {
  const practice = openPractice();
  const { perform } = await starts(practice);
  const id = await fromTheFuture(practice, 'pending');
  await expect(perform(id)).rejects.toMatchObject({ name: 'NoHandlerError' });
  const row = await practice.server.read.selectFrom('effects').select('state').executeTakeFirstOrThrow();
  expect(row.state).toBe('pending');
  await practice.end();
});
