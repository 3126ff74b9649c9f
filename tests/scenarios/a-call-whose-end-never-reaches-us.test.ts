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

/** How often Twilio was asked what became of a call. */
function questions(world: World): number {
  return world.simulator.state().rest.filter(one => /\/Calls\/\w+\.json$/.test(one.path)).length;
}

const DOWN = { type: 'status', status: 503, accepted: false } as const;

test('while a phone rang that lifting is enough for: Twilio knows that nobody lifted, and the text still goes', async () => {
  const world = await World.begin();
  await call(world, ROBIN);
  await world.pass(5);
  await hangUpUnheard(world, ROBIN);
  await world.pass(2 * 60);
  expect(questions(world)).toBe(1);
  expect(await summaryOf(world)).toEqual(
    only({
      calls: ['Robin: missed'],
      legs: ['Front desk: canceled'],
      texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)'],
      entries: ['Robin: missed_call (open)'],
      consents: ['Robin: given by call'],
      rows: { contacts: 1, calls: 1, messages: 1, form_links: 1, alerts: 1 },
    }),
  );
});

test('the same, and Twilio cannot be asked: 45 minutes are left to a conversation, then it is an entry', async () => {
  const world = await World.begin();
  await world.do({ type: 'fault', fault: { on: 'rest', method: 'GET', count: 9_999, effect: DOWN } });
  await call(world, ROBIN);
  await world.pass(5);
  await hangUpUnheard(world, ROBIN);
  await world.pass(42 * 60);
  expect((await world.summary()).calls).toEqual(['Robin: ringing']);
  await world.pass(5 * 60);
  const { calls, texts, entries, notes } = await world.summary();
  expect({ calls, texts, entries, notes }).toEqual({
    calls: ['Robin: missed'],
    texts: ['Dana: alert (delivered)'],
    entries: ['Robin: missed_call (open)'],
    notes: ['text_too_late'],
  });
});

test('it had been lifted, and nothing at all was told of it: taken, once it is over', async () => {
  const world = await World.begin({ simulator: { settings: { dialActionAfterHangup: 'not-sent' } } });
  await call(world, ROBIN);
  await untilRinging(world, DESK);
  world.serverIsDown = true;
  await world.do({ type: 'answer', phone: DESK });
  await world.pass(20 * 60);
  expect((await world.summary()).calls).toEqual(['Robin: ringing']);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(60);
  world.serverIsDown = false;
  await world.pass(5 * 60);
  const { calls, texts, entries } = await world.summary();
  expect({ calls, texts, entries }).toEqual({ calls: ['Robin: taken'], texts: [], entries: [] });
});

test('a key was stored and its answer lost: nobody spoke, and it is missed', async () => {
  const world = await World.begin({ simulator: { settings: { dialActionAfterHangup: 'not-sent' } } });
  await call(world, ROBIN);
  await untilRinging(world, DANA);
  await world.do({ type: 'answer', phone: DANA });
  await world.pass(1);
  const late = {
    on: 'webhook',
    url: '/ask/key',
    count: 1,
    effect: { type: 'slow', milliseconds: 1 },
  } as const;
  await world.do({ type: 'fault', fault: late }, { type: 'press', phone: DANA, keys: '1' });
  await world.do({ type: 'hang-up', phone: DANA });
  await world.pass(1);
  const { id } = await world.store.read.selectFrom('calls').select('id').executeTakeFirstOrThrow();
  await world.store.write(tx =>
    tx.db.updateTable('legs').set({ key_at: tx.now, bridged: null }).where('call_id', '=', id).execute(),
  );
  await hangUpUnheard(world, ROBIN).catch(() => {});
  await world.pass(5 * 60);
  expect((await world.summary()).calls).toEqual(['Robin: missed']);
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
