import { expect, test } from 'vitest';
import { takeEntry } from '../../core/flows/work-entry.ts';
import type { Fault } from '../../simulator/core/faults.ts';
import { missedCall, newestEntryId, only, text, work } from './texting.ts';
import { DANA, OWNER, ROBIN, World } from './world.ts';

type Effect = Extract<Fault, { on: 'rest' }>['effect'];

/** The carrier's API goes wrong for the next text to somebody. */
async function goWrong(world: World, number: string, effect: Effect, count = 1): Promise<void> {
  await world.do({ type: 'fault', fault: { on: 'rest', path: 'Messages', number, count, effect } });
}

/** Twilio is asked for a text after half a minute, 2 and 10 minutes. */
const LOOKS = Array.from({ length: 3 }, () => 'GET Messages');

test('refused by the carrier: the next person is told at once, and so is whoever reads the entry', async () => {
  const world = await World.begin();
  await world.do({ type: 'set-phone', number: DANA, phone: { textError: 21211 } });
  await text(world, ROBIN, '1');
  expect(world.textsOn(OWNER)).toHaveLength(1);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Robin: callback_open (delivered)', 'Dana: alert (refused 400)', 'Sam: alert (delivered)'],
      entries: ['Robin: callback (open)'],
      notes: ['alert_failed'],
      undone: ['send_alert failed: http_400'],
      rows: { contacts: 1, messages: 2, alerts: 2 },
      logs: ['effect_not_done'],
    }),
  );
});

test('accepted, and then not delivered: the same', async () => {
  const world = await World.begin();
  await world.do({ type: 'set-phone', number: DANA, phone: { textError: 30003 } });
  await text(world, ROBIN, '1');
  expect(world.textsOn(OWNER)).toHaveLength(1);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Robin: callback_open (delivered)', 'Dana: alert (undelivered)', 'Sam: alert (delivered)'],
      entries: ['Robin: callback (open)'],
      notes: ['alert_failed'],
      rows: { contacts: 1, messages: 2, alerts: 2 },
    }),
  );
});

test('nobody is left to tell: the entry says so', async () => {
  const world = await World.begin();
  for (const number of [DANA, OWNER]) {
    await world.do({ type: 'set-phone', number, phone: { textError: 30003 } });
  }
  await text(world, ROBIN, '1');
  expect(await world.summary()).toEqual(
    only({
      texts: ['Robin: callback_open (delivered)', 'Dana: alert (undelivered)', 'Sam: alert (undelivered)'],
      entries: ['Robin: callback (open)'],
      notes: ['alert_failed', 'no_one_left_to_alert'],
      rows: { contacts: 1, messages: 2, alerts: 2 },
    }),
  );
});

test('the owner of an entry cannot be reached: somebody else is, though the entry is taken', async () => {
  const world = await World.begin();
  await text(world, ROBIN, '1');
  const entry = await newestEntryId(world);
  await work(world, (tx, config) => takeEntry(tx, config, { entry, staff: 'dana' }));
  await world.do({ type: 'set-phone', number: DANA, phone: { textError: 30003 } });
  await world.pass(3600);
  await missedCall(world, ROBIN);
  expect(world.textsOn(OWNER)).toHaveLength(1);
  expect((await world.summary()).notes).toEqual(['alert_failed']);
});

test('refused for now: tried again, and after half a minute the next person is told too, once', async () => {
  const world = await World.begin();
  await goWrong(world, DANA, { type: 'status', status: 429, accepted: false }, 8);
  await text(world, ROBIN, '1');
  await world.pass(20);
  expect(world.textsOn(OWNER)).toHaveLength(0);
  await world.pass(30);
  expect(world.textsOn(OWNER)).toHaveLength(1);
  expect((await world.summary()).notes).toEqual(['alert_delayed']);
  await world.pass(20 * 60);
  expect(world.textsOn(DANA)).toHaveLength(1);
  expect(world.textsOn(OWNER)).toHaveLength(1);
});

test('refused for now, and asked to wait for an hour: the next person is told at once', async () => {
  const world = await World.begin();
  await goWrong(world, DANA, { type: 'status', status: 429, accepted: false, retryAfterSeconds: 3600 });
  await text(world, ROBIN, '1');
  expect(world.textsOn(OWNER)).toHaveLength(1);
  expect((await world.summary()).notes).toEqual(['alert_delayed']);
});

test('an alert that may or may not have gone out: the next person at once, said on the entry, never again', async () => {
  const world = await World.begin();
  await goWrong(world, DANA, { type: 'cut', accepted: false });
  await text(world, ROBIN, '1');
  expect(world.textsOn(OWNER)).toHaveLength(1);
  expect((await world.summary()).notes).toEqual(['alert_unknown']);
  await world.pass(3600);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Robin: callback_open (delivered)', 'Dana: alert (refused cut)', 'Sam: alert (delivered)'],
      requests: LOOKS,
      entries: ['Robin: callback (open)'],
      notes: ['alert_failed'],
      undone: ['send_alert failed: not_found'],
      rows: { contacts: 1, messages: 2, alerts: 2 },
      logs: ['effect_not_done'],
    }),
  );
});

test('it had gone out after all: the entry no longer says that nobody knows', async () => {
  const world = await World.begin();
  await goWrong(world, DANA, { type: 'cut', accepted: true });
  await text(world, ROBIN, '1');
  await world.pass(60);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Robin: callback_open (delivered)', 'Dana: alert (delivered)', 'Sam: alert (delivered)'],
      entries: ['Robin: callback (open)'],
      rows: { contacts: 1, messages: 2, alerts: 2 },
      logs: ['effect_not_done'],
    }),
  );
});

test('a crisis alert that is not delivered: the next person at once, and the entry says so', async () => {
  const world = await World.begin();
  await world.do({ type: 'set-phone', number: DANA, phone: { textError: 30003 } });
  await text(world, ROBIN, 'I want to kill myself');
  expect(world.textsOn(OWNER)).toEqual([expect.stringContaining('URGENT')]);
  expect((await world.summary()).notes).toEqual(['crisis_alert_failed']);
});

test('somebody who was told of something else in this entry is still told of a crisis', async () => {
  const world = await World.begin();
  await text(world, ROBIN, '1');
  await world.pass(31 * 60);
  expect(world.textsOn(OWNER)).toHaveLength(1);
  await world.do({ type: 'set-phone', number: DANA, phone: { textError: 30003 } });
  await text(world, ROBIN, 'I want to kill myself');
  expect(world.textsOn(OWNER).at(-1)).toContain('URGENT');
});

test('too many requests: asked again as late as the carrier wishes, once', async () => {
  const world = await World.begin();
  await goWrong(world, DANA, { type: 'status', status: 429, accepted: false, retryAfterSeconds: 40 });
  await text(world, ROBIN, '1');
  await world.pass(38);
  expect(world.textsOn(DANA)).toHaveLength(0);
  await world.pass(6);
  expect(world.textsOn(DANA)).toHaveLength(1);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Robin: callback_open (delivered)', 'Dana: alert (delivered)', 'Dana: alert (delivered)'],
      entries: ['Robin: callback (open)'],
      undone: ['send_alert pending'],
      rows: { contacts: 1, messages: 2, alerts: 2 },
      logs: ['effect_not_done'],
    }),
  );
});
