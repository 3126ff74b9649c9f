import { expect, test } from 'vitest';
import { claimEffect } from '../../../core/flows/claim-effect.ts';
import { type Outcome, settleEffect } from '../../../core/flows/settle-effect.ts';
import { textStatusComes } from '../../../core/flows/text-status.ts';
import { text } from '../../scenarios/texting.ts';
import { ROBIN, World } from '../../scenarios/world.ts';

const SID = 'SM0000000007';
const DONE: Outcome = { came: 'done', providerSid: SID, status: 'queued' };
const CUT: Outcome = { came: 'unknown', code: 'cut_off' };

/** An effect of a kind that a worker has begun, and what becomes of it step by step. */
async function begun(kind: 'send_alert' | 'send_text', words = '1') {
  const world = await World.begin();
  const config = world.holder.current();
  const { store } = world;
  world.stopWorker();
  await text(world, ROBIN, words);
  const { id } = await store.read
    .selectFrom('effects')
    .selectAll()
    .where('kind', '=', kind)
    .orderBy('due_at')
    .executeTakeFirstOrThrow();
  await store.write(tx => claimEffect(tx, config, id));
  return {
    comes: (status: string, errorCode: number | null = null, sid = SID) =>
      store.write(tx => textStatusComes(tx, config, { effect: id, sid, status, errorCode })),
    settles: (outcome: Outcome) => store.write(tx => settleEffect(tx, config, id, outcome)),
    alert: () =>
      store.read.selectFrom('alerts').select(['state', 'provider_sid']).orderBy('id').executeTakeFirst(),
    notes: async () => (await world.summary()).notes,
  };
}

test('a callback that is quicker than the answer: the alert was sent', async () => {
  const { comes, settles, alert } = await begun('send_alert');
  await comes('sent');
  expect(await alert()).toEqual({ state: 'sent', provider_sid: SID });
  await settles(DONE);
  expect(await alert()).toEqual({ state: 'sent', provider_sid: SID });
});

test('an alert that was not known: any callback tells that it was sent, and the entry no longer doubts it', async () => {
  const { comes, settles, alert, notes } = await begun('send_alert');
  await settles(CUT);
  expect(await alert()).toEqual({ state: 'unknown', provider_sid: null });
  expect(await notes()).toEqual(['alert_unknown']);
  await comes('queued');
  expect(await alert()).toEqual({ state: 'sent', provider_sid: SID });
  expect(await notes()).toEqual([]);
});

test('an alert that was not known did not arrive: the entry says that instead', async () => {
  const { comes, settles, alert, notes } = await begun('send_alert');
  await settles(CUT);
  await comes('undelivered', 30003);
  expect(await alert()).toEqual({ state: 'failed', provider_sid: SID });
  expect(await notes()).toEqual(['no_one_left_to_alert', 'alert_failed']);
});

test('a receipt after all: the alert was delivered, and a later failure takes nothing back', async () => {
  const { comes, settles, alert } = await begun('send_alert');
  await settles(DONE);
  await comes('undelivered', 30003);
  await comes('delivered');
  await comes('failed', 30003);
  expect(await alert()).toEqual({ state: 'delivered', provider_sid: SID });
});

test('a text that did not arrive and then did: the entry no longer says that it did not', async () => {
  const { comes, settles, notes } = await begun('send_text');
  await settles(DONE);
  await comes('undelivered', 30003);
  expect(await notes()).toEqual(['text_unreachable']);
  await comes('delivered');
  expect(await notes()).toEqual([]);
});

test('a worker that was given up, and was refused for good: said as it is', async () => {
  const { settles, notes } = await begun('send_text');
  await settles(CUT);
  await settles({ came: 'refused', permanent: true, code: 'http_400', errorCode: 21211, retryAfter: null });
  expect(await notes()).toEqual(['text_bad_number']);
});

test('a crisis alert that was not known, then refused for now after all: tried again by itself, not twice', async () => {
  const { settles, alert, notes } = await begun('send_alert', 'I want to kill myself');
  await settles(CUT);
  await settles({ came: 'refused', permanent: false, code: 'http_429', errorCode: null, retryAfter: null });
  expect(await alert()).toEqual({ state: 'promised', provider_sid: null });
  expect(await notes()).toEqual([]);
});
