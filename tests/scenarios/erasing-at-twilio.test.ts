import { expect, test } from 'vitest';
import { eraseContactWhole } from '../../core/flows/contact-erased.ts';
import { healthFacts } from '../../core/flows/health-facts.ts';
import { holdContact, holdEverything } from '../../core/flows/legal-hold.ts';
import { COMMAND } from '../../core/store/audit.ts';
import type { Fault } from '../../simulator/core/faults.ts';
import { contactOf, keepNow } from './keeping.ts';
import { missedCall, text } from './texting.ts';
import { ALEX, ROBIN, World } from './world.ts';

type Effect = Extract<Fault, { on: 'rest' }>['effect'];

async function erase(world: World) {
  const { id } = await contactOf(world);
  await eraseContactWhole(world.store.write, world.holder.current, { by: COMMAND, contact: id });
}

/** How Twilio answers when it is to delete something, so often. */
async function deletesAnswer(world: World, effect: Effect, count: number): Promise<void> {
  await world.do({ type: 'fault', fault: { on: 'rest', method: 'DELETE', count, effect } });
}

/** Robin has called and written, and all of it has arrived. */
async function robin(): Promise<World> {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  await text(world, ROBIN, 'heliotrope');
  await world.pass(300);
  return world;
}

const left = (world: World) =>
  world.store.read.selectFrom('erasures').selectAll().where('due_at', 'is not', null).execute();
const deletions = (world: World) => world.simulator.state().rest.filter(one => one.method === 'DELETE');

test('what it will not delete yet is asked for again later, alone, until it does', async () => {
  const world = await robin();
  await deletesAnswer(world, { type: 'status', status: 400, accepted: false }, 2);
  await erase(world);
  await world.settle();
  expect((await left(world)).map(({ tries, error }) => [tries, error])).toEqual([
    [1, 'twilio_20500'],
    [1, 'twilio_20500'],
  ]);
  const before = deletions(world).length;
  await world.pass(200);
  expect(deletions(world)).toHaveLength(before);
  await world.pass(200);
  expect(await left(world)).toEqual([]);
  expect(world.logs.filter(line => Number(line.level) >= 40)).toEqual([]);
});

test('pictures that came with a text go with its words, also when the second is refused at first', async () => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  for (const body of ['heliotrope', 'marzipan']) {
    await world.do({ type: 'text', phone: ROBIN, to: '+12125550100', body, media: 2 });
  }
  const theirs = () => world.simulator.state().messages.filter(one => one.from === ROBIN);
  expect(theirs().map(one => one.media.length)).toEqual([2, 2]);
  await world.pass(31 * 86_400);
  await deletesAnswer(world, { type: 'status', status: 400, accepted: false }, 1);
  await keepNow(world);
  await world.pass(900);
  expect(theirs().map(({ body, media, deleted }) => [body, media.length, deleted])).toEqual([
    ['', 0, false],
    ['', 0, false],
  ]);
  expect(await left(world)).toEqual([]);
});

test('asked to slow down, it waits as long as it was told, and forgets nothing', async () => {
  const world = await robin();
  await deletesAnswer(world, { type: 'status', status: 429, retryAfterSeconds: 120, accepted: false }, 1);
  await erase(world);
  await world.settle();
  const asked = deletions(world).length;
  await world.pass(100);
  expect(deletions(world)).toHaveLength(asked);
  await world.pass(60);
  expect(await left(world)).toEqual([]);
});

test('a Twilio that is down for a day is asked until it is back', async () => {
  const world = await robin();
  await deletesAnswer(world, { type: 'status', status: 503, accepted: false }, 9_999);
  await erase(world);
  await world.pass(86_400);
  expect((await left(world)).length).toBeGreaterThan(2);
  // As often as its lists are read, and no more.
  expect(deletions(world).length).toBeLessThan(200);
  await world.do({ type: 'clear-faults' });
  await world.pass(86_400);
  expect(await left(world)).toEqual([]);
  expect((await world.summary()).complaints).toEqual([]);
});

test('what was deleted there already counts as deleted', async () => {
  const world = await robin();
  for (const one of world.simulator.state().messages) one.deleted = true;
  for (const one of world.simulator.state().calls) one.deleted = true;
  await erase(world);
  await world.pass(10);
  expect(await left(world)).toEqual([]);
});

test('what it refuses again and again is said on the health page', async () => {
  const world = await robin();
  await deletesAnswer(world, { type: 'status', status: 400, accepted: false }, 9_999);
  await erase(world);
  const refused = async () =>
    (await healthFacts({ store: world.store, config: world.holder.current(), now: world.now })).keeping
      .refused;
  await world.pass(600);
  expect(await refused()).toBe(0);
  await world.pass(86_400);
  expect(await refused()).toBeGreaterThan(2);
});

test('a hold that is set meanwhile stops it, and lifting it lets it go on', async () => {
  const world = await robin();
  world.stopWorker();
  await erase(world);
  await world.store.write(tx => holdEverything(tx, COMMAND, true));
  await world.startWorker();
  await world.pass(7_200);
  expect(deletions(world)).toEqual([]);
  await world.store.write(tx => holdEverything(tx, COMMAND, false));
  await world.pass(7_200);
  expect(await left(world)).toEqual([]);
});

test('a hold on somebody keeps at Twilio what was to go there by its age and has not gone yet', async () => {
  const world = await robin();
  await missedCall(world, ALEX);
  await world.pass(31 * 86_400);
  world.stopWorker();
  await keepNow(world);
  const waits = (await left(world)).length;
  const { id } = await contactOf(world);
  await world.store.write(tx => holdContact(tx, COMMAND, id, true));
  expect((await left(world)).length).toBeLessThan(waits);
  await world.startWorker();
  await world.pass(7_200);
  const bodies = (phone: string) =>
    world.simulator
      .state()
      .messages.filter(one => (one.from === phone || one.to === phone) && one.direction !== 'carrier')
      .map(one => one.body !== '');
  expect(new Set(bodies(ROBIN))).toEqual(new Set([true]));
  expect(new Set(bodies(ALEX))).toEqual(new Set([false]));
  await world.store.write(tx => holdContact(tx, COMMAND, id, false));
  await keepNow(world);
  await world.pass(600);
  expect(new Set(bodies(ROBIN))).toEqual(new Set([false]));
});

test('texts to people go first', async () => {
  const world = await robin();
  world.stopWorker();
  await erase(world);
  await missedCall(world, ALEX);
  await world.startWorker();
  await world.pass(60);
  const asked = world.simulator.state().rest.slice(-40);
  const sent = asked.findIndex(one => one.method === 'POST' && one.path.endsWith('/Messages.json'));
  const deleted = asked.findIndex(one => one.method === 'DELETE');
  expect(sent).toBeGreaterThan(-1);
  expect(deleted).toBeGreaterThan(sent);
});

test('what was promised to somebody who is erased is not kept', async () => {
  const world = await World.begin();
  world.stopWorker();
  await missedCall(world, ROBIN);
  await erase(world);
  await world.startWorker();
  await world.pass(600);
  expect(world.textsOn(ROBIN)).toEqual([]);
  const kinds = await world.store.read.selectFrom('effects').select(['kind', 'state']).execute();
  expect(kinds).toEqual([{ kind: 'erase_at_twilio', state: 'done' }]);
});
