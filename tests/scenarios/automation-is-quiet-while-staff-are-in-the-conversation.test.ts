import { expect, test } from 'vitest';
import { handleEntry, staffReplies } from '../../core/flows/work-entry.ts';
import { latestOn, missedCall, newestEntryId, only, text, work } from './texting.ts';
import { DANA, ROBIN, World } from './world.ts';

/** Robin asked for a call back, and Dana wrote. */
async function inConversation(): Promise<World> {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  await text(world, ROBIN, '1');
  const entry = await newestEntryId(world);
  await work(world, (tx, config) =>
    staffReplies(tx, config, { entry, staff: 'dana', words: 'Hello, Dana here.' }),
  );
  await world.pass(1);
  return world;
}

test('staff reply, then the client texts: no automated text, and the owner of the entry is alerted', async () => {
  const world = await inConversation();
  const before = world.textsOn(DANA).length;
  await text(world, ROBIN, 'Hello Dana, is Friday possible?');
  await world.pass(300);
  expect(world.textsOn(DANA)).toHaveLength(before + 1);
  expect(latestOn(world, ROBIN)).toBe('Hello, Dana here.');
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: [
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
        'Robin: callback_open (delivered)',
        'Dana: alert (delivered)',
        'Robin: staff words (delivered)',
        'Dana: alert (delivered)',
      ],
      entries: ['Robin: missed_call, callback, message (assigned dana)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 5, form_links: 1, alerts: 4 },
    }),
  );
});

test('a menu choice is quiet too, and is seen by a person', async () => {
  const world = await inConversation();
  await text(world, ROBIN, '2');
  await world.pass(300);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: [
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
        'Robin: callback_open (delivered)',
        'Dana: alert (delivered)',
        'Robin: staff words (delivered)',
        'Dana: alert (delivered)',
      ],
      entries: ['Robin: missed_call, callback, message (assigned dana)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 5, form_links: 1, alerts: 4 },
    }),
  );
});

test('a "YES" that the carrier takes for its own word is seen by the owner', async () => {
  const world = await inConversation();
  await text(world, ROBIN, 'Yes');
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: [
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
        'Robin: callback_open (delivered)',
        'Dana: alert (delivered)',
        'Robin: staff words (delivered)',
        'Dana: alert (delivered)',
      ],
      entries: ['Robin: missed_call, callback, message (assigned dana)'],
      consents: ['Robin: given by call', 'Robin: given by keyword'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 5, form_links: 1, alerts: 4 },
    }),
  );
});

test('a missed call gets no text while a person is writing with its caller', async () => {
  const world = await inConversation();
  await missedCall(world, ROBIN);
  expect(world.heard(ROBIN).join(' ')).not.toMatch(/a text with other ways/);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed', 'Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer', 'Front desk: no-answer', 'Dana: no-answer'],
      texts: [
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
        'Robin: callback_open (delivered)',
        'Dana: alert (delivered)',
        'Robin: staff words (delivered)',
        'Dana: alert (delivered)',
      ],
      entries: ['Robin: missed_call x2, callback (assigned dana)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, calls: 2, messages: 4, form_links: 1, alerts: 4 },
    }),
  );
});

test('what automation had promised before staff wrote is not sent any more', async () => {
  const world = await World.begin();
  await text(world, ROBIN, 'Please call me about the bill.');
  const entry = await newestEntryId(world);
  await work(world, (tx, config) => staffReplies(tx, config, { entry, staff: 'dana', words: 'I will.' }));
  await world.pass(120);
  expect(world.textsOn(ROBIN)).toEqual(['I will.']);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Dana: alert (delivered)', 'Robin: staff words (delivered)'],
      entries: ['Robin: message (assigned dana)'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, messages: 2, alerts: 2 },
    }),
  );
});

test('quiet ends when the entry is handled', async () => {
  const world = await inConversation();
  const entry = await newestEntryId(world);
  await work(world, (tx, config) => handleEntry(tx, config, { entry, staff: 'dana', outcome: 'booked' }));
  await missedCall(world, ROBIN);
  expect(latestOn(world, ROBIN)).toMatch(/^Sorry we missed your call/);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed', 'Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer', 'Front desk: no-answer', 'Dana: no-answer'],
      texts: [
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
        'Robin: callback_open (delivered)',
        'Dana: alert (delivered)',
        'Robin: staff words (delivered)',
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
      ],
      entries: ['Robin: missed_call, callback (handled dana)', 'Robin: missed_call (open)'],
      consents: ['Robin: given by call', 'Robin: given by call'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, calls: 2, messages: 5, form_links: 2, alerts: 4 },
    }),
  );
});

test.each([
  [71, false],
  [73, true],
])('%i hours after the last staff message, automation speaks again: %s', async (hours, speaks) => {
  const world = await inConversation();
  await world.pass(hours * 3600);
  await text(world, ROBIN, '1');
  expect(latestOn(world, ROBIN).startsWith('Thank you.')).toBe(speaks);
  const summary = await world.summary();
  expect({ ...summary, texts: summary.texts.filter(sent => sent.includes('Robin')).slice(3) }).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: speaks ? ['Robin: callback_open (delivered)'] : [],
      entries: ['Robin: missed_call, callback x2 (assigned dana)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert cancelled: taken'],
      rows: { contacts: 1, calls: 1, messages: speaks ? 6 : 5, form_links: 1, alerts: 4 },
    }),
  );
});
