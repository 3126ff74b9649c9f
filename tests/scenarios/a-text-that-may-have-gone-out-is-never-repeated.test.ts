import { expect, test } from 'vitest';
import { claimEffect } from '../../core/flows/claim-effect.ts';
import { type Outcome, settleEffect } from '../../core/flows/settle-effect.ts';
import { only, text } from './texting.ts';
import { DANA, ROBIN, World } from './world.ts';

/** The first text to Robin goes wrong at the carrier's API. */
async function goWrong(
  world: World,
  effect:
    | { type: 'cut' | 'hang'; accepted: boolean }
    | { type: 'status'; status: number; accepted: boolean; retryAfterSeconds?: number },
): Promise<void> {
  await world.do({ type: 'fault', fault: { on: 'rest', path: 'Messages', number: ROBIN, count: 1, effect } });
}

const DANA_TOLD = 'Dana: alert (delivered)';
const LATER = 'send_alert pending';

test('too many requests: it certainly did not go out, so it is tried again, when the carrier said', async () => {
  const world = await World.begin();
  await goWrong(world, { type: 'status', status: 429, accepted: false, retryAfterSeconds: 30 });
  await text(world, ROBIN, '1');
  await world.pass(28);
  expect(world.textsOn(ROBIN)).toHaveLength(0);
  await world.pass(60);
  expect(world.textsOn(ROBIN)).toHaveLength(1);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Robin: callback_open (delivered)', DANA_TOLD, 'Robin: callback_open (delivered)'],
      entries: ['Robin: callback (open)'],
      undone: [LATER],
      rows: { contacts: 1, messages: 2, alerts: 2 },
      logs: ['effect_not_done'],
    }),
  );
});

test.each([
  ['a server error', { type: 'status', status: 503, accepted: false } as const, 'refused 503', 'http_503'],
  [
    'a connection cut before it was taken',
    { type: 'cut', accepted: false } as const,
    'refused cut',
    'cut_off',
  ],
])('%s: it is not known, said on the entry, and never sent again', async (_, fault, fate, code) => {
  const world = await World.begin();
  await goWrong(world, fault);
  await text(world, ROBIN, '1');
  await world.pass(20 * 60);
  expect(world.textsOn(ROBIN)).toHaveLength(0);
  expect(await world.summary()).toEqual(
    only({
      texts: [`Robin: callback_open (${fate})`, DANA_TOLD],
      entries: ['Robin: callback (open)'],
      notes: ['text_unknown'],
      undone: [LATER, `send_text unknown: ${code}`],
      rows: { contacts: 1, messages: 2, alerts: 2 },
      logs: ['effect_not_done'],
    }),
  );
});

test.each([
  ['a connection cut after it was taken', { type: 'cut', accepted: true } as const],
  ['a server error after it was taken', { type: 'status', status: 500, accepted: true } as const],
])('%s: its status callback settles it', async (_, fault) => {
  const world = await World.begin();
  await goWrong(world, fault);
  await text(world, ROBIN, '1');
  await world.pass(60);
  expect(world.textsOn(ROBIN)).toHaveLength(1);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Robin: callback_open (delivered)', DANA_TOLD],
      entries: ['Robin: callback (open)'],
      undone: [LATER],
      rows: { contacts: 1, messages: 2, alerts: 2 },
      logs: ['effect_not_done'],
    }),
  );
});

/** A worker has begun the text to Robin, and is not heard of for ten minutes. */
async function workerDies(world: World): Promise<(outcome: Outcome) => Promise<void>> {
  world.stopWorker();
  await text(world, ROBIN, '1');
  const { id } = await world.store.read
    .selectFrom('effects')
    .selectAll()
    .where('kind', '=', 'send_text')
    .executeTakeFirstOrThrow();
  await world.store.write(tx => claimEffect(tx, world.holder.current(), id));
  await world.startWorker();
  await world.pass(55);
  expect((await world.summary()).undone).toContain('send_text sending');
  await world.pass(600);
  return async outcome => {
    await world.store.write(tx => settleEffect(tx, world.holder.current(), id, outcome));
    await world.pass(60);
  };
}

test('a worker died over it: it is not known from then on, and never sent again', async () => {
  const world = await World.begin();
  await workerDies(world);
  expect(world.textsOn(ROBIN)).toHaveLength(0);
  expect((await world.summary()).undone).toContain('send_text unknown: worker_lost');
  expect((await world.summary()).notes).toEqual(['text_unknown']);
});

test('a worker that was given up comes back and knows that it went out', async () => {
  const world = await World.begin();
  const comesBack = await workerDies(world);
  await comesBack({ came: 'done', providerSid: 'SM0000000009', status: 'queued' });
  const message = await world.store.read
    .selectFrom('messages')
    .select(['status', 'provider_sid'])
    .where('direction', '=', 'out')
    .executeTakeFirstOrThrow();
  expect(message).toEqual({ status: 'queued', provider_sid: 'SM0000000009' });
  const { notes, undone } = await world.summary();
  expect({ notes, undone }).toEqual({ notes: [], undone: [LATER] });
});

test('a worker that was given up comes back and knows that it was refused for now: it is tried again', async () => {
  const world = await World.begin();
  const comesBack = await workerDies(world);
  const refused = { permanent: false, code: 'http_429', errorCode: null, retryAfter: null } as const;
  await comesBack({ came: 'refused', ...refused });
  expect(world.textsOn(ROBIN)).toHaveLength(1);
  const { notes, undone } = await world.summary();
  expect({ notes, undone }).toEqual({ notes: [], undone: [LATER] });
});

test('too late: a text that waited longer than fifteen minutes becomes a note', async () => {
  const world = await World.begin();
  world.stopWorker();
  await text(world, ROBIN, '1');
  await world.pass(16 * 60);
  await world.startWorker();
  await world.pass(5);
  expect(world.textsOn(ROBIN)).toHaveLength(0);
  expect(world.textsOn(DANA)).toHaveLength(1);
  expect(await world.summary()).toEqual(
    only({
      texts: [DANA_TOLD],
      entries: ['Robin: callback (open)'],
      notes: ['text_too_late'],
      undone: [LATER, 'send_text cancelled: too_late'],
      rows: { contacts: 1, messages: 2, alerts: 2 },
    }),
  );
});
