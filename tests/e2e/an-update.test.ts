import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { migrations } from '../../core/store/migrations/index.ts';
import { openDatabase } from '../../core/store/open.ts';
import { Installation, LINE, ROBIN } from './installation.ts';
import { until } from './until.ts';

/** Gives the database another number of its schema, as a server of another version would leave it. */
function setSchema(practice: Installation, schema: number): void {
  const key = readFileSync(join(practice.folder, 'database.key'), 'utf8').trim();
  const database = openDatabase(join(practice.folder, 'data', 'second-ring.db'), key, 'write');
  database.pragma(`user_version = ${schema}`);
  database.close();
}

test('a worker waits while the schema is another version\u2019s, and goes on when it is its own', async () => {
  const practice = await Installation.begin();
  await practice.serve();
  const worker = await practice.work();
  setSchema(practice, migrations.length + 1);
  await worker.says('"event":"waits_for_update"');
  expect(worker.output).toContain('"event":"stopped"');
  // It sends nothing meanwhile, and nothing of it is lost.
  await practice.do({ type: 'text', phone: ROBIN, to: LINE, body: '1' });
  await until('the server has it', () => practice.acknowledged.size === 1);
  setSchema(practice, migrations.length);
  await practice.text(ROBIN, 'Willow Street');
  expect(await worker.stop()).toMatchObject({ code: 0 });
}, 120_000);

test('a worker that waits is stopped like any other', async () => {
  const practice = await Installation.begin();
  const server = await practice.serve();
  await server.stop();
  setSchema(practice, migrations.length + 1);
  const pulse = join(practice.folder, 'pulse');
  vi.stubEnv('SECOND_RING_PULSE', pulse);
  onTestFinished(() => void vi.unstubAllEnvs());
  const worker = practice.start('work');
  await worker.says('"event":"waits_for_update"');
  await until('whoever watches it sees that it is alive', () => existsSync(pulse));
  expect(await worker.stop()).toMatchObject({ code: 0, signal: null });
  const refused = await practice.command('serve');
  expect(refused.stderr).toContain('was written by a newer Second Ring');
}, 120_000);
