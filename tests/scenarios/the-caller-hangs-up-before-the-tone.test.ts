import { expect, test } from 'vitest';
import { call, untilSaid } from './calling.ts';
import { only } from './texting.ts';
import { ROBIN, World } from './world.ts';

test('in the greeting: one entry and one text', async () => {
  const world = await World.begin();
  await call(world, ROBIN);
  await untilSaid(world, ROBIN, 'This is a recording');
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(30);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)'],
      entries: ['Robin: missed_call (open)'],
      consents: ['Robin: given by call'],
      rows: { contacts: 1, calls: 1, messages: 1, form_links: 1, alerts: 1 },
    }),
  );
});

test('at the tone: one entry and one text, and no voicemail', async () => {
  const world = await World.begin();
  await call(world, ROBIN);
  await world.untilTone(ROBIN);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(30);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)'],
      entries: ['Robin: missed_call (open)'],
      consents: ['Robin: given by call'],
      rows: { contacts: 1, calls: 1, messages: 1, form_links: 1, alerts: 1 },
    }),
  );
});
