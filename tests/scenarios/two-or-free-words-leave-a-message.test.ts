import { expect, test } from 'vitest';
import { handleEntry } from '../../core/flows/work-entry.ts';
import { latestOn, missedCall, newestEntryId, only, queue, text, textWebhook, work } from './texting.ts';
import { DANA, ROBIN, World } from './world.ts';

test('2 asks for the message, which is alerted at once and confirmed after a minute of silence', async () => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  await text(world, ROBIN, '2');
  expect(latestOn(world, ROBIN)).toBe(
    'Please write your message here. Texts are not fully private; details can wait for the call.',
  );
  await text(world, ROBIN, 'I would like to move my appointment.');
  expect(world.textsOn(DANA)).toHaveLength(2);
  expect(world.textsOn(ROBIN)).toHaveLength(2);
  await world.pass(60);
  expect(latestOn(world, ROBIN)).toMatch(
    /^Got it, thank you. A person will read this as soon as one is free./,
  );
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: [
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
        'Robin: message_prompt (delivered)',
        'Dana: alert (delivered)',
        'Robin: message_open (delivered)',
      ],
      entries: ['Robin: missed_call, message (open)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 5, form_links: 1, alerts: 3 },
    }),
  );
});

test('a message split over several texts is one message: one alert on its first part, one confirmation', async () => {
  const world = await World.begin({ at: '2026-11-23T20:00[America/New_York]' });
  await missedCall(world, ROBIN);
  await text(world, ROBIN, 'Hello, I have a question about');
  await world.pass(40);
  await text(world, ROBIN, 'the bill that came last week, and also');
  await world.pass(40);
  await text(world, ROBIN, 'about parking.');
  expect(world.textsOn(ROBIN)).toHaveLength(1);
  await world.pass(57);
  expect(world.textsOn(ROBIN)).toHaveLength(1);
  await world.pass(3);
  expect(world.textsOn(ROBIN)).toHaveLength(2);
  expect(latestOn(world, ROBIN)).toMatch(
    'Got it, thank you. A person will read this after we open tomorrow at 9 am. Texts are not fully private',
  );
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      texts: ['Robin: continuation (delivered)', 'Robin: message_closed (delivered)'],
      entries: ['Robin: missed_call, message (open)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending', 'send_alert pending', 'send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 5, form_links: 1, alerts: 3 },
    }),
  );
});

test('only a whole 1, 2 or 3 is a choice: "2 min late" is a message', async () => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  await text(world, ROBIN, '2 min late');
  expect(world.textsOn(ROBIN)).toHaveLength(1);
  await world.pass(60);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: [
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
        'Dana: alert (delivered)',
        'Robin: message_open (delivered)',
      ],
      entries: ['Robin: missed_call, message (open)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 3, form_links: 1, alerts: 3 },
    }),
  );
});

test('words from somebody whom nobody asked are a message like any other', async () => {
  const world = await World.begin();
  await text(world, ROBIN, 'Hello, do you take new clients?');
  await world.pass(60);
  expect(latestOn(world, ROBIN)).toMatch(/^Got it, thank you./);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Dana: alert (delivered)', 'Robin: message_open (delivered)'],
      entries: ['Robin: message (open)'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, messages: 2, alerts: 2 },
    }),
  );
});

test('thanks after the confirmation alert nobody and are answered by nothing', async () => {
  const world = await World.begin();
  await text(world, ROBIN, 'Please move my appointment.');
  await world.pass(60);
  await text(world, ROBIN, 'Thank you!');
  await world.pass(120);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Dana: alert (delivered)', 'Robin: message_open (delivered)'],
      entries: ['Robin: message (open)'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, messages: 3, alerts: 2 },
    }),
  );
});

test('the same text delivered twice counts once', async () => {
  const world = await World.begin();
  await world.do({
    type: 'fault',
    fault: { on: 'webhook', kind: 'message', count: 1, effect: { type: 'doubled' } },
  });
  await text(world, ROBIN, 'Please call me, it is about the bill.');
  await world.pass(60);
  expect(await queue(world)).toHaveLength(1);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Dana: alert (delivered)', 'Robin: message_open (delivered)'],
      entries: ['Robin: message (open)'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, messages: 2, alerts: 2 },
    }),
  );
});

test('a part that comes after the first was handled opens an entry of its own', async () => {
  const world = await World.begin();
  await text(world, ROBIN, 'I have a question about the bill.');
  const entry = await newestEntryId(world);
  await work(world, (tx, config) => handleEntry(tx, config, { entry, staff: 'dana', outcome: 'reached' }));
  await text(world, ROBIN, 'And one about parking, which I forgot.');
  await world.pass(60);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Dana: alert (delivered)', 'Dana: alert (delivered)', 'Robin: message_open (delivered)'],
      entries: ['Robin: message (handled dana)', 'Robin: message (open)'],
      undone: ['send_alert pending', 'send_alert pending'],
      rows: { contacts: 1, messages: 3, alerts: 4 },
    }),
  );
});

test('a text that cannot be stored is not acknowledged, and comes again', async () => {
  const world = await World.begin();
  const from = { From: ROBIN, Body: 'Please call me about the bill.' };
  world.serverCannotWrite = true;
  expect((await textWebhook(world, from)).status).toBe(503);
  world.serverCannotWrite = false;
  expect((await textWebhook(world, from)).status).toBe(200);
  await world.pass(61);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Dana: alert (delivered)', 'Robin: message_open (delivered)'],
      entries: ['Robin: message (open)'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, messages: 2, alerts: 2 },
      logs: ['webhook_failed'],
    }),
  );
});
