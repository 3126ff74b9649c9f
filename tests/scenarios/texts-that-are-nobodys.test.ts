import { expect, test } from 'vitest';
import { allRows, only, text, textWebhook } from './texting.ts';
import { BLOCKED, LINE, ROBIN, World } from './world.ts';

test.each([
  ['a blocked number', BLOCKED],
  ['our own line', LINE],
  ['a short code', '72345'],
  ['a withheld number', '+266696687'],
  ['nothing at all', ''],
  ['a name', 'ALERTS'],
])('from %s: kept, but nobody’s conversation, and never answered', async (_, from) => {
  const world = await World.begin();
  const answer = await textWebhook(world, { From: from, Body: 'Please call me, I need help with my bill' });
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringMatching(/<Response\/>$/)]);
  await world.pass(120);
  expect(await world.summary()).toEqual(only({ rows: { messages: 1 } }));
});

test('the same MessageSid again changes nothing', async () => {
  const world = await World.begin();
  await textWebhook(world, { From: ROBIN, Body: '1' });
  const before = await allRows(world);
  expect((await textWebhook(world, { From: ROBIN, Body: '1' })).status).toBe(200);
  expect(await allRows(world)).toEqual(before);
  await world.pass(1);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Robin: callback_open (delivered)', 'Dana: alert (delivered)'],
      entries: ['Robin: callback (open)'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, messages: 2, alerts: 2 },
    }),
  );
});

test('a text without any words is still somebody who wrote: a person sees it', async () => {
  const world = await World.begin();
  await text(world, ROBIN, '   ');
  await world.pass(60);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Dana: alert (delivered)', 'Robin: message_open (delivered)'],
      entries: ['Robin: message (open)'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, messages: 2, alerts: 2 },
    }),
  );
});

test('crisis words from a blocked number get 911 and 988 all the same, and staff', async () => {
  const world = await World.begin();
  await text(world, BLOCKED, 'I want to kill myself');
  await world.pass(2);
  expect(world.textsOn(BLOCKED)).toEqual([expect.stringMatching(/911.*988/)]);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Dana: alert urgent (delivered)', 'Blocked: crisis (delivered)'],
      entries: ['Blocked: crisis (open)'],
      rows: { contacts: 1, messages: 2, alerts: 1 },
    }),
  );
});

test.each([
  ['a word that every object knows', { Body: 'constructor' }],
  ['an opt-out of a kind that every object knows', { Body: 'my bill', OptOutType: 'constructor' }],
])('%s is a message for a person', async (_, fields) => {
  const world = await World.begin();
  await textWebhook(world, { From: ROBIN, ...fields });
  await world.pass(61);
  expect((await world.summary()).entries).toEqual(['Robin: message (open)']);
});
