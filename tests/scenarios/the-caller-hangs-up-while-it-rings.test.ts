import { expect, test } from 'vitest';
import { call, untilRinging } from './calling.ts';
import { only } from './texting.ts';
import { DANA, ROBIN, World } from './world.ts';

const ACTION_AFTER_HANG_UP = ['sent', 'not-sent'] as const;

test.each(ACTION_AFTER_HANG_UP)(
  'within four seconds: an entry, and no text, because it may have been a slip (dial action %s)',
  async dialActionAfterHangup => {
    const world = await World.begin({ simulator: { settings: { dialActionAfterHangup } } });
    await call(world, ROBIN);
    await world.pass(3);
    await world.do({ type: 'hang-up', phone: ROBIN });
    await world.pass(30);
    expect(await world.summary()).toEqual(
      only({
        calls: ['Robin: missed'],
        legs: ['Front desk: canceled'],
        texts: ['Dana: alert (delivered)'],
        entries: ['Robin: missed_call (open)'],
        rows: { contacts: 1, calls: 1, alerts: 1 },
      }),
    );
  },
);

test.each(ACTION_AFTER_HANG_UP)(
  'after four seconds: an entry and the text (dial action %s)',
  async dialActionAfterHangup => {
    const world = await World.begin({ simulator: { settings: { dialActionAfterHangup } } });
    await call(world, ROBIN);
    await world.pass(6);
    await world.do({ type: 'hang-up', phone: ROBIN });
    await world.pass(30);
    expect(await world.summary()).toEqual(
      only({
        calls: ['Robin: missed'],
        legs: ['Front desk: canceled'],
        texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)'],
        entries: ['Robin: missed_call (open)'],
        consents: ['Robin: given by call'],
        rows: { contacts: 1, calls: 1, messages: 1, form_links: 1, alerts: 1 },
      }),
    );
  },
);

test('nobody is asked to agree to a text in a greeting that they did not hear', async () => {
  const world = await World.begin();
  await call(world, ROBIN);
  await world.pass(6);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(1);
  const consents = await world.store.read.selectFrom('consents').select(['how', 'words']).execute();
  expect(consents).toEqual([{ how: 'call', words: '' }]);
});

test('before our first answer, and the news of the end overtakes that of the arrival', async () => {
  const world = await World.begin();
  await world.do({
    type: 'fault',
    fault: { on: 'webhook', kind: 'voice', count: 1, effect: { type: 'slow', milliseconds: 3_000 } },
  });
  await call(world, ROBIN);
  await world.pass(1);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(30);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      texts: ['Dana: alert (delivered)'],
      entries: ['Robin: missed_call (open)'],
      rows: { contacts: 1, calls: 1, alerts: 1 },
    }),
  );
});

test('between two rings, while we say whose phone is next', async () => {
  const world = await World.begin();
  await world.do({
    type: 'fault',
    fault: { on: 'webhook', kind: 'dial', count: 1, effect: { type: 'slow', milliseconds: 2_000 } },
  });
  await call(world, ROBIN);
  await world.pass(19);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(30);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer'],
      texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)'],
      entries: ['Robin: missed_call (open)'],
      consents: ['Robin: given by call'],
      rows: { contacts: 1, calls: 1, messages: 1, form_links: 1, alerts: 1 },
    }),
  );
});

test("while the second person's phone rings", async () => {
  const world = await World.begin();
  await call(world, ROBIN);
  await untilRinging(world, DANA);
  await world.pass(5);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(30);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: canceled'],
      texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)'],
      entries: ['Robin: missed_call (open)'],
      consents: ['Robin: given by call'],
      rows: { contacts: 1, calls: 1, messages: 1, form_links: 1, alerts: 1 },
    }),
  );
});
