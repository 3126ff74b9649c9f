import { expect, test } from 'vitest';
import { handleEntry } from '../../core/flows/work-entry.ts';
import { latestOn, missedCall, newestEntryId, only, queue, text, work } from './texting.ts';
import { OWNER, ROBIN, World } from './world.ts';

test('1 asks for a call back, and in open hours the answer names no time', async () => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  await text(world, ROBIN, '1');
  expect(latestOn(world, ROBIN)).toMatch(
    /^Thank you. A person will call this number as soon as one is free. If/,
  );
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: [
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
        'Robin: callback_open (delivered)',
        'Dana: alert (delivered)',
      ],
      entries: ['Robin: missed_call, callback (open)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 3, form_links: 1, alerts: 3 },
    }),
  );
});

test.each([
  ['a Monday night', '2026-11-23T20:00[America/New_York]', 'tomorrow at 9 am'],
  ['a Friday night', '2026-11-27T20:00[America/New_York]', 'Monday at 9 am'],
  ['the night before days off', '2026-12-23T20:00[America/New_York]', 'Monday at 9 am'],
])('while closed, on %s, the answer names the next opening', async (_, at, opens) => {
  const world = await World.begin({ at });
  await missedCall(world, ROBIN);
  await text(world, ROBIN, '1');
  expect(latestOn(world, ROBIN)).toMatch(
    `Thank you. A person will call this number after we open ${opens}. If you like, reply with`,
  );
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      texts: ['Robin: continuation (delivered)', 'Robin: callback_closed (delivered)'],
      entries: ['Robin: missed_call, callback (open)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending', 'send_alert pending', 'send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 3, form_links: 1, alerts: 3 },
    }),
  );
});

test('1 sent twice is one wish and one answer', async () => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  await text(world, ROBIN, '1');
  await text(world, ROBIN, ' 1.');
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: [
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
        'Robin: callback_open (delivered)',
        'Dana: alert (delivered)',
      ],
      entries: ['Robin: missed_call, callback (open)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 4, form_links: 1, alerts: 3 },
    }),
  );
});

test('a good time, another number and a name are understood and stand beside the wish', async () => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  await text(world, ROBIN, '1');
  await text(world, ROBIN, 'after 3pm tomorrow');
  await text(world, ROBIN, '212 555 0177');
  await text(world, ROBIN, 'ask for Robin');
  const [entry] = await queue(world);
  expect(entry?.asks.find(ask => ask.kind === 'callback')).toMatchObject({
    best_time: 'after 3pm tomorrow',
    number: '+12125550177',
    name_to_ask: 'Robin',
  });
  expect(world.textsOn(ROBIN).slice(2)).toEqual(['Willow Street: Noted, thank you.']);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: [
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
        'Robin: callback_open (delivered)',
        'Dana: alert (delivered)',
        'Robin: details_noted (delivered)',
      ],
      entries: ['Robin: missed_call, callback (open)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 7, form_links: 1, alerts: 3 },
    }),
  );
});

test('1 once more after the wish was handled is a new wish', async () => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  await text(world, ROBIN, '1');
  const entry = await newestEntryId(world);
  await work(world, (tx, config) =>
    handleEntry(tx, config, { entry, staff: 'dana', outcome: 'left_message' }),
  );
  await text(world, ROBIN, '1');
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: [
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
        'Robin: callback_open (delivered)',
        'Dana: alert (delivered)',
        'Robin: callback_open (delivered)',
        'Dana: alert (delivered)',
      ],
      entries: ['Robin: missed_call, callback (handled dana)', 'Robin: callback (open)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending', 'send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 5, form_links: 1, alerts: 5 },
    }),
  );
});

test('a time that comes after the wish was handled is seen by a person', async () => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  await text(world, ROBIN, '1');
  const entry = await newestEntryId(world);
  await work(world, (tx, config) =>
    handleEntry(tx, config, { entry, staff: 'dana', outcome: 'left_message' }),
  );
  await text(world, ROBIN, 'Friday after 3pm');
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
      entries: ['Robin: missed_call, callback (handled dana)', 'Robin: message (open)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending', 'send_alert pending', 'confirm_message pending'],
      rows: { contacts: 1, calls: 1, messages: 4, form_links: 1, alerts: 5 },
    }),
  );
});

test('a wish that nobody takes gets louder after half an hour', async () => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  await text(world, ROBIN, '1');
  await world.pass(30 * 60);
  expect(world.textsOn(OWNER)).toHaveLength(1);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: [
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
        'Robin: callback_open (delivered)',
        'Dana: alert (delivered)',
        'Sam: alert (delivered)',
      ],
      entries: ['Robin: missed_call, callback (open)'],
      consents: ['Robin: given by call'],
      rows: { contacts: 1, calls: 1, messages: 3, form_links: 1, alerts: 3 },
    }),
  );
});
