import { expect, test } from 'vitest';
import { call, leaveVoicemail } from './calling.ts';
import { missedCall, only } from './texting.ts';
import { DANA, DESK, World } from './world.ts';

test('it is not rung itself, is never a contact and never texted, and leaves no entry', async () => {
  const world = await World.begin();
  await missedCall(world, DANA);
  expect(world.heard(DANA)).not.toContainEqual(expect.stringContaining('is on its way'));
  expect(await world.summary()).toEqual(
    only({ calls: ['staff: missed'], legs: ['Front desk: no-answer'], rows: { calls: 1 } }),
  );
});

test('a voicemail of theirs makes an entry, since it may be what a client asked of them', async () => {
  const world = await World.begin();
  await call(world, DANA);
  await leaveVoicemail(world, DANA);
  expect(await world.summary()).toEqual(
    only({
      calls: ['staff: missed'],
      legs: ['Front desk: no-answer'],
      texts: ['Dana: alert (delivered)'],
      requests: ['GET Recordings', 'DELETE Recordings'],
      entries: ['nobody known: voicemail (open)'],
      undone: ['send_alert pending'],
      rows: { calls: 1, voicemails: 1, alerts: 2 },
    }),
  );
});

test('somebody takes it: nothing but the history', async () => {
  const world = await World.begin();
  await call(world, DANA);
  await world.do({ type: 'answer', phone: DESK });
  await world.pass(30);
  await world.do({ type: 'hang-up', phone: DANA });
  await world.pass(30);
  expect(await world.summary()).toEqual(
    only({ calls: ['staff: taken'], legs: ['Front desk: completed'], rows: { calls: 1 } }),
  );
});
