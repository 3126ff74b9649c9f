import { expect, test } from 'vitest';
import { missedCall, only, text } from './texting.ts';
import { ROBIN, World } from './world.ts';

test('the seventh automated text of a day is not sent; what was asked stands in the queue, and the entry says so', async () => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  for (let times = 0; times < 5; times += 1) await text(world, ROBIN, '3');
  expect(world.textsOn(ROBIN)).toHaveLength(6);
  await text(world, ROBIN, '1');
  await text(world, ROBIN, 'And please bring the form.');
  await world.pass(120);
  expect(world.textsOn(ROBIN)).toHaveLength(6);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: [
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
        'Robin: continuation (delivered)',
        'Robin: continuation (delivered)',
        'Robin: continuation (delivered)',
        'Robin: continuation (delivered)',
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
        'Dana: alert (delivered)',
      ],
      entries: ['Robin: missed_call, callback, message (open)'],
      notes: ['text_daily_limit'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending', 'send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 13, form_links: 6, alerts: 5 },
    }),
  );
});

test('a day after the first they may be texted again', async () => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  for (let times = 0; times < 5; times += 1) await text(world, ROBIN, '3');
  await world.pass(24 * 3600);
  await text(world, ROBIN, '1');
  expect(world.textsOn(ROBIN)).toHaveLength(7);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: [
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
        'Robin: continuation (delivered)',
        'Robin: continuation (delivered)',
        'Robin: continuation (delivered)',
        'Robin: continuation (delivered)',
        'Robin: continuation (delivered)',
        'Robin: callback_open (delivered)',
        'Dana: alert (delivered)',
      ],
      entries: ['Robin: missed_call, callback (open)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 13, form_links: 6, alerts: 3 },
    }),
  );
});
