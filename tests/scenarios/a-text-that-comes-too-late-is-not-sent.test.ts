import { expect, test } from 'vitest';
import { missedCall, only, text } from './texting.ts';
import { LINE, ROBIN, World } from './world.ts';

const NIGHT = '2026-11-23T20:00[America/New_York]';

test('the text after a missed call, sixteen minutes late, becomes a note; the next missed call is texted', async () => {
  const world = await World.begin();
  world.stopWorker();
  await missedCall(world, ROBIN);
  await world.pass(16 * 60);
  await world.startWorker();
  expect(world.textsOn(ROBIN)).toEqual([]);
  await missedCall(world, ROBIN);
  expect(world.textsOn(ROBIN)).toHaveLength(1);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed', 'Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer', 'Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Dana: alert (delivered)', 'Robin: continuation (delivered)'],
      entries: ['Robin: missed_call x2 (open)'],
      notes: ['text_too_late'],
      consents: ['Robin: given by call'],
      undone: ['send_text cancelled: too_late'],
      rows: { contacts: 1, calls: 2, messages: 2, form_links: 2, alerts: 1 },
    }),
  );
});

test('fourteen minutes late it still goes', async () => {
  const world = await World.begin();
  world.stopWorker();
  await missedCall(world, ROBIN);
  await world.pass(14 * 60);
  await world.startWorker();
  await world.pass(1);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)'],
      entries: ['Robin: missed_call (open)'],
      consents: ['Robin: given by call'],
      rows: { contacts: 1, calls: 1, messages: 1, form_links: 1, alerts: 1 },
    }),
  );
});

test('consent is asked again as it is sent: STOP comes between the promise and the text', async () => {
  const world = await World.begin({ at: NIGHT });
  await world.do({ type: 'call', phone: ROBIN, to: LINE });
  await world.pass(2);
  await text(world, ROBIN, 'STOP');
  await world.pass(60);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      entries: ['Robin: missed_call (open)'],
      notes: ['opted_out', 'text_carrier_opt_out'],
      consents: ['Robin: ended by keyword'],
      undone: ['send_alert pending', 'send_text cancelled: carrier_opt_out'],
      rows: { contacts: 1, calls: 1, messages: 2, form_links: 1, alerts: 1 },
    }),
  );
});

test('free words that come between the promise and the text stop it as well', async () => {
  const world = await World.begin({ at: NIGHT });
  await world.do({ type: 'call', phone: ROBIN, to: LINE });
  await world.pass(2);
  await text(world, ROBIN, 'please do not text me');
  await world.pass(60);
  expect(world.textsOn(ROBIN)).toEqual([]);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      entries: ['Robin: missed_call (open)'],
      notes: ['opted_out', 'text_opted_out'],
      consents: ['Robin: ended by free_words'],
      undone: ['send_alert pending', 'send_text cancelled: opted_out'],
      rows: { contacts: 1, calls: 1, messages: 2, form_links: 1, alerts: 1 },
    }),
  );
});

test('a crisis reply that is over an hour late is not sent; staff are told to call', async () => {
  const world = await World.begin();
  world.stopWorker();
  await text(world, ROBIN, 'I want to kill myself');
  await world.pass(61 * 60);
  await world.startWorker();
  await world.pass(1);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Dana: alert urgent (delivered)', 'Sam: alert urgent (delivered)'],
      entries: ['Robin: crisis (open)'],
      notes: ['text_too_late', 'crisis_reply_not_sent'],
      undone: ['send_text cancelled: too_late'],
      rows: { contacts: 1, messages: 2, alerts: 2 },
    }),
  );
});
