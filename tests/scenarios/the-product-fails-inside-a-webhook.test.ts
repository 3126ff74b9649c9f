import { expect, test } from 'vitest';
import { call, latestCall, leaveVoicemail, untilRinging, untilSaid } from './calling.ts';
import { only } from './texting.ts';
import { DANA, DESK, ROBIN, World } from './world.ts';

const SPARE = [
  "You've reached Willow Street.",
  'Nobody could pick up. If you or someone else is in danger, hang up and call 911, or call or text 988. After the tone leave your name, a number, and whether we may leave a message there.',
];

test('at the arrival: a spare greeting, and once the database is back the voicemail makes the call and its entry', async () => {
  const world = await World.begin();
  world.serverCannotWrite = true;
  await call(world, ROBIN);
  await world.untilTone(ROBIN);
  expect(world.heard(ROBIN)).toEqual(SPARE);
  world.serverCannotWrite = false;
  await leaveVoicemail(world, ROBIN);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      texts: ['Dana: alert (delivered)', 'Robin: continuation (delivered)'],
      requests: ['GET Recordings', 'DELETE Recordings'],
      entries: ['Robin: missed_call, voicemail (open)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert cancelled: folded', 'send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 1, voicemails: 1, form_links: 1, alerts: 3 },
      logs: ['webhook_failed'],
    }),
  );
});

test('at the arrival, and the caller hangs up at the tone: the end of the call makes its entry, and the text goes', async () => {
  const world = await World.begin();
  world.serverCannotWrite = true;
  await call(world, ROBIN);
  await world.untilTone(ROBIN);
  world.serverCannotWrite = false;
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(10);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)'],
      entries: ['Robin: missed_call (open)'],
      consents: ['Robin: given by call'],
      rows: { contacts: 1, calls: 1, messages: 1, form_links: 1, alerts: 1 },
      logs: ['webhook_failed'],
    }),
  );
});

test('until the recording is ready: the voicemail is kept, as one from a number we cannot see', async () => {
  const world = await World.begin({ simulator: { settings: { recordingReadySeconds: 60 } } });
  world.serverCannotWrite = true;
  await call(world, ROBIN);
  await leaveVoicemail(world, ROBIN);
  world.serverCannotWrite = false;
  await world.pass(120);
  const { complaints, ...summary } = await world.summary();
  expect(complaints.every(one => one.startsWith('A callback failed'))).toBe(true);
  expect({ ...summary, complaints: [] }).toEqual(
    only({
      calls: ['withheld: missed'],
      texts: ['Dana: alert (delivered)'],
      requests: ['GET Recordings', 'DELETE Recordings'],
      entries: ['nobody known: missed_call, voicemail (open)'],
      undone: ['send_alert cancelled: folded', 'send_alert pending'],
      rows: { calls: 1, voicemails: 1, alerts: 3 },
      logs: ['webhook_failed', 'webhook_failed', 'webhook_failed', 'webhook_failed', 'webhook_failed'],
    }),
  );
});

test('when a ring is over: a spare greeting, and the call is missed once', async () => {
  const world = await World.begin();
  await call(world, ROBIN);
  await world.pass(10);
  world.serverCannotWrite = true;
  await world.untilTone(ROBIN);
  expect(world.heard(ROBIN)).toEqual(SPARE);
  world.serverCannotWrite = false;
  await leaveVoicemail(world, ROBIN);
  await world.pass(15);
  const { complaints, ...summary } = await world.summary();
  expect(complaints.every(one => one.startsWith('A callback failed'))).toBe(true);
  expect({ ...summary, complaints: [] }).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer'],
      texts: ['Dana: alert (delivered)', 'Robin: continuation (delivered)', 'Dana: alert (delivered)'],
      requests: ['GET Recordings', 'DELETE Recordings'],
      entries: ['Robin: voicemail, missed_call (open)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 1, voicemails: 1, form_links: 1, alerts: 3 },
      logs: ['webhook_failed', 'webhook_failed', 'webhook_failed', 'webhook_failed'],
    }),
  );
});

