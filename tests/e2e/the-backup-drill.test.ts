import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ALEX, Installation, LINE, ROBIN } from './installation.ts';
import { until } from './until.ts';

const PHONES = Array.from({ length: 8 }, (_, n) => `+1212555016${n}`);

/**
 * The drill: a backup under load, everything destroyed, the backup restored. Nothing that was acknowledged before the
 * backup began may be missing, and no text may reach a client twice.
 */
test('back up under load, destroy, restore: nothing from before is missing and nothing goes out twice', async () => {
  const practice = await Installation.begin({ phones: PHONES });
  const server = await practice.serve();
  // No worker yet: what these two are promised still waits when the backup is made.
  for (const phone of [ROBIN, ALEX]) await practice.do({ type: 'text', phone, to: LINE, body: '1' });
  await until('both are taken in', () => practice.acknowledged.size === 2);

  let loading = true;
  const load = (async () => {
    for (let n = 0; loading; n += 1) {
      const phone = PHONES[n % PHONES.length] ?? '';
      await practice.do({ type: 'text', phone, to: LINE, body: `Please call me, ${n}` });
      await sleep(20);
    }
  })();
  await until('texts pour in', () => practice.acknowledged.size > 30);
  const before = new Set(practice.acknowledged);
  await practice.ask('backup');
  const after = new Set(practice.acknowledged);
  expect(after.size).toBeGreaterThan(before.size);

  // What waited goes out after the backup, and the database that knows of it is lost.
  const worker = await practice.work();
  for (const phone of [ROBIN, ALEX]) await practice.text(phone, 'Willow Street');
  loading = false;
  await load;
  await Promise.all([server.kill(), worker.kill()]);
  const kept = join(practice.folder, 'kept');
  mkdirSync(kept);
  const backups = join(practice.folder, 'data', 'backups');
  for (const name of readdirSync(backups)) renameSync(join(backups, name), join(kept, name));
  rmSync(join(practice.folder, 'data'), { recursive: true });

  const begun = performance.now();
  const file = readdirSync(kept).find(name => name.endsWith('.backup')) ?? '';
  const said = await practice.ask('restore', join(kept, file));
  const restored = performance.now();
  await practice.serve();
  const known = practice.acknowledged.size;
  await practice.do({ type: 'text', phone: PHONES[0] ?? '', to: LINE, body: 'Are you there?' });
  await until('a signed webhook is answered', () => practice.acknowledged.size > known);
  const answering = performance.now();
  process.stdout.write(
    `from a backup to answering: ${Math.round(answering - begun)} ms, of which restore ${Math.round(restored - begun)} ms\n`,
  );
  expect(said).toMatch(/texts, alerts or calls had not gone out/);

  const sids = await practice.inDatabase(read =>
    read.selectFrom('messages').select('provider_sid').where('direction', '=', 'in').execute(),
  );
  const stored = new Set(sids.map(row => row.provider_sid));
  expect([...before].filter(sid => !stored.has(sid))).toEqual([]);
  expect(JSON.parse(await practice.ask('audit', 'list', '--json'))[0]).toMatchObject({ what: 'restored' });

  // The worker asks the carrier instead of sending again, and finds both.
  await practice.work();
  await until(
    'both texts are found at the carrier',
    () =>
      practice.inDatabase(async read => {
        const texts = await read
          .selectFrom('effects')
          .innerJoin('messages', join => join.on('effects.kind', '=', 'send_text'))
          .innerJoin('contacts', 'contacts.id', 'messages.contact_id')
          .select(['effects.state', 'effects.payload', 'messages.id'])
          .where('contacts.phone', 'in', [ROBIN, ALEX] as never)
          .execute();
        const theirs = texts.filter(one => one.payload.includes(one.id));
        return theirs.length > 0 && theirs.every(({ state }) => state === 'done');
      }),
    120_000,
  );
  // Those that are on their way count too.
  const { messages } = practice.simulator.state();
  for (const phone of [ROBIN, ALEX]) {
    expect([phone, messages.filter(({ to }) => to === phone).length]).toEqual([phone, 1]);
  }
}, 300_000);
