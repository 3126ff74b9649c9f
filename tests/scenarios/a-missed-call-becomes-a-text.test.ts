import { expect, test } from 'vitest';
import { LINE, ROBIN, World } from './world.ts';

test('a call that nobody takes becomes a text, a voicemail and one entry', async () => {
  const world = await World.begin();
  await world.do({ type: 'call', phone: ROBIN, to: LINE });
  await world.untilTone(ROBIN);
  await world.do({ type: 'speak', phone: ROBIN, words: 'Please call me back.', seconds: 6 });
  await world.pass(8);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(20);
  expect(world.heard(ROBIN)).toEqual([
    "You've reached Willow Street.",
    'Para español, oprima dos.',
    'This is a recording; nobody could pick up.',
    'If you or someone else is in danger, hang up and call 911, or call or text 988.',
    'If this is a mobile phone, a text with other ways to reach us is on its way; for no texts, press star.',
    'Or after the tone leave your name, a number, and whether we may leave a message there.',
  ]);
  expect(world.textsOn(ROBIN)).toEqual([
    expect.stringMatching(
      /^Willow Street: Sorry we missed your call\. .* or use https:\/\/calls\.willowstreet\.example\/c\/[\w-]{22}\n/,
    ),
  ]);
  expect(await world.summary()).toEqual({
    calls: ['Robin: missed'],
    staffCalls: [],
    legs: ['Front desk: no-answer', 'Dana: no-answer'],
    texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)', 'Dana: alert (delivered)'],
    requests: ['GET Recordings', 'DELETE Recordings'],
    entries: ['Robin: missed_call, voicemail (open)'],
    notes: [],
    notices: [],
    consents: ['Robin: given by call'],
    undone: ['send_alert pending'],
    rows: { alerts: 3, calls: 1, contacts: 1, form_links: 1, messages: 1, voicemails: 1 },
    logs: [],
    complaints: [],
  });
});
