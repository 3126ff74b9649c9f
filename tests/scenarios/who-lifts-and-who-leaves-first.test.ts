import { expect, test } from 'vitest';
import { call, latestCall, untilRinging } from './calling.ts';
import { only } from './texting.ts';
import { DANA, DESK, ROBIN, World } from './world.ts';

test('a call that was taken stands in the history: no entry, no text, no alert', async () => {
  const world = await World.begin();
  await call(world, ROBIN);
  await world.pass(5);
  await world.do({ type: 'answer', phone: DESK });
  await world.pass(180);
  await world.do({ type: 'hang-up', phone: DESK });
  await world.pass(60);
  expect(latestCall(world, ROBIN)?.endedAt).not.toBeNull();
  expect(await world.summary()).toEqual(
    only({ calls: ['Robin: taken'], legs: ['Front desk: completed'], rows: { contacts: 1, calls: 1 } }),
  );
});

test.each(['sent', 'not-sent'] as const)(
  'front desk lifts, and the caller hangs up a minute later (dial action %s)',
  async dialActionAfterHangup => {
    const world = await World.begin({ simulator: { settings: { dialActionAfterHangup } } });
    await call(world, ROBIN);
    await world.pass(5);
    await world.do({ type: 'answer', phone: DESK });
    await world.pass(60);
    await world.do({ type: 'hang-up', phone: ROBIN });
    await world.pass(60);
    expect(await world.summary()).toEqual(
      only({ calls: ['Robin: taken'], legs: ['Front desk: completed'], rows: { contacts: 1, calls: 1 } }),
    );
  },
);

test('Dana lifts, and the caller hangs up before she has pressed a key: missed', async () => {
  const world = await World.begin();
  await call(world, ROBIN);
  await untilRinging(world, DANA);
  await world.do({ type: 'answer', phone: DANA });
  await world.pass(2);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(60);
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

test('Dana hangs up while she is asked for a key: the caller is greeted', async () => {
  const world = await World.begin();
  await call(world, ROBIN);
  await untilRinging(world, DANA);
  await world.do({ type: 'answer', phone: DANA });
  await world.pass(2);
  await world.do({ type: 'hang-up', phone: DANA });
  await world.untilTone(ROBIN);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(60);
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

test('front desk declines: the next phone rings at once', async () => {
  const world = await World.begin();
  await call(world, ROBIN);
  await world.pass(2);
  await world.do({ type: 'decline', phone: DESK });
  await world.pass(0.5);
  expect((await world.summary()).legs).toEqual(['Front desk: busy', 'Dana: ringing']);
});
