import { expect, test } from 'vitest';
import { staffIsActive } from '../../core/flows/staff-is-active.ts';
import { takeEntry } from '../../core/flows/work-entry.ts';
import { newestEntryId, only, text, work } from './texting.ts';
import { DANA, OWNER, ROBIN, World } from './world.ts';

function isActive(world: World, staff = 'dana') {
  return work(world, tx => staffIsActive(tx, staff, null));
}

test('an ordinary alert waits two minutes for whoever is active, and goes if nobody took the entry', async () => {
  const world = await World.begin();
  await isActive(world);
  await text(world, ROBIN, '1');
  await world.pass(110);
  expect(world.textsOn(DANA)).toEqual([]);
  await isActive(world);
  await world.pass(15);
  expect(world.textsOn(DANA)).toHaveLength(1);
});

test('they take it meanwhile: no alert', async () => {
  const world = await World.begin();
  await isActive(world, 'dana');
  await text(world, ROBIN, '1');
  const entry = await newestEntryId(world);
  await work(world, (tx, config) => takeEntry(tx, config, { entry, staff: 'front_desk' }));
  await world.pass(3600);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Robin: callback_open (delivered)'],
      entries: ['Robin: callback (assigned front_desk)'],
      undone: ['send_alert cancelled: taken', 'send_alert cancelled: taken'],
      rows: { contacts: 1, messages: 2, alerts: 2 },
    }),
  );
});

test('they open it meanwhile: it is seen, and not sent; the others are told as always', async () => {
  const world = await World.begin();
  await isActive(world);
  await text(world, ROBIN, '1');
  const entry = await newestEntryId(world);
  await work(world, tx => staffIsActive(tx, 'dana', entry));
  await world.pass(3600);
  expect(world.textsOn(DANA)).toEqual([]);
  expect(world.textsOn(OWNER)).toHaveLength(1);
  expect((await world.summary()).undone).toEqual(['send_alert cancelled: seen']);
});

test('a crisis is never held', async () => {
  const world = await World.begin();
  await isActive(world);
  await text(world, ROBIN, 'I want to kill myself');
  expect(world.textsOn(DANA)).toEqual([expect.stringContaining('URGENT')]);
});

test('somebody who was active earlier, or somebody else who is, holds nothing back', async () => {
  const world = await World.begin();
  await isActive(world, 'dana');
  await world.pass(120);
  await isActive(world, 'owner');
  await text(world, ROBIN, '1');
  expect(world.textsOn(DANA)).toHaveLength(1);
});
