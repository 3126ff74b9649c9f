import { expect, test } from 'vitest';
import { call, latestCall, untilRinging } from './calling.ts';
import { only } from './texting.ts';
import { DANA, ROBIN, World } from './world.ts';

test.each(['sent', 'not-sent'] as const)(
  'is no conversation: the call is missed, and Dana is connected with nobody (dial action %s)',
  async dialActionAfterHangup => {
    const world = await World.begin({ simulator: { settings: { dialActionAfterHangup } } });
    await call(world, ROBIN);
    await untilRinging(world, DANA);
    await world.do({ type: 'answer', phone: DANA });
    await world.pass(1);
    await world.do({
      type: 'fault',
      fault: { on: 'webhook', kind: 'gather', count: 1, effect: { type: 'slow', milliseconds: 800 } },
    });
    await world.do({ type: 'press', phone: DANA, keys: '1' });
    await world.pass(0.4);
    await world.do({ type: 'hang-up', phone: ROBIN });
    await world.pass(60);
    expect(latestCall(world, DANA)?.heard.some(one => one.kind === 'connected')).toBe(false);
    const key = world.simulator.state().webhooks.find(one => one.kind === 'gather');
    expect(key?.body).toContain('<Hangup/>');
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
  },
);

test('is no conversation either when the key came a moment before', async () => {
  const world = await World.begin({ simulator: { settings: { dialActionAfterHangup: 'not-sent' } } });
  await call(world, ROBIN);
  await untilRinging(world, DANA);
  await world.do({ type: 'answer', phone: DANA });
  await world.pass(1);
  await world.do({ type: 'press', phone: DANA, keys: '1' });
  await world.pass(1);
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
