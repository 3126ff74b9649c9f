import { expect, test } from 'vitest';
import { call, latestCall } from './calling.ts';
import { only } from './texting.ts';
import { ROBIN, World } from './world.ts';

test('is kept whole: Twilio trims the silence after it has told how long the recording was', async () => {
  const world = await World.begin();
  await call(world, ROBIN);
  await world.untilTone(ROBIN);
  await world.do({ type: 'speak', phone: ROBIN, words: 'It is Robin.', seconds: 3 });
  await world.until(() => latestCall(world, ROBIN)?.endedAt !== null);
  const told = world.simulator.state().webhooks.find(one => one.kind === 'record');
  expect(told?.params).toContainEqual(['RecordingDuration', '11']);
  await world.pass(60);
  const { read } = world.store;
  expect(await read.selectFrom('voicemails').select(['state', 'seconds', 'bytes']).execute()).toEqual([
    { state: 'stored', seconds: 3, bytes: 3 * 16_000 + 44 },
  ]);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)', 'Dana: alert (delivered)'],
      requests: ['GET Recordings', 'DELETE Recordings'],
      entries: ['Robin: missed_call, voicemail (open)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 1, voicemails: 1, form_links: 1, alerts: 3 },
    }),
  );
});

test('has its final length, whichever of the two tells first', async () => {
  const world = await World.begin({ simulator: { settings: { recordingReadySeconds: 0 } } });
  await world.do({
    type: 'fault',
    fault: { on: 'webhook', kind: 'record', count: 1, effect: { type: 'slow', milliseconds: 3_000 } },
  });
  await call(world, ROBIN);
  await world.untilTone(ROBIN);
  await world.do({ type: 'speak', phone: ROBIN, words: 'It is Robin.', seconds: 3 });
  await world.pass(60);
  const voicemails = await world.store.read.selectFrom('voicemails').select(['state', 'seconds']).execute();
  expect(voicemails).toEqual([{ state: 'stored', seconds: 3 }]);
});
