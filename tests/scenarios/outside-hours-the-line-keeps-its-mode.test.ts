import { expect, test } from 'vitest';
import { call, lineWith } from './calling.ts';
import { missedCall, only } from './texting.ts';
import { ROBIN, World } from './world.ts';

const EVENING = '2026-11-24T20:00[America/New_York]';

test('text_and_voicemail: nobody rings, the greeting says when we open, and the text goes', async () => {
  const world = await World.begin({ at: EVENING });
  await missedCall(world, ROBIN);
  expect(world.heard(ROBIN)).toEqual([
    "You've reached Willow Street.",
    'Para español, oprima dos.',
    'This is a recording; nobody could pick up.',
    'We open tomorrow at 9 AM; messages are not heard before then.',
    'If you or someone else is in danger, hang up and call 911, or call or text 988.',
    'If this is a mobile phone, a text with other ways to reach us is on its way; for no texts, press star.',
    'Or after the tone leave your name, a number, and whether we may leave a message there.',
  ]);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      texts: ['Robin: continuation (delivered)'],
      entries: ['Robin: missed_call (open)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 1, form_links: 1, alerts: 1 },
    }),
  );
});

test('voicemail: nobody rings, no text is promised, none goes', async () => {
  const world = await World.begin({ at: EVENING, config: lineWith('after_hours: voicemail') });
  await missedCall(world, ROBIN);
  expect(world.heard(ROBIN)).toEqual([
    "You've reached Willow Street.",
    'Para español, oprima dos.',
    'This is a recording; nobody could pick up.',
    'We open tomorrow at 9 AM; messages are not heard before then.',
    'If you or someone else is in danger, hang up and call 911, or call or text 988.',
    'After the tone leave your name, a number, and whether we may leave a message there.',
  ]);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      entries: ['Robin: missed_call (open)'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, calls: 1, alerts: 1 },
    }),
  );
});

test('voicemail is only for outside hours: within them the text goes', async () => {
  const world = await World.begin({ config: lineWith('after_hours: voicemail') });
  await missedCall(world, ROBIN);
  expect((await world.summary()).texts).toContain('Robin: continuation (delivered)');
});

test('ring: the phones ring, and the greeting says when we open', async () => {
  const world = await World.begin({ at: EVENING, config: lineWith('after_hours: ring') });
  await missedCall(world, ROBIN);
  expect(world.heard(ROBIN)).toContain('We open tomorrow at 9 AM; messages are not heard before then.');
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Robin: continuation (delivered)'],
      entries: ['Robin: missed_call (open)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 1, form_links: 1, alerts: 1 },
    }),
  );
});

test('a holiday is outside hours, until the next day that is none', async () => {
  const world = await World.begin({ at: '2026-12-24T10:00[America/New_York]' });
  await call(world, ROBIN);
  await world.untilTone(ROBIN);
  expect(world.heard(ROBIN)).toContain('We open Monday at 9 AM; messages are not heard before then.');
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      texts: ['Robin: continuation (delivered)'],
      entries: ['Robin: missed_call (open)'],
      consents: ['Robin: given by call'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, calls: 1, messages: 1, form_links: 1, alerts: 1 },
    }),
  );
});
