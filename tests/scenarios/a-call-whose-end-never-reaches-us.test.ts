import { expect, test } from 'vitest';
import { call, latestCall, replay, untilRinging } from './calling.ts';
import { only } from './texting.ts';
import { DANA, DESK, ROBIN, World } from './world.ts';

/** The server comes back only after the carrier has given up telling it. */
async function hangUpUnheard(world: World, phone: string): Promise<void> {
  world.serverCannotWrite = true;
  await world.do({ type: 'hang-up', phone });
  await world.pass(60);
  world.serverCannotWrite = false;
}

async function summaryOf(world: World) {
  const { complaints, logs, ...summary } = await world.summary();
  expect(complaints.every(one => one.startsWith('A callback failed'))).toBe(true);
  expect(new Set(logs)).toEqual(new Set(['webhook_failed']));
  return { ...summary, complaints: [], logs: [] };
}

test('while it rang: it is missed once the phones could ring no longer, and the text still goes', async () => {
  const world = await World.begin();
  await call(world, ROBIN);
  await untilRinging(world, DANA);
  await hangUpUnheard(world, ROBIN);
  await world.pass(60);
  expect(await summaryOf(world)).toEqual(
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

test('while a phone rang that lifting is enough for: 45 minutes are left to a conversation, then it is an entry', async () => {
  const world = await World.begin();
  await call(world, ROBIN);
  await world.pass(5);
  await hangUpUnheard(world, ROBIN);
  await world.pass(42 * 60);
  expect((await world.summary()).calls).toEqual(['Robin: ringing']);
  await world.pass(3 * 60);
  expect(await summaryOf(world)).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: canceled'],
      texts: ['Dana: alert (delivered)'],
      entries: ['Robin: missed_call (open)'],
      notes: ['text_too_late'],
      rows: { contacts: 1, calls: 1, alerts: 1 },
    }),
  );
});

test('and the worker was down for hours: an entry that says why, and no text', async () => {
  const world = await World.begin();
  await call(world, ROBIN);
  await untilRinging(world, DANA);
  world.stopWorker();
  await hangUpUnheard(world, ROBIN);
  await world.pass(3 * 3600);
  await world.startWorker();
  await world.pass(1);
  expect(await summaryOf(world)).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: canceled'],
      texts: ['Dana: alert (delivered)'],
      entries: ['Robin: missed_call (open)'],
      notes: ['text_too_late'],
      rows: { contacts: 1, calls: 1, alerts: 1 },
    }),
  );
});

test('after a conversation of an hour: it is taken, and nothing was said before that', async () => {
  const world = await World.begin();
  await call(world, ROBIN);
  await untilRinging(world, DANA);
  await world.do({ type: 'answer', phone: DANA });
  await world.pass(1);
  await world.do({ type: 'press', phone: DANA, keys: '1' });
  await world.pass(3600);
  expect(latestCall(world, DANA)?.doing?.type).toBe('bridged');
  expect((await world.summary()).calls).toEqual(['Robin: ringing']);
  await hangUpUnheard(world, ROBIN);
  await world.pass(4 * 3600);
  expect(await summaryOf(world)).toEqual(
    only({
      calls: ['Robin: taken'],
      legs: ['Front desk: no-answer', 'Dana: completed'],
      rows: { contacts: 1, calls: 1 },
    }),
  );
});

test('after a conversation of which the end was told only by the phone that took it: taken within minutes', async () => {
  const world = await World.begin();
  await call(world, ROBIN);
  await untilRinging(world, DESK);
  await world.do({ type: 'answer', phone: DESK });
  await world.pass(600);
  await hangUpUnheard(world, ROBIN);
  const { webhooks } = world.simulator.state();
  await replay(world, webhooks.findLast(one => one.kind === 'leg-status')!);
  await world.pass(300);
  expect(await summaryOf(world)).toEqual(
    only({ calls: ['Robin: taken'], legs: ['Front desk: completed'], rows: { contacts: 1, calls: 1 } }),
  );
});
