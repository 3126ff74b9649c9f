import { expect, test } from 'vitest';
import { call } from './calling.ts';
import { missedCall, only } from './texting.ts';
import { DESK, ROBIN, World } from './world.ts';

test('are one text and one entry that counts to two, and the second greeting promises no text', async () => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  expect(world.heard(ROBIN)).toContainEqual(expect.stringContaining('is on its way'));
  await missedCall(world, ROBIN);
  expect(world.heard(ROBIN)).toEqual([
    "You've reached Willow Street.",
    'Para español, oprima dos.',
    'This is a recording; nobody could pick up.',
    'If you or someone else is in danger, hang up and call 911, or call or text 988.',
    'After the tone leave your name, a number, and whether we may leave a message there.',
  ]);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed', 'Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer', 'Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)'],
      entries: ['Robin: missed_call x2 (open)'],
      consents: ['Robin: given by call'],
      rows: { contacts: 1, calls: 2, messages: 1, form_links: 1, alerts: 1 },
    }),
  );
});

test('from one phone at the same time are one text and one entry that counts to two', async () => {
  const world = await World.begin();
  await call(world, ROBIN);
  await call(world, ROBIN);
  await world.pass(90);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed', 'Robin: missed'],
      legs: ['Front desk: no-answer', 'Front desk: no-answer', 'Dana: no-answer', 'Dana: no-answer'],
      texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)'],
      entries: ['Robin: missed_call x2 (open)'],
      consents: ['Robin: given by call'],
      rows: { contacts: 1, calls: 2, messages: 1, form_links: 1, alerts: 1 },
    }),
  );
});

test('from one phone at the same time: one is taken, the other is missed', async () => {
  const world = await World.begin();
  await call(world, ROBIN);
  const [first] = world.simulator.state().calls;
  await world.do({ type: 'answer', phone: DESK });
  await call(world, ROBIN);
  await world.untilTone(ROBIN);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.do({ type: 'hang-up', phone: ROBIN, callSid: first?.sid ?? '' });
  await world.pass(60);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: taken', 'Robin: missed'],
      legs: ['Front desk: completed', 'Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)'],
      entries: ['Robin: missed_call (open)'],
      notes: ['call_taken'],
      consents: ['Robin: given by call'],
      rows: { contacts: 1, calls: 2, messages: 1, form_links: 1, alerts: 1 },
    }),
  );
});
