import { expect, test } from 'vitest';
import { only, text } from './texting.ts';
import { LINE, ROBIN, World } from './world.ts';

test('both stand in one entry, and nothing is said twice', async () => {
  const world = await World.begin();
  await world.do({ type: 'call', phone: ROBIN, to: LINE });
  await world.untilTone(ROBIN);
  await world.do({ type: 'start-speaking', phone: ROBIN });
  await world.pass(3);
  await text(world, ROBIN, '1');
  await world.do({ type: 'stop-speaking', phone: ROBIN, words: 'Please call me back.' });
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(20);
  expect(world.textsOn(ROBIN)).toHaveLength(2);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: [
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
        'Robin: callback_open (delivered)',
        'Dana: alert (delivered)',
        'Dana: alert (delivered)',
      ],
      requests: ['GET Recordings', 'DELETE Recordings'],
      entries: ['Robin: missed_call, callback, voicemail (open)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending', 'send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 3, voicemails: 1, form_links: 1, alerts: 5 },
    }),
  );
});
