import { expect, test } from 'vitest';
import { missedCall, text } from './texting.ts';
import { DANA, ROBIN, World } from './world.ts';

const NEEDLES = [
  'Quillon',
  'Farraday',
  'divorce',
  '2125550140',
  '2125550112',
  '2125550100',
  'Robin',
  'Dana',
  '12345',
];

test('calls, texts, failures of the carrier, of a phone and of ours leave no word, name or number in the log', async () => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  await world.do({ type: 'set-phone', number: DANA, phone: { textError: 21211 } });
  await world.do({
    type: 'fault',
    fault: {
      on: 'rest',
      path: 'Messages',
      number: ROBIN,
      count: 1,
      effect: { type: 'cut', accepted: false },
    },
  });
  await text(world, ROBIN, 'I am Quillon Farraday, it is about the divorce');
  world.serverCannotWrite = true;
  await text(world, ROBIN, 'Quillon once more');
  world.serverCannotWrite = false;
  await world.pass(120);
  const said = world.logs.map(line => JSON.stringify(line)).join('\n');
  const events = new Set(world.logs.map(line => line.event));
  expect([...events]).toEqual(expect.arrayContaining(['effect_not_done', 'webhook_failed']));
  for (const needle of NEEDLES) expect(said).not.toContain(needle);
});
