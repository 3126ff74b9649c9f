import { expect, test } from 'vitest';
import { call, lineWith, untilRinging } from './calling.ts';
import { missedCall, only } from './texting.ts';
import { DANA, DESK, ROBIN, World } from './world.ts';

const BEFORE_CLOSING = '2026-11-23T16:59:50[America/New_York]';

test('a call that came in time rings to the end of its plan, and the greeting is that of the evening', async () => {
  const world = await World.begin({ at: BEFORE_CLOSING });
  await missedCall(world, ROBIN);
  expect(world.heard(ROBIN)).toContain('We open tomorrow at 9 AM; messages are not heard before then.');
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Robin: continuation (delivered)'],
      entries: ['Robin: missed_call (open)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 1, form_links: 1, alerts: 1 },
    }),
  );
});

test('whoever lifts after closing time takes it', async () => {
  const world = await World.begin({ at: BEFORE_CLOSING });
  await call(world, ROBIN);
  await untilRinging(world, DANA);
  await world.do({ type: 'answer', phone: DANA }, { type: 'press', phone: DANA, keys: '1' });
  await world.pass(60);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(30);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: taken'],
      legs: ['Front desk: no-answer', 'Dana: completed'],
      rows: { contacts: 1, calls: 1 },
    }),
  );
});

test('on a line without texts in the evening, what the greeting does not promise does not go', async () => {
  const world = await World.begin({ at: BEFORE_CLOSING, config: lineWith('after_hours: voicemail') });
  await missedCall(world, ROBIN);
  expect((await world.summary()).texts).toEqual([]);
});

test('a call in the closing second itself rings nobody', async () => {
  const world = await World.begin({ at: '2026-11-23T17:00[America/New_York]' });
  await call(world, ROBIN);
  await world.pass(1);
  expect((await world.summary()).legs).toEqual([]);
  expect(world.simulator.state().calls.some(one => one.phone === DESK)).toBe(false);
});
