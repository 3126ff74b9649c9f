import { expect, test } from 'vitest';
import { call, latestCall, leaveVoicemail } from './calling.ts';
import { only } from './texting.ts';
import { BLOCKED, World } from './world.ts';

test('and nothing else happens', async () => {
  const world = await World.begin();
  await call(world, BLOCKED);
  await world.pass(60);
  expect(latestCall(world, BLOCKED)).toMatchObject({ status: 'no-answer', answeredAt: null });
  expect(world.heard(BLOCKED)).toEqual([]);
  expect(await world.summary()).toEqual(only({ calls: ['blocked: refused'], rows: { calls: 1 } }));
});

test('a voicemail that they could leave while we were down is deleted unheard', async () => {
  const world = await World.begin();
  world.serverCannotWrite = true;
  await call(world, BLOCKED);
  await world.untilTone(BLOCKED);
  world.serverCannotWrite = false;
  await leaveVoicemail(world, BLOCKED);
  expect(await world.summary()).toEqual(
    only({
      calls: ['blocked: refused'],
      requests: ['DELETE Recordings'],
      rows: { calls: 1, voicemails: 1 },
      logs: ['webhook_failed'],
    }),
  );
});
