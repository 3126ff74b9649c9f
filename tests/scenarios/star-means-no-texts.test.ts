import { expect, test } from 'vitest';
import { call, leaveVoicemail, ringsNobody, untilSaid } from './calling.ts';
import { missedCall, only } from './texting.ts';
import { ROBIN, World } from './world.ts';

test('in the greeting: voicemail follows at once, and no later call is texted', async () => {
  const world = await World.begin();
  await call(world, ROBIN);
  await untilSaid(world, ROBIN, 'press star');
  await world.do({ type: 'press', phone: ROBIN, keys: '*' });
  await leaveVoicemail(world, ROBIN);
  expect(world.heard(ROBIN).at(-1)).toBe('All right, no texts.');
  await world.pass(86_400);
  await missedCall(world, ROBIN);
  expect(world.heard(ROBIN)).not.toContainEqual(expect.stringContaining('is on its way'));
  expect(world.textsOn(ROBIN)).toHaveLength(1);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed', 'Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer', 'Front desk: no-answer', 'Dana: no-answer'],
      texts: [
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
        'Dana: alert (delivered)',
        'Sam: alert (delivered)',
      ],
      requests: ['GET Recordings', 'DELETE Recordings'],
      entries: ['Robin: missed_call x2, voicemail (open)'],
      notes: ['opted_out'],
      consents: ['Robin: given by call', 'Robin: ended by star'],
      rows: { contacts: 1, calls: 2, messages: 1, voicemails: 1, form_links: 1, alerts: 3 },
    }),
  );
});

test('a text that has not gone out is taken back', async () => {
  const world = await World.begin({ config: ringsNobody });
  await call(world, ROBIN);
  await world.pass(2);
  await world.do({ type: 'press', phone: ROBIN, keys: '*' });
  await world.untilTone(ROBIN);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(60);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      texts: ['Dana: alert (delivered)'],
      entries: ['Robin: missed_call (open)'],
      notes: ['opted_out', 'text_star'],
      consents: ['Robin: ended by star'],
      undone: ['send_text cancelled: star'],
      rows: { contacts: 1, calls: 1, messages: 1, form_links: 1, alerts: 1 },
    }),
  );
});

test('ending the recording: the voicemail is kept', async () => {
  const world = await World.begin();
  await call(world, ROBIN);
  await world.untilTone(ROBIN);
  await world.do({ type: 'speak', phone: ROBIN, words: 'Please no texts.', seconds: 4 });
  await world.pass(5);
  await world.do({ type: 'press', phone: ROBIN, keys: '*' });
  await world.pass(60);
  expect(world.heard(ROBIN).slice(-2)).toEqual([
    'All right, no texts.',
    'Thank you. A person will hear this. Goodbye.',
  ]);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)', 'Dana: alert (delivered)'],
      requests: ['GET Recordings', 'DELETE Recordings'],
      entries: ['Robin: missed_call, voicemail (open)'],
      notes: ['opted_out'],
      consents: ['Robin: given by call', 'Robin: ended by star'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 1, voicemails: 1, form_links: 1, alerts: 3 },
    }),
  );
});
