import { expect, test } from 'vitest';
import { call, leaveVoicemail, replay } from './calling.ts';
import { only } from './texting.ts';
import { ROBIN, World } from './world.ts';

for (const emptyRecording of ['fall-through', 'report-absent'] as const) {
  test(`is no voicemail, and the missed call stays (${emptyRecording})`, async () => {
    const world = await World.begin({ simulator: { settings: { emptyRecording } } });
    await call(world, ROBIN);
    await world.untilTone(ROBIN);
    await world.pass(30);
    expect(world.heard(ROBIN).at(-1)).toBe('We saw that you called. Goodbye.');
    expect(await world.summary()).toEqual(
      only({
        calls: ['Robin: missed'],
        legs: ['Front desk: no-answer', 'Dana: no-answer'],
        texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)'],
        entries: ['Robin: missed_call (open)'],
        consents: ['Robin: given by call'],
        rows: { contacts: 1, calls: 1, messages: 1, form_links: 1, alerts: 1 },
      }),
    );
  });
}

test('is no voicemail when Twilio calls the action for it, and is deleted there', async () => {
  const world = await World.begin({ simulator: { settings: { emptyRecording: 'call-action' } } });
  await call(world, ROBIN);
  await world.untilTone(ROBIN);
  await world.pass(30);
  expect(world.heard(ROBIN).at(-1)).toBe('We saw that you called. Goodbye.');
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)'],
      requests: ['DELETE Recordings'],
      entries: ['Robin: missed_call (open)'],
      consents: ['Robin: given by call'],
      rows: { contacts: 1, calls: 1, messages: 1, voicemails: 1, form_links: 1, alerts: 1 },
    }),
  );
});

test('is not asked for any more when Twilio finds nothing in what it had told of', async () => {
  const told = await World.begin();
  await call(told, ROBIN);
  await leaveVoicemail(told, ROBIN);
  const { webhooks } = told.simulator.state();
  const world = await World.begin();
  await replay(world, webhooks.find(one => one.kind === 'record')!);
  const ready = webhooks.find(one => one.kind === 'recording-status')!;
  const params = ready.params.map(([name, value]): [string, string] => [
    name,
    name === 'RecordingStatus' ? 'absent' : value,
  ]);
  await replay(world, { ...ready, params });
  await world.pass(60);
  const voicemails = await world.store.read.selectFrom('voicemails').select(['state', 'seconds']).execute();
  expect(voicemails).toEqual([{ state: 'empty', seconds: 0 }]);
  expect((await world.summary()).requests).toEqual([]);
});

test('a recording whose length is not told is no empty one: it is fetched and not deleted unheard', async () => {
  const told = await World.begin();
  await call(told, ROBIN);
  await leaveVoicemail(told, ROBIN);
  const record = told.simulator.state().webhooks.find(one => one.kind === 'record')!;
  const world = await World.begin();
  await replay(world, { ...record, params: record.params.filter(([name]) => name !== 'RecordingDuration') });
  const voicemails = await world.store.read.selectFrom('voicemails').select('state').execute();
  expect(voicemails).toEqual([{ state: 'announced' }]);
  expect((await world.summary()).requests).not.toContain('DELETE Recordings');
});
