import { expect, test } from 'vitest';
import { linkOn, openPage, sendForm } from './forms.ts';
import { allRows, missedCall, only, queue } from './texting.ts';
import { DANA, ROBIN, World } from './world.ts';

const FORM = {
  submission_key: 'k'.repeat(22),
  wants: 'callback',
  message: 'It is about the bill.',
  best_time: 'Friday after 3',
  name_to_ask: 'Robin',
  language: 'en',
};

test('what they fill in joins their entry, without a number to type', async () => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  const answer = await sendForm(world, linkOn(world, ROBIN), FORM);
  expect([answer.status, answer.headers.get('location')?.replace(/\?.*/, '')]).toEqual([303, '/thanks']);
  const [entry] = await queue(world);
  expect(entry?.asks.at(-1)).toMatchObject({ kind: 'callback', source: 'form', best_time: 'Friday after 3' });
  expect(entry?.nameToAsk).toBe('Robin');
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)', 'Dana: alert (delivered)'],
      entries: ['Robin: missed_call, callback (open)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 1, forms: 1, form_links: 1, alerts: 3 },
    }),
  );
});

test('opening it, as a link preview does, changes nothing', async () => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  const before = await allRows(world);
  for (const agent of ['facebookexternalhit/1.1', 'Mozilla/5.0 (iPhone)', 'Twitterbot/1.0']) {
    const page = await openPage(world, linkOn(world, ROBIN), { 'user-agent': agent });
    expect(page.status).toBe(200);
    expect(await page.text()).not.toMatch(/2125550140|555-0140/);
  }
  await openPage(world, linkOn(world, ROBIN), { range: 'bytes=0-100', purpose: 'prefetch' });
  expect(await allRows(world)).toEqual(before);
});

test('sent twice, by a double click or a reload, it counts once', async () => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  const path = linkOn(world, ROBIN);
  await sendForm(world, path, FORM);
  const again = await sendForm(world, path, FORM);
  expect(again.status).toBe(303);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)', 'Dana: alert (delivered)'],
      entries: ['Robin: missed_call, callback (open)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 1, forms: 1, form_links: 1, alerts: 3 },
    }),
  );
});

test('after the link has expired it is a form like any other: an entry of its own, and the number a note', async () => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  const path = linkOn(world, ROBIN);
  await world.pass(7 * 24 * 3600);
  const without = await sendForm(world, path, FORM);
  expect(without.status).toBe(422);
  const answer = await sendForm(world, path, { ...FORM, number: '212 555 0140' });
  expect(answer.status).toBe(303);
  expect((await queue(world)).map(entry => [entry.contact?.phone ?? null, entry.numberNoted])).toEqual([
    [ROBIN, null],
    [null, ROBIN],
  ]);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)', 'Dana: alert (delivered)'],
      entries: ['Robin: missed_call (open)', 'nobody known: callback (open)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 1, forms: 1, form_links: 1, alerts: 3 },
    }),
  );
});

test('crisis words in it bring 911 and 988 to the top of the answer, the entry up, and the alert at once', async () => {
  const world = await World.begin({ at: '2026-11-24T03:00[America/New_York]' });
  await missedCall(world, ROBIN);
  const answer = await sendForm(world, linkOn(world, ROBIN), {
    ...FORM,
    message: 'I don’t want to live anymore',
  });
  const thanks = await openPage(world, answer.headers.get('location') ?? '');
  const page = await thanks.text();
  expect(page.indexOf('911')).toBeGreaterThan(0);
  expect(page.indexOf('988')).toBeLessThan(page.indexOf('</main>'));
  expect(world.textsOn(DANA)).toEqual([expect.stringMatching(/URGENT/)]);
  expect((await queue(world))[0]?.asks.map(ask => ask.kind)).toEqual(['missed_call', 'crisis', 'callback']);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      texts: ['Robin: continuation (delivered)', 'Dana: alert urgent (delivered)'],
      entries: ['Robin: missed_call, crisis, callback (open)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending', 'send_alert pending', 'send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 1, forms: 1, form_links: 1, alerts: 4 },
    }),
  );
});
