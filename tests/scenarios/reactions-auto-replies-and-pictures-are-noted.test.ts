import { expect, test } from 'vitest';
import { missedCall, only, text } from './texting.ts';
import { ROBIN, World } from './world.ts';

test.each([
  ['reaction', 'Liked “Willow Street: Sorry we missed your call.”'],
  [
    'auto_reply',
    "I'm driving with Driving Focus turned on. I'll see your message when I get where I'm going.",
  ],
])('%s: noted, never answered, nobody alerted', async (note, words) => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  await text(world, ROBIN, words);
  await world.pass(300);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)'],
      entries: ['Robin: missed_call (open)'],
      notes: [note],
      consents: ['Robin: given by call'],
      rows: { contacts: 1, calls: 1, messages: 2, form_links: 1, alerts: 1 },
    }),
  );
});

test('a picture is a message that says "sent a picture", and is never fetched', async () => {
  const world = await World.begin();
  await text(world, ROBIN, '', { media: 2 });
  await world.pass(60);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Dana: alert (delivered)', 'Robin: message_open (delivered)'],
      entries: ['Robin: message (open)'],
      notes: ['picture'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, messages: 2, alerts: 2 },
    }),
  );
});

test('two phones that answer by themselves do not keep on answering each other', async () => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  for (let minutes = 0; minutes < 30; minutes += 1) {
    await text(world, ROBIN, 'Automatic reply: I am out of the office.');
    await world.pass(60);
  }
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)'],
      entries: ['Robin: missed_call (open)'],
      notes: ['auto_reply'],
      consents: ['Robin: given by call'],
      rows: { contacts: 1, calls: 1, messages: 31, form_links: 1, alerts: 1 },
    }),
  );
});
