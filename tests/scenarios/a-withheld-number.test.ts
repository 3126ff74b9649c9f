import { expect, test } from 'vitest';
import { call, leaveVoicemail, replay, untilSaid } from './calling.ts';
import { only } from './texting.ts';
import { ROBIN, World } from './world.ts';

async function asks(world: World) {
  return world.store.read.selectFrom('asks').select(['kind', 'number']).execute();
}

test.each(['+266696687', 'anonymous'])(
  'a caller who shows %s is no contact, gets no text, and may leave a voicemail',
  async withheldAs => {
    const world = await World.begin({ simulator: { settings: { withheldAs } } });
    await call(world, ROBIN, { withheld: true });
    await leaveVoicemail(world, ROBIN);
    expect(world.heard(ROBIN)).toEqual([
      "You've reached Willow Street.",
      'Para español, oprima dos.',
      'This is a recording; nobody could pick up.',
      'If you or someone else is in danger, hang up and call 911, or call or text 988.',
      'We cannot see your number. Key one in and press pound, or say it after the tone.',
      'After the tone leave your name, a number, and whether we may leave a message there.',
    ]);
    expect(await world.summary()).toEqual(
      only({
        calls: ['withheld: missed'],
        legs: ['Front desk: no-answer', 'Dana: no-answer'],
        texts: ['Dana: alert (delivered)', 'Dana: alert (delivered)'],
        requests: ['GET Recordings', 'DELETE Recordings'],
        entries: ['nobody known: missed_call, voicemail (open)'],
        undone: ['send_alert pending'],
        rows: { calls: 1, voicemails: 1, alerts: 3 },
      }),
    );
  },
);

test('a number that is keyed in, ended with pound, is a note for staff and is never texted', async () => {
  const world = await World.begin();
  await call(world, ROBIN, { withheld: true });
  await untilSaid(world, ROBIN, 'We cannot see your number.');
  await world.do({ type: 'press', phone: ROBIN, keys: '2125550141#' });
  await leaveVoicemail(world, ROBIN);
  expect(world.heard(ROBIN).at(-1)).toBe('Thank you. We have noted the number.');
  expect(await asks(world)).toEqual([
    { kind: 'missed_call', number: '+12125550141' },
    { kind: 'voicemail', number: '+12125550141' },
  ]);
  expect(await world.summary()).toEqual(
    only({
      calls: ['withheld: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Dana: alert (delivered)', 'Dana: alert (delivered)'],
      requests: ['GET Recordings', 'DELETE Recordings'],
      entries: ['nobody known: missed_call, voicemail (open)'],
      undone: ['send_alert pending'],
      rows: { calls: 1, voicemails: 1, alerts: 3 },
    }),
  );
});

test('what is no number after all is noted as it was keyed', async () => {
  const world = await World.begin();
  await call(world, ROBIN, { withheld: true });
  await untilSaid(world, ROBIN, 'We cannot see your number.');
  await world.do({ type: 'press', phone: ROBIN, keys: '5550141#' });
  await world.untilTone(ROBIN);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(5);
  expect(await asks(world)).toEqual([{ kind: 'missed_call', number: '5550141' }]);
  expect(await world.summary()).toEqual(
    only({
      calls: ['withheld: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Dana: alert (delivered)'],
      entries: ['nobody known: missed_call (open)'],
      rows: { calls: 1, alerts: 1 },
    }),
  );
});

test('2 goes on in Spanish', async () => {
  const world = await World.begin();
  await call(world, ROBIN, { withheld: true });
  await untilSaid(world, ROBIN, 'Para español');
  await world.do({ type: 'press', phone: ROBIN, keys: '2' });
  await world.untilTone(ROBIN);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(5);
  expect(world.heard(ROBIN)).toContain(
    'No podemos ver su número. Márquelo y oprima la tecla numeral, o dígalo después del tono.',
  );
  const entry = await world.store.read.selectFrom('entries').select('language').executeTakeFirst();
  expect(entry).toEqual({ language: 'es' });
  expect(await world.summary()).toEqual(
    only({
      calls: ['withheld: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Dana: alert (delivered)'],
      entries: ['nobody known: missed_call (open)'],
      rows: { calls: 1, alerts: 1 },
    }),
  );
});

test.each(['988', '911'])(
  '%s keyed in is a cry for help: alerted at once, dialled for nobody',
  async keys => {
    const world = await World.begin({ at: '2026-11-22T03:00[America/New_York]' });
    await call(world, ROBIN, { withheld: true });
    await untilSaid(world, ROBIN, 'We cannot see your number.');
    await world.do({ type: 'press', phone: ROBIN, keys: `${keys}#` });
    await world.pass(1);
    expect((await world.summary()).texts).toEqual(['Dana: alert urgent (delivered)']);
    await world.do({ type: 'press', phone: ROBIN, keys: `${keys}#` });
    await world.untilTone(ROBIN);
    await world.do({ type: 'hang-up', phone: ROBIN });
    await world.pass(5);
    expect(await world.summary()).toEqual(
      only({
        calls: ['withheld: missed'],
        texts: ['Dana: alert urgent (delivered)'],
        entries: ['nobody known: missed_call, crisis (open)'],
        undone: ['send_alert pending'],
        rows: { calls: 1, alerts: 2 },
      }),
    );
  },
);

test('whatever stands in place of the number, the caller is answered', async () => {
  const told = await World.begin();
  await call(told, ROBIN);
  const arrival = told.simulator.state().webhooks.find(one => one.kind === 'voice')!;
  const world = await World.begin();
  const params = arrival.params.map(([name, value]): [string, string] => [
    name,
    name === 'From' ? 'x'.repeat(400) : value,
  ]);
  const answer = await replay(world, { ...arrival, params });
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('<Dial ');
  expect((await world.summary()).calls).toEqual(['withheld: ringing']);
});