test('when a conversation is over: the line hangs up, and the call was taken', async () => {
  const world = await World.begin();
  await call(world, ROBIN);
  await world.do({ type: 'answer', phone: DESK });
  await world.pass(60);
  for (const kind of ['leg-status', 'call-status'] as const) {
    const effect = { type: 'slow', milliseconds: 500 } as const;
    await world.do({ type: 'fault', fault: { on: 'webhook', kind, count: 1, effect } });
  }
  world.serverCannotWrite = true;
  await world.simulator.do({ type: 'hang-up', phone: DESK });
  await world.simulator.idle();
  world.serverCannotWrite = false;
  await world.pass(60);
  expect(world.heard(ROBIN)).toEqual([]);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: taken'],
      legs: ['Front desk: completed'],
      rows: { contacts: 1, calls: 1 },
      logs: ['webhook_failed'],
    }),
  );
});

test('when Dana is asked for a key: her leg is hung up, never bridged, and the caller is greeted', async () => {
  const world = await World.begin();
  await call(world, ROBIN);
  await untilRinging(world, DANA);
  await world.do({
    type: 'fault',
    fault: { on: 'webhook', kind: 'leg-status', count: 1, effect: { type: 'slow', milliseconds: 500 } },
  });
  world.serverCannotWrite = true;
  await world.simulator.do({ type: 'answer', phone: DANA });
  await world.simulator.idle();
  world.serverCannotWrite = false;
  await world.untilTone(ROBIN);
  expect(latestCall(world, DANA)?.heard.map(one => one.kind)).toEqual(['ringing', 'ended']);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(30);
  const { complaints, logs, ...summary } = await world.summary();
  expect(complaints.every(one => one.startsWith('A callback failed'))).toBe(true);
  expect(new Set(logs)).toEqual(new Set(['webhook_failed']));
  expect({ ...summary, complaints: [], logs: [] }).toEqual(
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

test('when a key is pressed in the greeting: the spare greeting, and voicemail', async () => {
  const world = await World.begin();
  await call(world, ROBIN);
  await untilSaid(world, ROBIN, 'This is a recording');
  world.serverCannotWrite = true;
  await world.do({ type: 'press', phone: ROBIN, keys: '2' });
  world.serverCannotWrite = false;
  await leaveVoicemail(world, ROBIN);
  expect(world.heard(ROBIN).slice(-2)).toEqual(SPARE);
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
      logs: ['webhook_failed'],
    }),
  );
});

test('when the recording ends: the line hangs up, and the voicemail is fetched all the same', async () => {
  const world = await World.begin();
  await call(world, ROBIN);
  await world.untilTone(ROBIN);
  await world.do({ type: 'speak', phone: ROBIN, words: 'Please call me back.', seconds: 6 });
  await world.pass(7);
  world.serverCannotWrite = true;
  await world.do({ type: 'press', phone: ROBIN, keys: '#' });
  world.serverCannotWrite = false;
  await world.pass(30);
  expect(latestCall(world, ROBIN)?.endedAt).not.toBeNull();
  const { complaints, ...summary } = await world.summary();
  expect(complaints.every(one => one.startsWith('A callback failed'))).toBe(true);
  expect({ ...summary, complaints: [] }).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)', 'Dana: alert (delivered)'],
      requests: ['GET Recordings', 'DELETE Recordings'],
      entries: ['Robin: missed_call, voicemail (open)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 1, voicemails: 1, form_links: 1, alerts: 3 },
      logs: ['webhook_failed', 'webhook_failed', 'webhook_failed', 'webhook_failed'],
    }),
  );
});

test('nobody ever hears "application error", and the log says where it failed, not who called', async () => {
  const world = await World.begin();
  world.serverCannotWrite = true;
  await call(world, ROBIN);
  await world.pass(60);
  const log = JSON.stringify(world.logs);
  expect(log).toContain('/webhooks/twilio/voice');
  expect(log).not.toContain(ROBIN.slice(2));
  expect(world.heard(ROBIN)).not.toContainEqual(expect.stringContaining('application error'));
  expect(world.simulator.state().calls.some(one => one.phone === DESK)).toBe(false);
});
