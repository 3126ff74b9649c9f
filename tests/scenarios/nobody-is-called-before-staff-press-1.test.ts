import { expect, test } from 'vitest';
import { latestCall } from './calling.ts';
import { callRobin, danaPresses, quietSince, robinAsks, staffCall, standing } from './staff-calling.ts';
import { DANA, ROBIN, type World } from './world.ts';

test.each([
  ['she declines', (world: World) => world.do({ type: 'decline', phone: DANA })],
  ['it rings and rings', () => Promise.resolve()],
  [
    'she lifts and hangs up',
    (world: World) => world.do({ type: 'answer', phone: DANA }, { type: 'hang-up', phone: DANA }),
  ],
  ['she lifts and presses nothing', (world: World) => world.do({ type: 'answer', phone: DANA })],
  ['she presses another key', (world: World) => danaPresses(world, '2')],
])('%s: Robin is never called, and the desk knows why', async (_, does) => {
  const world = await robinAsks();
  await callRobin(world);
  await does(world);
  await world.pass(60);
  expect(await staffCall(world)).toMatchObject({ state: 'not_pressed', key_at: null });
  expect(latestCall(world, ROBIN)).toBeUndefined();
  // Nothing has happened with Robin: automation is not quiet.
  expect(await quietSince(world)).toBeNull();
  // And she may try again.
  await callRobin(world);
  expect(await standing(world)).toBe('ringing');
});

test('her own voicemail lifts: it presses nothing, so nobody is ever connected with it', async () => {
  const world = await robinAsks();
  await world.do({ type: 'set-phone', number: DANA, phone: { voicemailAfterSeconds: 4 } });
  await callRobin(world);
  await world.pass(90);
  expect(await standing(world)).toBe('not_pressed');
  expect(latestCall(world, ROBIN)).toBeUndefined();
});

test.each([
  ['declines', (world: World) => world.do({ type: 'decline', phone: ROBIN }), 'busy'],
  ['does not answer', (world: World) => world.pass(60), 'no_answer'],
  [
    'is not reached before Dana hangs up',
    (world: World) => world.do({ type: 'hang-up', phone: DANA }),
    'hung_up',
  ],
] as const)('Robin %s', async (_, does, stands) => {
  for (const dialActionAfterHangup of ['sent', 'not-sent'] as const) {
    for (const hungUpDialStatus of ['canceled', 'completed'] as const) {
      const world = await robinAsks({ simulator: { settings: { dialActionAfterHangup, hungUpDialStatus } } });
      await callRobin(world);
      await danaPresses(world);
      await world.pass(3);
      await does(world);
      await world.pass(20);
      expect(await standing(world)).toBe(stands);
      expect((await world.summary()).complaints).toEqual([]);
    }
  }
});
