import { expect, test } from 'vitest';
import { call, continuationWith, leaveVoicemail } from './calling.ts';
import { allRows, only } from './texting.ts';
import { ROBIN, World, type WorldOptions } from './world.ts';

async function callWithVoicemail(options: WorldOptions = {}): Promise<World> {
  const world = await World.begin(options);
  await call(world, ROBIN);
  await leaveVoicemail(world, ROBIN);
  return world;
}

async function voicemails(world: World) {
  const { read } = world.store;
  return read.selectFrom('voicemails').select(['state', 'seconds', 'bytes', 'at_provider']).execute();
}

const isSound = (request: Request) => new URL(request.url).pathname.endsWith('.wav');

test('its sound lies in the database whole, and at Twilio no more', async () => {
  const world = await callWithVoicemail();
  const chunks = await world.store.read
    .selectFrom('voicemail_chunks')
    .select('bytes')
    .orderBy('position')
    .execute();
  const sound = Buffer.concat(chunks.map(chunk => chunk.bytes));
  // Six seconds of 8 kHz, 16 bit, and a header.
  expect(sound.length).toBe(6 * 16_000 + 44);
  expect(sound.subarray(0, 4).toString()).toBe('RIFF');
  expect(await voicemails(world)).toEqual([
    { state: 'stored', seconds: 6, bytes: sound.length, at_provider: 0 },
  ]);
  expect(world.simulator.state().recordings.every(one => one.deleted)).toBe(true);
});

test('no text and no row has a link to Twilio', async () => {
  const world = await callWithVoicemail();
  const rows = await allRows(world);
  expect(JSON.stringify(rows)).not.toMatch(/twilio\.com|RecordingUrl|\/Recordings\//i);
  expect(
    world.simulator
      .state()
      .messages.map(message => message.body)
      .join(),
  ).not.toMatch(/twilio/i);
});

test('delete_from_twilio: off leaves it there', async () => {
  const world = await callWithVoicemail({ config: continuationWith('voicemail: {delete_from_twilio: off}') });
  expect(await voicemails(world)).toMatchObject([{ state: 'stored', at_provider: 1 }]);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)', 'Dana: alert (delivered)'],
      requests: ['GET Recordings'],
      entries: ['Robin: missed_call, voicemail (open)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 1, voicemails: 1, form_links: 1, alerts: 3 },
    }),
  );
});

test('a file that is not there yet is asked for again', async () => {
  const world = await callWithVoicemail({ simulator: { settings: { recordingMediaLateSeconds: 9 } } });
  expect(await voicemails(world)).toMatchObject([{ state: 'announced' }]);
  await world.pass(60);
  expect(await voicemails(world)).toMatchObject([{ state: 'stored', at_provider: 0 }]);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)', 'Dana: alert (delivered)'],
      requests: ['GET Recordings', 'GET Recordings', 'GET Recordings', 'GET Recordings', 'DELETE Recordings'],
      entries: ['Robin: missed_call, voicemail (open)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 1, voicemails: 1, form_links: 1, alerts: 3 },
      logs: ['effect_not_done', 'effect_not_done', 'effect_not_done'],
    }),
  );
});

test('news of the file that are lost: it is fetched all the same', async () => {
  const world = await World.begin();
  await world.do({
    type: 'fault',
    fault: { on: 'webhook', kind: 'recording-status', count: 3, effect: { type: 'lost' } },
  });
  await call(world, ROBIN);
  await leaveVoicemail(world, ROBIN);
  await world.pass(30);
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
    }),
  );
});

test.each([
  {
    name: 'is no sound at all',
    spoil: () => new Response('<html>Sorry</html>', { headers: { 'content-type': 'text/html' } }),
  },
  {
    name: 'was cut short',
    spoil: async (answer: Response) => new Response((await answer.arrayBuffer()).slice(0, 20_000)),
  },
])('a file that $name is asked for again and never deleted at Twilio', async ({ spoil }) => {
  let spoilt = true;
  const world = await callWithVoicemail({
    answered: (request, answer) => (spoilt && isSound(request) ? spoil(answer) : answer),
  });
  expect(await voicemails(world)).toMatchObject([{ state: 'announced', at_provider: 1 }]);
  const summary = await world.summary();
  expect(summary.requests).not.toContain('DELETE Recordings');
  expect(new Set(summary.logs)).toEqual(new Set(['effect_not_done']));
  spoilt = false;
  await world.pass(600);
  expect(await voicemails(world)).toMatchObject([{ state: 'stored', at_provider: 0 }]);
});

test('one that can never be fetched is said on the entry, and stays at Twilio', async () => {
  const world = await callWithVoicemail({
    answered: (request, answer) => (isSound(request) ? new Response('', { status: 500 }) : answer),
  });
  await world.pass(3 * 86_400);
  expect(await voicemails(world)).toMatchObject([{ state: 'failed', at_provider: 1 }]);
  const summary = await world.summary();
  expect(summary.notes).toEqual(['voicemail_not_fetched']);
  expect(summary.requests).not.toContain('DELETE Recordings');
});
