import { expect, test } from 'vitest';
import { text } from './texting.ts';
import { DANA, World } from './world.ts';

const CALLERS = Array.from({ length: 10 }, (_, index) => `+121255501${String(60 + index)}`);

/** How many texts to a phone the carrier was given; its own clock, which nobody set back, delivers them later. */
function given(world: World, phone: string): number {
  return world.simulator.state().messages.filter(message => message.to === phone).length;
}

test('half an hour back: texts and alerts go on as before', async () => {
  const world = await World.begin({ phones: CALLERS });
  for (const phone of CALLERS.slice(0, 5)) await text(world, phone, '1');
  await world.pass(120);
  const alerts = given(world, DANA);
  world.setBack(30 * 60);
  const later = CALLERS.slice(5);
  for (const phone of later) await text(world, phone, '1');
  await world.pass(10);
  expect(later.map(phone => given(world, phone))).toEqual([1, 1, 1, 1, 1]);
  expect(given(world, DANA)).toBe(alerts + 4);
});
