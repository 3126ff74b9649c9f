import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Webhook } from '../../simulator/core/webhook.ts';
import { call, replay, untilRinging, untilSaid } from './calling.ts';
import { DANA, ROBIN, World } from './world.ts';

/** News that nothing depends on: Twilio sends them whenever it can. The others follow from one another's answers. */
const NEWS = ['leg-status', 'call-status', 'recording-status'];

/** A whole call that nobody takes: a voicemail picks up at Dana's, 2 is pressed, a voicemail is left. */
async function missedCall(): Promise<World> {
  const world = await World.begin();
  await world.do({ type: 'set-phone', number: DANA, phone: { voicemailAfterSeconds: 5 } });
  await call(world, ROBIN);
  await untilSaid(world, ROBIN, 'Para español');
  await world.do({ type: 'press', phone: ROBIN, keys: '2' });
  await world.untilTone(ROBIN);
  await world.do({ type: 'speak', phone: ROBIN, words: 'Llámeme, por favor.', seconds: 5 });
  await world.pass(6);
  await world.do({ type: 'press', phone: ROBIN, keys: '*' });
  await world.pass(30);
  return world;
}

async function takenCall(): Promise<World> {
  const world = await World.begin();
  await call(world, ROBIN);
  await untilRinging(world, DANA);
  await world.do({ type: 'answer', phone: DANA });
  await world.pass(3);
  await world.do({ type: 'press', phone: DANA, keys: '1' });
  await world.pass(60);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(30);
  return world;
}

/** What must not depend on order or repetition. */
async function outcome(world: World) {
  const { calls, texts, entries, consents, notes, rows, complaints } = await world.summary();
  const legs = await world.store.read
    .selectFrom('legs')
    .select(['position', 'who', 'accept', 'bridged'])
    .orderBy('position')
    .execute();
  return {
    calls,
    texts: texts.toSorted(),
    entries,
    consents,
    notes: notes.toSorted(),
    rows,
    complaints,
    legs,
  };
}

/** For each webhook, how many places later than it did it comes, each time that it comes. */
function delays(webhooks: readonly Webhook[], mayWait: (webhook: Webhook) => boolean) {
  const later = fc.nat({ max: 6 });
  const again = fc.array(later, { maxLength: 4 });
  return fc.tuple(
    ...webhooks.map(one =>
      fc
        .tuple(mayWait(one) ? later : fc.constant(0), again)
        .map(([first, more]) => [first, ...more.map(extra => first + extra)]),
    ),
  );
}

async function playAgain(webhooks: readonly Webhook[], places: readonly number[][]): Promise<World> {
  const order = webhooks
    .flatMap((webhook, index) => (places[index] ?? []).map(delay => ({ webhook, at: index + delay })))
    .sort((one, other) => one.at - other.at);
  const [arrival] = webhooks;
  const began = arrival?.createdAt ?? 0;
  const idThere = /[?&]call=([\w-]{36})/.exec(webhooks.map(one => one.url).join())?.[1] ?? '';
  const world = await World.begin();
  const start = world.now;
  let id = '';
  for (const { webhook, at } of order) {
    const due = start + (webhooks[at]?.createdAt ?? (webhooks.at(-1)?.createdAt ?? 0) + 500) - began;
    if (due > world.now) await world.pass((due - world.now) / 1000);
    const answer = await replay(world, { ...webhook, url: webhook.url.replace(idThere, id) });
    const row = await world.store.read.selectFrom('calls').select('id').executeTakeFirst();
    id = row?.id ?? '';
    expect([webhook.kind, answer.status]).toEqual([webhook.kind, webhook.status]);
    const body = (await answer.text()).replaceAll(id, idThere);
    expect([webhook.kind, body]).toEqual([webhook.kind, webhook.body]);
  }
  await world.pass(30);
  return world;
}

function ofTheCall(world: World): Webhook[] {
  return world.simulator
    .state()
    .webhooks.filter(one => one.kind !== 'message-status' && !one.url.includes('/message-status'));
}

test('a missed call: the same answers, one text, one entry, one voicemail', async () => {
  const first = await missedCall();
  const webhooks = ofTheCall(first);
  expect(new Set(webhooks.map(one => one.kind))).toEqual(
    new Set(['voice', 'dial', 'whisper', 'gather', 'record', ...NEWS]),
  );
  const expected = await outcome(first);
  await fc.assert(
    fc.asyncProperty(
      delays(webhooks, one => NEWS.includes(one.kind)),
      async places => {
        expect(await outcome(await playAgain(webhooks, places))).toEqual(expected);
      },
    ),
    { numRuns: 25 },
  );
}, 60_000);

test('a taken call: the same answers, no text, no entry, even if the last dial result comes late', async () => {
  const first = await takenCall();
  const webhooks = ofTheCall(first);
  const lastDial = webhooks.findLast(one => one.kind === 'dial');
  const expected = await outcome(first);
  expect(expected).toMatchObject({ calls: ['Robin: taken'], texts: [], entries: [] });
  await fc.assert(
    fc.asyncProperty(
      delays(webhooks, one => one === lastDial || NEWS.includes(one.kind)),
      async places => {
        expect(await outcome(await playAgain(webhooks, places))).toEqual(expected);
      },
    ),
    { numRuns: 25 },
  );
}, 60_000);
