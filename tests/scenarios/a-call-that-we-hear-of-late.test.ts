import { expect, test } from 'vitest';
import { call, leaveVoicemail, replay, ringsNobody } from './calling.ts';
import { missedCall, only, text } from './texting.ts';
import { ROBIN, World } from './world.ts';

test('only by its end: an entry and the text, as long as it lasted long enough', async () => {
  const told = await World.begin();
  await missedCall(told, ROBIN);
  const end = told.simulator.state().webhooks.find(one => one.kind === 'call-status');
  const world = await World.begin();
  expect((await replay(world, end!)).status).toBe(204);
  await world.pass(5);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)'],
      entries: ['Robin: missed_call (open)'],
      consents: ['Robin: given by call'],
      rows: { contacts: 1, calls: 1, messages: 1, form_links: 1, alerts: 1 },
    }),
  );
});

test('only by its end, which came at once: an entry and no text', async () => {
  const told = await World.begin();
  await call(told, ROBIN);
  await told.pass(1);
  await told.do({ type: 'hang-up', phone: ROBIN });
  const end = told.simulator.state().webhooks.find(one => one.kind === 'call-status');
  const world = await World.begin();
  await replay(world, end!);
  await world.pass(30);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      texts: ['Dana: alert (delivered)'],
      entries: ['Robin: missed_call (open)'],
      rows: { contacts: 1, calls: 1, alerts: 1 },
    }),
  );
});

test('by its recording, a moment before its end: it was no slip', async () => {
  const told = await World.begin();
  await call(told, ROBIN);
  await leaveVoicemail(told, ROBIN);
  const { webhooks } = told.simulator.state();
  const world = await World.begin();
  await replay(world, webhooks.find(one => one.kind === 'record')!);
  await world.pass(1);
  await replay(world, webhooks.find(one => one.kind === 'call-status')!);
  await world.pass(10);
  expect((await world.summary()).texts).toContain('Robin: continuation (delivered)');
});

/** The webhooks of a call with a voicemail whose arrival never reached us. */
async function heardLate(): Promise<(kind: string) => Parameters<typeof replay>[1]> {
  const told = await World.begin({ config: ringsNobody });
  await call(told, ROBIN);
  await leaveVoicemail(told, ROBIN);
  return kind => told.simulator.state().webhooks.find(one => one.kind === kind)!;
}

test.each(['record', 'call-status'])(
  'first by the file of its recording, which names nobody: it is its caller’s once another webhook names them (%s)',
  async kind => {
    const heard = await heardLate();
    const world = await World.begin({ config: ringsNobody });
    await replay(world, heard('recording-status'));
    expect((await world.summary()).calls).toEqual(['withheld: missed']);
    await replay(world, heard(kind));
    await world.pass(30);
    const { requests, undone, logs, ...summary } = await world.summary();
    expect({ ...summary, requests: [], undone: [], logs: [] }).toEqual(
      only({
        calls: ['Robin: missed'],
        texts: ['Dana: alert (delivered)', 'Robin: continuation (delivered)'],
        entries: ['Robin: missed_call, voicemail (open)'],
        consents: ['Robin: given by call'],
        rows: { contacts: 1, calls: 1, messages: 1, voicemails: 1, form_links: 1, alerts: 3 },
      }),
    );
  },
);

test('and its caller has an entry already: what came nameless is joined with it', async () => {
  const heard = await heardLate();
  const world = await World.begin({ config: ringsNobody });
  await text(world, ROBIN, '1');
  await replay(world, heard('recording-status'));
  await replay(world, heard('record'));
  await world.pass(30);
  const { entries, notes, calls } = await world.summary();
  expect({ entries, notes, calls }).toEqual({
    calls: ['Robin: missed'],
    entries: ['Robin: callback, missed_call, voicemail (open)', 'Robin:  (handled)'],
    notes: ['joined'],
  });
});

test('on a number that the file does not name (yet): answered like the first line', async () => {
  const told = await World.begin();
  await missedCall(told, ROBIN);
  const arrival = told.simulator.state().webhooks.find(one => one.kind === 'voice')!;
  const world = await World.begin();
  const params = arrival.params.map(([name, value]): [string, string] => [
    name,
    name === 'To' || name === 'Called' ? '+12125550177' : value,
  ]);
  const answer = await replay(world, { ...arrival, params });
  expect(await answer.text()).toContain('callerId="+12125550100"');
});
