import { expect, test } from 'vitest';
import { text } from './texting.ts';
import { DANA, OWNER, World } from './world.ts';

const FIFTY = Array.from({ length: 50 }, (_, index) => `+121255501${String(49 + index).padStart(2, '0')}`);

/** Alerts as an owner gets them without a word about it: everything is said again. */
function begin(at: string): Promise<World> {
  return World.begin({ at, phones: FIFTY, config: yaml => yaml.replaceAll(', again: off', '') });
}

/** Fifty people ask for a call back within ten minutes. */
async function fiftyAsk(world: World): Promise<void> {
  for (const phone of FIFTY) {
    await text(world, phone, '1');
    await world.pass(11);
  }
}

function count(world: World, phone: string): number {
  return world.simulator.state().messages.filter(one => one.to === phone).length;
}

test('in the ten minutes, and in the day that follows, nobody gets more than a few', async () => {
  const world = await begin('2026-11-23T10:00[America/New_York]');
  await fiftyAsk(world);
  await world.pass(60);
  expect([count(world, DANA), count(world, OWNER)]).toEqual([5, 0]);
  await world.pass(3 * 3600);
  expect(count(world, DANA)).toBeLessThanOrEqual(16);
  expect(count(world, OWNER)).toBeLessThanOrEqual(16);
  const [dana, owner] = [count(world, DANA), count(world, OWNER)];
  await world.pass(18 * 3600);
  expect([count(world, DANA), count(world, OWNER)]).toEqual([dana, owner]);
});

test('in the night: one text each in the morning, and few in the hours after', async () => {
  const world = await begin('2026-11-23T22:00[America/New_York]');
  await fiftyAsk(world);
  await world.pass(11 * 3600);
  expect([count(world, DANA), count(world, OWNER)]).toEqual([1, 0]);
  await world.pass(3 * 3600);
  expect(count(world, DANA)).toBeLessThanOrEqual(6);
  expect(count(world, OWNER)).toBeLessThanOrEqual(6);
});
