import { expect, test } from 'vitest';
import { missedCall, only, text } from './texting.ts';
import { ROBIN, World } from './world.ts';

test.each(['please stop texting me', 'Por favor no me manden más mensajes', 'take me off your list'])(
  '"%s" ends the texts without another text',
  async words => {
    const world = await World.begin();
    await missedCall(world, ROBIN);
    await text(world, ROBIN, words);
    await world.pass(25 * 3600);
    await missedCall(world, ROBIN);
    expect(await world.summary()).toEqual(
      only({
        calls: ['Robin: missed', 'Robin: missed'],
        legs: ['Front desk: no-answer', 'Dana: no-answer', 'Front desk: no-answer', 'Dana: no-answer'],
        texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)'],
        entries: ['Robin: missed_call x2 (open)'],
        notes: ['opted_out'],
        consents: ['Robin: given by call', 'Robin: ended by free_words'],
        rows: { contacts: 1, calls: 2, messages: 2, form_links: 1, alerts: 1 },
      }),
    );
  },
);

test.each(['Wrong number', 'numero equivocado'])(
  '"%s" ends the texts, and the entry says why',
  async words => {
    const world = await World.begin();
    await missedCall(world, ROBIN);
    await text(world, ROBIN, words);
    expect(await world.summary()).toEqual(
      only({
        calls: ['Robin: missed'],
        legs: ['Front desk: no-answer', 'Dana: no-answer'],
        texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)'],
        entries: ['Robin: missed_call (open)'],
        notes: ['wrong_number'],
        consents: ['Robin: given by call', 'Robin: ended by wrong_number'],
        rows: { contacts: 1, calls: 1, messages: 2, form_links: 1, alerts: 1 },
      }),
    );
  },
);

test('who opted out in free words and asks for a call is not answered, and the entry says so', async () => {
  const world = await World.begin();
  await text(world, ROBIN, 'stop texting me');
  await text(world, ROBIN, '1');
  expect(await world.summary()).toEqual(
    only({
      texts: ['Dana: alert (delivered)'],
      entries: ['Robin: callback (open)'],
      notes: ['opted_out'],
      consents: ['Robin: ended by free_words'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, messages: 2, alerts: 2 },
    }),
  );
});

test('2 from somebody who opted out is a message, since no prompt can go', async () => {
  const world = await World.begin();
  await text(world, ROBIN, 'stop texting me');
  await text(world, ROBIN, '2');
  await world.pass(120);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Dana: alert (delivered)'],
      entries: ['Robin: message (open)'],
      notes: ['opted_out'],
      consents: ['Robin: ended by free_words'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, messages: 2, alerts: 2 },
    }),
  );
});

test.each(['make it stop', "I can't stop crying", 'I want it to end'])(
  '"%s" is never an opt-out',
  async words => {
    const world = await World.begin();
    await text(world, ROBIN, words);
    await missedCall(world, ROBIN);
    expect(world.textsOn(ROBIN)).toContainEqual(expect.stringMatching(/: Sorry we missed your call/));
    expect((await world.summary()).consents).toEqual(['Robin: given by call']);
  },
);

test('what else a person says beside the wish is read by a person', async () => {
  const world = await World.begin();
  await text(world, ROBIN, 'Please stop texting me and call me back');
  expect(await world.summary()).toEqual(
    only({
      texts: ['Dana: alert (delivered)'],
      entries: ['Robin: message (open)'],
      notes: ['opted_out'],
      consents: ['Robin: ended by free_words'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, messages: 1, alerts: 2 },
    }),
  );
});
