import { expect, test } from 'vitest';
import { claimEffect } from '../../core/flows/claim-effect.ts';
import { type Outcome, settleEffect } from '../../core/flows/settle-effect.ts';
import { handleEntry, staffReplies } from '../../core/flows/work-entry.ts';
import { missedCall, newestEntryId, only, text, work } from './texting.ts';
import { DANA, ROBIN, World } from './world.ts';

/** The first text to Robin goes wrong at the carrier's API. */
async function goWrong(
  world: World,
  effect:
    | { type: 'cut' | 'hang'; accepted: boolean }
    | { type: 'status'; status: number; accepted: boolean; retryAfterSeconds?: number },
): Promise<void> {
  await world.do({
    type: 'fault',
    fault: { on: 'rest', method: 'POST', path: 'Messages', number: ROBIN, count: 1, effect },
  });
}

const DANA_TOLD = 'Dana: alert (delivered)';
const LATER = 'send_alert pending';
/** Twilio is asked for a text after half a minute, 2 and 10 minutes. */
const LOOKS = Array.from({ length: 3 }, () => 'GET Messages');

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
])(
  '%s: never sent again; Twilio has no such text, so a person is asked to call or write',
  async (_, fault, fate, code) => {
    const world = await World.begin();
    await goWrong(world, fault);
    await text(world, ROBIN, '1');
    expect((await world.summary()).undone).toContain(`send_text unknown: ${code}`);
    expect((await world.summary()).notes).toEqual(['text_unknown']);
    await world.pass(20 * 60);
    expect(world.textsOn(ROBIN)).toHaveLength(0);
    expect(await world.summary()).toEqual(
      only({
        texts: [`Robin: callback_open (${fate})`, DANA_TOLD, DANA_TOLD],
        requests: LOOKS,
        entries: ['Robin: callback (open)'],
        notes: ['text_not_found'],
        undone: [LATER, 'send_text failed: not_found', LATER],
        rows: { contacts: 1, messages: 2, alerts: 4 },
        logs: ['effect_not_done'],
      }),
    );
  },
);

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

/** A worker has begun the text to Robin, and is not heard of for some minutes. */
async function workerDies(world: World, seconds = 300): Promise<(outcome: Outcome) => Promise<void>> {
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
  await world.pass(seconds);
  return async outcome => {
    await world.store.write(tx => settleEffect(tx, world.holder.current(), id, outcome));
    await world.pass(60);
  };
}

test.each([
  ['taken', true, ['Robin: callback_open (delivered)', DANA_TOLD], []],
  ['not taken', false, ['Robin: callback_open (refused cut)', DANA_TOLD, DANA_TOLD], ['text_not_found']],
])('all callbacks are lost and it was %s: Twilio is asked', async (_, accepted, texts, notes) => {
  const world = await World.begin();
  const lost = { on: 'webhook', kind: 'message-status', count: 99, effect: { type: 'lost' } } as const;
  await world.do({ type: 'fault', fault: lost });
  await goWrong(world, { type: 'cut', accepted });
  await text(world, ROBIN, '1');
  expect((await world.summary()).notes).toEqual(['text_unknown']);
  await world.pass(20 * 60);
  const summary = await world.summary();
  expect({ texts: summary.texts, notes: summary.notes }).toEqual({ texts, notes });
});

test('two with the same words, and one of them was taken: Twilio’s one is only one of them', async () => {
  const world = await World.begin();
  const lost = { on: 'webhook', kind: 'message-status', count: 99, effect: { type: 'lost' } } as const;
  await world.do({ type: 'fault', fault: lost });
  const reply = async (accepted: boolean) => {
    await goWrong(world, { type: 'cut', accepted });
    const entry = await newestEntryId(world);
    await work(world, (tx, config) => staffReplies(tx, config, { entry, staff: 'dana', words: 'Call me.' }));
    await world.pass(20);
  };
  await missedCall(world, ROBIN);
  await reply(false);
  await reply(true);
  await world.pass(20 * 60);
  const rows = await world.store.read
    .selectFrom('messages')
    .selectAll()
    .where('author', '=', 'staff')
    .execute();
  expect(rows.map(row => row.status)).toEqual(['not_found', 'delivered']);
});

test('Twilio cannot be asked for an hour: nobody says that it did not go out, until it can be asked', async () => {
  const world = await World.begin();
  const lost = { on: 'webhook', kind: 'message-status', count: 99, effect: { type: 'lost' } } as const;
  const down = { type: 'status', status: 503, accepted: false } as const;
  await world.do({ type: 'fault', fault: lost });
  await world.do({ type: 'fault', fault: { on: 'rest', method: 'GET', count: 9_999, effect: down } });
  await goWrong(world, { type: 'cut', accepted: true });
  await text(world, ROBIN, '1');
  await world.pass(3600);
  expect((await world.summary()).notes).toEqual(['text_unknown']);
  await world.do({ type: 'clear-faults' });
  await world.pass(15 * 60);
  const { notes, undone } = await world.summary();
  expect({ notes, undone }).toEqual({ notes: [], undone: [] });
});

test('it was not found, and a callback comes after all: it is known to have arrived', async () => {
  const world = await World.begin({
    answered: (request, answer) => (request.method === 'GET' ? Response.json({ messages: [] }) : answer),
  });
  const late = { type: 'slow', milliseconds: 3_600_000 } as const;
  await world.do({
    type: 'fault',
    fault: { on: 'webhook', kind: 'message-status', count: 99, effect: late },
  });
  await goWrong(world, { type: 'cut', accepted: true });
  await text(world, ROBIN, '1');
  await world.pass(1200);
  expect((await world.summary()).undone).toContain('send_text failed: not_found');
  await world.pass(3600);
  const { notes, undone, texts } = await world.summary();
  expect({ notes, undone }).toEqual({ notes: [], undone: [] });
  expect(texts[0]).toBe('Robin: callback_open (delivered)');
});

test('a staff member’s own words were not found and their entry is handled: a new one asks a person to write', async () => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  const entry = await newestEntryId(world);
  await goWrong(world, { type: 'cut', accepted: false });
  await work(world, (tx, config) => staffReplies(tx, config, { entry, staff: 'dana', words: 'At five.' }));
  await work(world, (tx, config) => handleEntry(tx, config, { entry, staff: 'dana', outcome: 'reached' }));
  await world.pass(1200);
  const { entries, notes } = await world.summary();
  expect({ entries, notes }).toEqual({
    entries: ['Robin: missed_call (handled dana)', 'Robin: message (open)'],
    notes: ['text_not_found'],
  });
});

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

test('and so does one that comes back after Twilio was asked in vain', async () => {
  const world = await World.begin();
  const comesBack = await workerDies(world, 900);
  expect((await world.summary()).notes).toEqual(['text_not_found']);
  await comesBack({ came: 'done', providerSid: 'SM0000000009', status: 'queued' });
  const { notes, undone } = await world.summary();
  expect({ notes, undone: undone.filter(one => one !== LATER) }).toEqual({ notes: [], undone: [] });
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
