import { expect, test } from 'vitest';
import { settleCall } from '../../core/rules/settle-call.ts';
import { call, untilRinging } from '../scenarios/calling.ts';
import { DESK, ROBIN, World } from '../scenarios/world.ts';

// What the simulation found, reduced to what it takes. Seeds mean something else after every change of the simulation;
// these tests don't.

test('a conversation whose beginning and dial action were lost is no missed call', async () => {
  const world = await World.begin({ simulator: { settings: { dialActionAfterHangup: 'not-sent' } } });
  await call(world, ROBIN);
  await untilRinging(world, DESK);
  await world.do({
    type: 'fault',
    fault: { on: 'webhook', kind: 'leg-status', count: 1, effect: { type: 'lost' } },
  });
  await world.do({ type: 'answer', phone: DESK });
  await world.pass(600);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(60);
  const { calls, texts, entries } = await world.summary();
  expect({ calls, texts, entries }).toEqual({ calls: ['Robin: taken'], texts: [], entries: [] });
});

test('a call whose end nobody told us of is missed all the same', async () => {
  const world = await World.begin({ simulator: { settings: { dialActionAfterHangup: 'not-sent' } } });
  await call(world, ROBIN);
  await untilRinging(world, DESK);
  const lost = { on: 'webhook', count: 9, effect: { type: 'lost' } } as const;
  for (const kind of ['leg-status', 'call-status', 'dial'] as const) {
    await world.do({ type: 'fault', fault: { ...lost, kind } });
  }
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(3_600);
  const { calls, entries } = await world.summary();
  expect({ calls, entries }).toEqual({ calls: ['Robin: missed'], entries: ['Robin: missed_call (open)'] });
});

test('a conversation during which the clock was set back is no missed call', () => {
  const [began, ended] = [600_000, 30_000];
  const leg = { accept: 'press_1', answeredAt: began, keyAt: began, bridged: null } as const;
  expect(settleCall([leg], { at: ended, connected: true }, ended + 10_000)).toBe('taken');
  // The key was pressed just as the caller left, and its callback came last.
  const late = { ...leg, answeredAt: ended + 1_000, keyAt: ended + 1_000 };
  expect(settleCall([late], { at: ended, connected: true }, ended + 10_000)).toBe('missed');
});
