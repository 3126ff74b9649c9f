import { expect, test } from 'vitest';
import { only, text } from './texting.ts';
import { ROBIN, World } from './world.ts';

test.each(['HELP', 'info'])('%s: the carrier answers; an entry, and an alert at once', async word => {
  const world = await World.begin();
  await text(world, ROBIN, word);
  expect(world.textsOn(ROBIN)).toEqual(['Reply STOP to unsubscribe. Message and data rates may apply.']);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Dana: alert (delivered)'],
      entries: ['Robin: message (open)'],
      notes: ['asked_for_help'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, messages: 1, alerts: 2 },
    }),
  );
});

test('AYUDA is ours to answer', async () => {
  const world = await World.begin();
  await text(world, ROBIN, 'Ayuda');
  expect(world.textsOn(ROBIN)).toEqual([expect.stringMatching(/^Willow Street: .*911.*988.*STOP/s)]);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Robin: help (delivered)', 'Dana: alert (delivered)'],
      entries: ['Robin: message (open)'],
      notes: ['asked_for_help'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, messages: 2, alerts: 2 },
    }),
  );
});
