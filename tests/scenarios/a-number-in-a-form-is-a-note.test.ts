import { expect, test } from 'vitest';
import { numberConfirmed } from '../../core/flows/number-confirmed.ts';
import { staffReplies } from '../../core/flows/work-entry.ts';
import { sendForm, sendIntake } from './forms.ts';
import { newestEntryId, only, queue, text, work } from './texting.ts';
import { DANA, ROBIN, World } from './world.ts';

const FORM = {
  wants: 'message',
  message: 'Do you have evening hours?',
  number: '212 555 0140',
  language: 'en',
};

test('without a link a form is an entry of its own, and nobody is texted', async () => {
  const world = await World.begin();
  await sendForm(world, '/form', FORM);
  await world.pass(120);
  const [entry] = await queue(world);
  expect([entry?.contact, entry?.numberNoted]).toEqual([null, ROBIN]);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Dana: alert (delivered)'],
      entries: ['nobody known: message (open)'],
      undone: ['send_alert pending'],
      rows: { forms: 1, alerts: 2 },
    }),
  );
});

test('not even with the box ticked, before staff confirm whose number it is', async () => {
  const world = await World.begin();
  await sendForm(world, '/form', { ...FORM, text_me: 'yes' });
  await world.pass(120);
  expect(world.textsOn(ROBIN)).toEqual([]);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Dana: alert (delivered)'],
      entries: ['nobody known: message (open)'],
      undone: ['send_alert pending'],
      rows: { forms: 1, alerts: 2 },
    }),
  );
});

test('it never joins the contact who has that number', async () => {
  const world = await World.begin();
  await text(world, ROBIN, 'Please call me about the bill.');
  await sendForm(world, '/form', FORM);
  expect(await queue(world)).toHaveLength(2);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Dana: alert (delivered)', 'Dana: alert (delivered)'],
      entries: ['Robin: message (open)', 'nobody known: message (open)'],
      undone: ['send_alert pending', 'confirm_message pending', 'send_alert pending'],
      rows: { contacts: 1, messages: 1, forms: 1, alerts: 4 },
    }),
  );
});

test('crisis words from a stranger alert at once; no text goes to a number that anybody may have typed', async () => {
  const world = await World.begin();
  await sendForm(world, '/form', { ...FORM, message: 'I am going to kill myself' });
  expect(world.textsOn(DANA)[0]).toMatch(/URGENT/);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Dana: alert urgent (delivered)', 'Dana: alert (delivered)'],
      entries: ['nobody known: crisis, message (open)'],
      undone: ['send_alert pending'],
      rows: { forms: 1, alerts: 3 },
    }),
  );
});

const WEBSITE = 'https://willowstreet.example';
const withIntake = (yaml: string) => `${yaml}\nintake: {allowed_origins: ["${WEBSITE}"]}\n`;

test('the practice’s own website may send the same', async () => {
  const world = await World.begin({ config: withIntake });
  const answer = await sendIntake(world, FORM, WEBSITE);
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([202, WEBSITE]);
  expect(await answer.json()).toMatchObject({
    ok: true,
    crisis: false,
    emergency: expect.stringMatching(/911.*988/),
  });
  expect(await world.summary()).toEqual(
    only({
      texts: ['Dana: alert (delivered)'],
      entries: ['nobody known: message (open)'],
      undone: ['send_alert pending'],
      rows: { forms: 1, alerts: 2 },
    }),
  );
});

test.each([
  ['another website', 'https://evil.example', withIntake],
  ['a page without a home', 'null', withIntake],
  ['any website, while none is allowed', WEBSITE, (yaml: string) => yaml],
])('%s may not', async (_, origin, config) => {
  const world = await World.begin({ config });
  expect((await sendIntake(world, FORM, origin)).status).toBe(403);
  expect(await world.summary()).toEqual(only({}));
});

test('a form that cannot be stored is not thanked for, and is kept on the page', async () => {
  const world = await World.begin();
  world.serverCannotWrite = true;
  const answer = await sendForm(world, '/form', FORM);
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain('Do you have evening hours?');
  expect((await world.summary()).rows).toEqual({});
});

test('once staff confirmed it, still no text goes there; once its owner writes, they are answered', async () => {
  const world = await World.begin();
  await sendForm(world, '/form', FORM);
  const entry = await newestEntryId(world);
  await work(world, (tx, config) => numberConfirmed(tx, config, { entry, staff: 'dana' }));
  await expect(
    work(world, (tx, config) => staffReplies(tx, config, { entry, staff: 'dana', words: 'Hello' })),
  ).rejects.toThrow('Nobody asked for texts to this number');
  await text(world, ROBIN, '1');
  expect(world.textsOn(ROBIN)).toEqual([expect.stringMatching(/^Willow Street: Thank you/)]);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Dana: alert (delivered)', 'Robin: callback_open (delivered)', 'Dana: alert (delivered)'],
      entries: ['Robin: message, callback (open)'],
      notes: ['number_confirmed'],
      undone: ['send_alert pending', 'send_alert pending'],
      rows: { contacts: 1, messages: 2, forms: 1, alerts: 4 },
    }),
  );
});
