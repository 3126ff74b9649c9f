import { expect, test } from 'vitest';
import { health } from '../../server/health.ts';
import { WebhooksHeard } from '../../server/webhooks/heard.ts';
import { text } from '../scenarios/texting.ts';
import { ROBIN, World } from '../scenarios/world.ts';

const status = async (world: World, path: string) => (await world.app.request(path)).status;

test('up, ready and measured, with nothing about a person', async () => {
  const world = await World.begin({ address: '10.0.0.5' });
  await text(world, ROBIN, 'I am Quillon Farraday');
  expect(await status(world, '/livez')).toBe(200);
  expect(await status(world, '/readyz')).toBe(200);
  const metrics = await (await world.app.request('/metrics')).text();
  expect(metrics).toContain('second_ring_effects{kind="confirm_message",state="pending"} 1');
  expect(metrics).toContain('second_ring_entries{state="open"} 1');
  expect(metrics).toContain('second_ring_oldest_due_effect_seconds 0\n');
  expect(metrics).not.toMatch(/Quillon|Farraday|\+?1?2125550\d{3}|[0-9a-f]{8}-[0-9a-f]{4}/);
});

test('for how long nobody has looked at what Twilio saw', async () => {
  const world = await World.begin({ address: '10.0.0.5' });
  const unheard = async () =>
    /^second_ring_unheard_seconds ([\d.]+)$/m.exec(await (await world.app.request('/metrics')).text())?.[1];
  expect(await unheard()).toBe('0');
  await world.catchUp();
  const down = { type: 'status', status: 503, accepted: false } as const;
  await world.do({ type: 'fault', fault: { on: 'rest', method: 'GET', count: 9_999, effect: down } });
  await world.pass(3600);
  expect(Number(await unheard())).toBeGreaterThanOrEqual(3_600);
  await world.do({ type: 'clear-faults' });
  await world.pass(1200);
  expect(Number(await unheard())).toBeLessThanOrEqual(13 * 60);
});

test('effects that nobody performs: up, but not ready', async () => {
  const world = await World.begin({ address: '10.0.0.5' });
  world.stopWorker();
  await text(world, ROBIN, '1');
  await world.pass(58);
  expect(await status(world, '/readyz')).toBe(200);
  await world.pass(5);
  expect(await status(world, '/readyz')).toBe(503);
  expect(await status(world, '/livez')).toBe(200);
  await world.startWorker();
  await world.pass(1);
  expect(await status(world, '/readyz')).toBe(200);
});

test('an effect that was begun and never ended: not ready', async () => {
  const world = await World.begin({ address: '10.0.0.5' });
  world.stopWorker();
  await text(world, ROBIN, '1');
  await world.store.write(tx =>
    tx.db
      .updateTable('effects')
      .set({ state: 'sending', lease_until: tx.now + 60_000 })
      .where('state', '=', 'pending')
      .execute(),
  );
  await world.pass(110);
  expect(await status(world, '/readyz')).toBe(200);
  await world.pass(15);
  expect(await status(world, '/readyz')).toBe(503);
});

test('a disk with little room left: not ready, before a write fails', async () => {
  const world = await World.begin({ address: '10.0.0.5' });
  let room = 10_000_000;
  const store = { ...world.store, room: () => room };
  const app = health({
    store,
    config: () => world.holder.current(),
    heard: new WebhooksHeard({ store, clock: { now: () => Temporal.Now.instant() } }),
    clock: { now: () => Temporal.Instant.fromEpochMilliseconds(world.now) },
    clientAddress: () => '10.0.0.5',
  });
  const say = async () => (await app.request('/readyz')).text();
  expect(await say()).toBe('ok');
  room -= 1;
  await world.pass(2);
  expect(await say()).toBe('the disk that holds the database is full');
});

test('a database that cannot be written: not ready', async () => {
  const world = await World.begin({ address: '10.0.0.5' });
  world.serverCannotWrite = true;
  expect(await status(world, '/readyz')).toBe(503);
  expect(await status(world, '/livez')).toBe(200);
});

test('whoever asks often is answered from what was found out a moment ago', async () => {
  const world = await World.begin({ address: '::1' });
  expect(await status(world, '/readyz')).toBe(200);
  const before = await (await world.app.request('/metrics')).text();
  world.serverCannotWrite = true;
  await text(world, ROBIN, '1');
  await world.pass(0.5 - (world.now % 1000) / 1000);
  expect(await (await world.app.request('/metrics')).text()).toBe(before);
  await world.pass(6);
  expect(await status(world, '/readyz')).toBe(503);
});

test.each(['203.0.113.7', '2001:db8::7', ''])('from elsewhere (%s) only that it is up', async address => {
  const world = await World.begin({ address });
  expect(await status(world, '/livez')).toBe(200);
  expect(await status(world, '/readyz')).toBe(403);
  expect(await status(world, '/metrics')).toBe(403);
});
