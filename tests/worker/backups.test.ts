import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Config } from '../../core/config/schema.ts';
import { BACKUP, beginBackingUp } from '../../core/flows/backing-up.ts';
import { releaseLost } from '../../core/flows/settle-effect.ts';
import { systemRandom } from '../../core/ids.ts';
import { createLog } from '../../core/log.ts';
import { setMark } from '../../core/store/marks.ts';
import { openStore } from '../../core/store/store.ts';
import { createWorker } from '../../worker/main.ts';
import { practiceConfig } from './practice-config.ts';

const EVENING = Temporal.ZonedDateTime.from('2026-11-20T20:00[America/New_York]');
const HOUR = 3_600_000;

/** A worker whose time the test moves, with a database of its own. */
async function nights(change: Partial<Config['backup']> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'second-ring-nights-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  let now = EVENING.epochMilliseconds;
  const clock = { now: () => Temporal.Instant.fromEpochMilliseconds(now) };
  const key = 'd4'.repeat(32);
  const plain = practiceConfig();
  const config: Config = {
    ...plain,
    storage: { path: folder, key },
    backup: { ...plain.backup, folder: join(folder, 'backups'), ...change },
  };
  const store = openStore({ folder, key, clock, random: systemRandom, migrates: true });
  onTestFinished(() => store.close());
  const lines: string[] = [];
  const log = createLog('info', 'test', { write: line => lines.push(line) });
  const worker = await createWorker({
    store,
    config: () => config,
    clock,
    log,
    fetch: () => Promise.reject(),
  });
  return {
    config,
    store,
    lines,
    start: () => store.write(tx => beginBackingUp(tx, config)),
    async pass(milliseconds: number) {
      now += milliseconds;
      await worker.sweep.drain();
    },
    made: () =>
      readdirSync(folder).includes('backups')
        ? readdirSync(join(folder, 'backups')).filter(name => name.endsWith('.backup'))
        : [],
    effect: () => store.read.selectFrom('effects').selectAll().executeTakeFirstOrThrow(),
    mark: async () =>
      (await store.read.selectFrom('marks').selectAll().where('name', '=', BACKUP).executeTakeFirst())?.at,
  };
}

const wall = (at: number) =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO('America/New_York')
    .toPlainDateTime()
    .toString();

test('one is made each night at its time, and counts', async () => {
  const office = await nights();
  await office.start();
  await office.pass(7 * HOUR);
  expect(office.made()).toEqual([]);
  await office.pass(HOUR);
  expect(office.made()).toHaveLength(1);
  expect(wall((await office.mark()) ?? 0)).toBe('2026-11-21T04:00:00');
  expect(office.lines.join()).toContain('backup_made');
  const { state, due_at } = await office.effect();
  expect([state, wall(due_at)]).toEqual(['pending', '2026-11-22T03:10:00']);
  await office.pass(24 * HOUR);
  expect(office.made()).toHaveLength(2);
});

test('a worker that slept through the night makes it when it starts, and not once more', async () => {
  const office = await nights();
  await office.store.write(tx => setMark(tx, BACKUP, tx.now - 48 * HOUR));
  await office.start();
  await office.start();
  await office.pass(0);
  expect(office.made()).toHaveLength(1);
  await office.start();
  await office.pass(HOUR);
  expect(office.made()).toHaveLength(1);
});

test('a worker that died while it made one: the next one begins at once, nobody else within hours', async () => {
  const office = await nights();
  await office.start();
  await office.store.write(tx =>
    tx.db
      .updateTable('effects')
      .set({ state: 'sending', attempts: 1, lease_until: tx.now + 6 * HOUR })
      .execute(),
  );
  expect(await office.store.write(tx => releaseLost(tx, office.config))).toBe(0);
  await office.pass(HOUR);
  expect(office.made()).toEqual([]);
  await office.start();
  await office.pass(0);
  expect(office.made()).toHaveLength(1);
});

test('one that cannot be made is said, does not count, and is tried again in an hour', async () => {
  const office = await nights({ afterwards: ['false'] });
  await office.start();
  await office.pass(8 * HOUR);
  expect(office.made()).toHaveLength(1);
  expect(await office.mark()).toBeUndefined();
  expect(office.lines.join()).toContain('false (backup.afterwards) ended with code 1');
  const { state, due_at } = await office.effect();
  expect([state, wall(due_at)]).toEqual(['pending', '2026-11-21T05:00:00']);
  office.config.backup.afterwards = null;
  await office.pass(HOUR);
  expect(await office.mark()).toBeGreaterThan(0);
});

test('off means none, and on again within the hour', async () => {
  const office = await nights({ at: 'off' });
  await office.start();
  await office.pass(24 * HOUR);
  expect(office.made()).toEqual([]);
  office.config.backup.at = '03:10';
  await office.pass(HOUR);
  expect(office.made()).toHaveLength(1);
});
