import { expect, test } from 'vitest';
import { call, latestCall, untilSaid } from './calling.ts';
import { sendForm } from './forms.ts';
import { callRobin, danaPresses, quietSince, robinAsks, staffCall } from './staff-calling.ts';
import { newestEntry, text } from './texting.ts';
import { DANA, LINE, OWNER, ROBIN, World } from './world.ts';

async function formWith(number: string, config?: (yaml: string) => string): Promise<World> {
  const world = await World.begin(config ? { config } : {});
  await sendForm(world, '/form', { wants: 'callback', message: '', number, language: 'en' });
  return world;
}

test('somebody who asked for no texts can be called', async () => {
  const world = await robinAsks();
  await text(world, ROBIN, 'STOP');
  await callRobin(world);
  await danaPresses(world);
  expect(latestCall(world, ROBIN)?.status).toBe('ringing');
  expect(await quietSince(world)).not.toBeNull();
});

test('a withheld number cannot; one that they keyed in can, and is no contact’s by that', async () => {
  const world = await World.begin();
  await call(world, ROBIN, { withheld: true });
  await untilSaid(world, ROBIN, 'Key one in');
  await expect(callRobin(world)).rejects.toMatchObject({ code: 'no_number' });
  await world.do({ type: 'press', phone: ROBIN, keys: '2125550140#' });
  await world.pass(1);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await expect(callRobin(world)).rejects.toMatchObject({ code: 'no_number' });
  await callRobin(world, { typed: true });
  await danaPresses(world);
  expect(await staffCall(world)).toMatchObject({ state: 'calling', typed: 1, number: ROBIN });
  expect((await newestEntry(world)).contact_id).toBeNull();
});

test.each([
  ['a line of the practice', LINE, 'own_number'],
  ['a phone of staff', OWNER, 'own_number'],
  ['another country', '+442079460123', 'country'],
])('nobody is called at %s, whoever typed its number', async (_, number, code) => {
  const world = await formWith(number);
  await expect(callRobin(world, { typed: true })).rejects.toMatchObject({ code });
  expect((await world.summary()).staffCalls).toEqual([]);
});

test('the configuration opens other countries', async () => {
  const world = await formWith('+442079460123', yaml => `${yaml}\ndesk: {call_countries: [US, GB]}\n`);
  await callRobin(world, { typed: true });
  await danaPresses(world);
  expect((await staffCall(world)).number).toBe('+442079460123');
});

test('who has no phone in the configuration is told so', async () => {
  const world = await robinAsks({
    config: yaml => yaml.replace('  owner: {', '  pat: {name: Pat Moss}\n  owner: {'),
  });
  await expect(callRobin(world, { staff: 'pat' })).rejects.toMatchObject({ code: 'no_phone' });
  await expect(callRobin(world, { staff: 'nobody' })).rejects.toMatchObject({ code: 'unknown_staff' });
});

test('in a crisis the call goes before everything else', async () => {
  const world = await robinAsks();
  await text(world, ROBIN, 'I want to die');
  await callRobin(world);
  const placing = await world.store.read
    .selectFrom('effects')
    .select('priority')
    .where('kind', '=', 'place_call')
    .executeTakeFirstOrThrow();
  expect(placing.priority).toBe(0);
  expect(world.heard(DANA)).not.toContain('crisis');
});
