import { expect, test } from 'vitest';
import { handleEntry, staffReplies } from '../../core/flows/work-entry.ts';
import { call, untilRinging } from './calling.ts';
import { missedCall, newestEntryId, only, work } from './texting.ts';
import { DESK, ROBIN, World } from './world.ts';

async function continuationsOn(world: World): Promise<number> {
  return world.textsOn(ROBIN).filter(text => text.includes('Sorry we missed your call')).length;
}

test('after a day', async () => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  await world.pass(86_300);
  await missedCall(world, ROBIN);
  expect(await continuationsOn(world)).toBe(1);
  await world.pass(100);
  await missedCall(world, ROBIN);
  expect(await continuationsOn(world)).toBe(2);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed', 'Robin: missed', 'Robin: missed'],
      legs: [
        'Front desk: no-answer',
        'Dana: no-answer',
        'Front desk: no-answer',
        'Dana: no-answer',
        'Front desk: no-answer',
        'Dana: no-answer',
      ],
      texts: [
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
        'Robin: continuation (delivered)',
      ],
      entries: ['Robin: missed_call x3 (open)'],
      consents: ['Robin: given by call', 'Robin: given by call'],
      rows: { contacts: 1, calls: 3, messages: 2, form_links: 2, alerts: 1 },
    }),
  );
});

test('after a person took a call', async () => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  await call(world, ROBIN);
  await untilRinging(world, DESK);
  await world.do({ type: 'answer', phone: DESK });
  await world.pass(60);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(900);
  await missedCall(world, ROBIN);
  expect(await continuationsOn(world)).toBe(2);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed', 'Robin: taken', 'Robin: missed'],
      legs: [
        'Front desk: no-answer',
        'Dana: no-answer',
        'Front desk: completed',
        'Front desk: no-answer',
        'Dana: no-answer',
      ],
      texts: [
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
        'Robin: continuation (delivered)',
      ],
      entries: ['Robin: missed_call x2 (open)'],
      notes: ['call_taken'],
      consents: ['Robin: given by call', 'Robin: given by call'],
      rows: { contacts: 1, calls: 3, messages: 2, form_links: 2, alerts: 1 },
    }),
  );
});

test('after the entry was handled', async () => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  const entry = await newestEntryId(world);
  await work(world, (tx, config) => handleEntry(tx, config, { entry, staff: 'dana', outcome: 'reached' }));
  await missedCall(world, ROBIN);
  expect(await continuationsOn(world)).toBe(2);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed', 'Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer', 'Front desk: no-answer', 'Dana: no-answer'],
      texts: [
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
      ],
      entries: ['Robin: missed_call (handled dana)', 'Robin: missed_call (open)'],
      consents: ['Robin: given by call', 'Robin: given by call'],
      rows: { contacts: 1, calls: 2, messages: 2, form_links: 2, alerts: 2 },
    }),
  );
});

test('after staff replied, once they are out of the conversation', async () => {
  const world = await World.begin({ config: yaml => `${yaml}\ncontinuation: {text_once_per: 30d}\n` });
  await missedCall(world, ROBIN);
  const entry = await newestEntryId(world);
  await work(world, (tx, config) =>
    staffReplies(tx, config, { entry, staff: 'dana', words: 'We will call you at four.' }),
  );
  await missedCall(world, ROBIN);
  expect(await continuationsOn(world)).toBe(1);
  await world.pass(72 * 3_600);
  await missedCall(world, ROBIN);
  expect(await continuationsOn(world)).toBe(2);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed', 'Robin: missed', 'Robin: missed'],
      legs: [
        'Front desk: no-answer',
        'Dana: no-answer',
        'Front desk: no-answer',
        'Dana: no-answer',
        'Front desk: no-answer',
        'Dana: no-answer',
      ],
      texts: [
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
        'Robin: staff words (delivered)',
        'Dana: alert (delivered)',
        'Robin: continuation (delivered)',
        'Dana: alert (delivered)',
      ],
      entries: ['Robin: missed_call x3 (assigned dana)'],
      consents: ['Robin: given by call', 'Robin: given by call'],
      rows: { contacts: 1, calls: 3, messages: 3, form_links: 2, alerts: 3 },
    }),
  );
});
