import { expect, test } from 'vitest';
import { call, untilRinging } from './calling.ts';
import { only } from './texting.ts';
import { DANA, DESK, ROBIN, World } from './world.ts';

const TWENTY_MINUTES = 1_200;

async function dialResultIsLate(world: World, seconds: number): Promise<void> {
  await world.do({
    type: 'fault',
    fault: { on: 'webhook', kind: 'dial', count: 1, effect: { type: 'slow', milliseconds: seconds * 1_000 } },
  });
}

test('a conversation of twenty minutes is never texted that it was missed', async () => {
  const world = await World.begin();
  await dialResultIsLate(world, 3);
  await call(world, ROBIN);
  await world.do({ type: 'answer', phone: DESK });
  await world.pass(TWENTY_MINUTES);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(60);
  expect(await world.summary()).toEqual(
    only({ calls: ['Robin: taken'], legs: ['Front desk: completed'], rows: { contacts: 1, calls: 1 } }),
  );
});

test("not even when the leg's own news are lost as well", async () => {
  const world = await World.begin();
  await dialResultIsLate(world, 3);
  await world.do({
    type: 'fault',
    fault: { on: 'webhook', kind: 'leg-status', count: 2, effect: { type: 'lost' } },
  });
  await call(world, ROBIN);
  await world.do({ type: 'answer', phone: DESK });
  await world.pass(TWENTY_MINUTES);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(60);
  const summary = await world.summary();
  expect(summary.complaints.every(one => one.startsWith('A callback failed'))).toBe(true);
  expect({ ...summary, complaints: [] }).toEqual(
    only({ calls: ['Robin: taken'], legs: ['Front desk: completed'], rows: { contacts: 1, calls: 1 } }),
  );
});

test('nor when the dial result never comes: a person had lifted', async () => {
  const world = await World.begin({ simulator: { settings: { dialActionAfterHangup: 'not-sent' } } });
  await call(world, ROBIN);
  await untilRinging(world, DANA);
  await world.do({ type: 'answer', phone: DANA }, { type: 'press', phone: DANA, keys: '1' });
  await world.pass(TWENTY_MINUTES);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(9);
  expect((await world.summary()).calls).toEqual(['Robin: ringing']);
  await world.pass(60);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: taken'],
      legs: ['Front desk: no-answer', 'Dana: completed'],
      rows: { contacts: 1, calls: 1 },
    }),
  );
});

test("a voicemail on Dana's phone is missed after ten seconds when the dial result never comes", async () => {
  const world = await World.begin({ simulator: { settings: { dialActionAfterHangup: 'not-sent' } } });
  await world.do({ type: 'set-phone', number: DANA, phone: { voicemailAfterSeconds: 3 } });
  await call(world, ROBIN);
  await world.until(async () => (await world.summary()).legs.includes('Dana: in-progress'));
  await world.pass(2);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(9);
  expect(world.textsOn(ROBIN)).toEqual([]);
  await world.pass(2);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: completed'],
      texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)'],
      entries: ['Robin: missed_call (open)'],
      consents: ['Robin: given by call'],
      rows: { contacts: 1, calls: 1, messages: 1, form_links: 1, alerts: 1 },
    }),
  );
});
