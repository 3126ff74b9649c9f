import { expect, test } from 'vitest';
import { continuationWith, lineWith } from './calling.ts';
import { missedCall, only } from './texting.ts';
import { ALEX, ROBIN, World } from './world.ts';

/** A made-up number in Toronto. */
const TORONTO = '+14165550160';

async function promised(world: World, phone: string): Promise<boolean> {
  return world.heard(phone).some(sentence => sentence.includes('is on its way'));
}

test('on a line with texting off', async () => {
  const world = await World.begin({ config: lineWith('texting: off') });
  await missedCall(world, ROBIN);
  expect(await promised(world, ROBIN)).toBe(false);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Dana: alert (delivered)'],
      entries: ['Robin: missed_call (open)'],
      rows: { contacts: 1, calls: 1, alerts: 1 },
    }),
  );
});

test('to a country that is not on the list, and the entry says so', async () => {
  const world = await World.begin({ config: continuationWith('text_countries: [US]'), phones: [TORONTO] });
  await missedCall(world, TORONTO);
  expect(await promised(world, TORONTO)).toBe(false);
  expect(await world.summary()).toEqual(
    only({
      calls: ['+14165550160: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Dana: alert (delivered)'],
      entries: ['+14165550160: missed_call (open)'],
      notes: ['country_not_texted'],
      rows: { contacts: 1, calls: 1, alerts: 1 },
    }),
  );
});

test('to a country that is on the list it goes', async () => {
  const world = await World.begin({
    config: continuationWith('text_countries: [US, CA]'),
    phones: [TORONTO],
  });
  await missedCall(world, TORONTO);
  expect(await promised(world, TORONTO)).toBe(true);
  expect(world.textsOn(TORONTO)).toHaveLength(1);
});

test('beyond text_at_most, and the entry says so, until the hour has passed', async () => {
  const world = await World.begin({ config: continuationWith('text_at_most: 1 per hour') });
  await missedCall(world, ROBIN);
  await missedCall(world, ALEX);
  expect(await promised(world, ALEX)).toBe(false);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed', 'Alex: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer', 'Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)', 'Dana: alert (delivered)'],
      entries: ['Robin: missed_call (open)', 'Alex: missed_call (open)'],
      notes: ['texts_paused'],
      consents: ['Robin: given by call'],
      rows: { contacts: 2, calls: 2, messages: 1, form_links: 1, alerts: 2 },
      logs: ['texts_paused'],
    }),
  );
  await world.pass(3_600);
  await missedCall(world, ALEX);
  expect(await promised(world, ALEX)).toBe(true);
  expect(world.textsOn(ALEX)).toHaveLength(1);
});
