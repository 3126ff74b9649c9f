import { expect, test } from 'vitest';
import { handleEntry, takeEntry } from '../../core/flows/work-entry.ts';
import type { Fault } from '../../simulator/core/faults.ts';
import { newestEntryId, only, text, work } from './texting.ts';
import { DANA, OWNER, ROBIN, World } from './world.ts';

type Effect = Extract<Fault, { on: 'rest' }>['effect'];

const CRISIS = 'I want to kill myself';
/** Twilio is asked for an urgent text after 15 and 40 seconds, 2 and 10 minutes. */
const LOOKS = Array.from({ length: 4 }, () => 'GET Messages');
const URGENT = expect.stringContaining('URGENT');

/** The carrier's API goes wrong for the next texts to somebody. */
async function goWrong(world: World, number: string, effect: Effect, count = 1): Promise<void> {
  const fault = { on: 'rest', method: 'POST', path: 'Messages', number, count, effect } as const;
  await world.do({ type: 'fault', fault });
}

/** Minutes after the beginning at which somebody was asked to be sent a text. */
function minutes(world: World, number: string, began: number): number[] {
  return world.simulator
    .state()
    .rest.filter(request => request.method === 'POST' && Object.fromEntries(request.params).To === number)
    .map(request => Math.floor((request.at - began) / 60_000));
}

test('nobody knows whether it went out: the next person at once, the first again after a minute, then no more', async () => {
  const world = await World.begin();
  await goWrong(world, DANA, { type: 'cut', accepted: false });
  await text(world, ROBIN, CRISIS);
  expect(world.textsOn(OWNER)).toEqual([URGENT]);
  expect((await world.summary()).notes).toEqual(['alert_unknown']);
  await world.pass(3600);
  expect(world.textsOn(DANA)).toEqual([URGENT]);
  expect(await world.summary()).toEqual(
    only({
      texts: [
        'Dana: alert urgent (delivered)',
        'Robin: crisis (delivered)',
        'Sam: alert urgent (delivered)',
        'Dana: alert urgent (delivered)',
      ],
      requests: LOOKS,
      entries: ['Robin: crisis (open)'],
      undone: ['send_alert failed: not_found'],
      rows: { contacts: 1, messages: 2, alerts: 2 },
      logs: ['effect_not_done'],
    }),
  );
});

test('a server error that does not end: again after 1, 2, 4, 8 and 16 minutes, and the entry says what is not known', async () => {
  const world = await World.begin();
  const began = world.now;
  await goWrong(world, DANA, { type: 'status', status: 503, accepted: false }, 99);
  await text(world, ROBIN, CRISIS);
  await world.pass(3 * 3600);
  expect(minutes(world, DANA, began)).toEqual([0, 1, 3, 7, 15, 31]);
  expect(world.textsOn(OWNER)).toEqual([URGENT]);
  expect((await world.summary()).notes).toEqual(['crisis_alert_failed', 'no_one_left_to_alert']);
});

test('and Twilio cannot be asked either: the same, and nobody claims that it did not go out', async () => {
  const world = await World.begin();
  const began = world.now;
  const effect = { type: 'status', status: 503, accepted: false } as const;
  await world.do({ type: 'fault', fault: { on: 'rest', number: DANA, count: 9_999, effect } });
  await text(world, ROBIN, CRISIS);
  await world.pass(3 * 3600);
  expect(minutes(world, DANA, began)).toEqual([0, 1, 3, 7, 15, 31]);
  expect((await world.summary()).notes).toEqual(['alert_unknown']);
});

test('its callbacks are lost and Twilio has it: it does not go again', async () => {
  const world = await World.begin();
  const lost = { on: 'webhook', kind: 'message-status', count: 99, effect: { type: 'lost' } } as const;
  await world.do({ type: 'fault', fault: lost });
  await goWrong(world, DANA, { type: 'cut', accepted: true });
  await text(world, ROBIN, CRISIS);
  await world.pass(20);
  expect((await world.summary()).notes).toEqual([]);
  await world.pass(3600);
  expect(world.textsOn(DANA)).toEqual([URGENT]);
});

test('Twilio has it, and its carrier did not deliver it: as if its callback had said so', async () => {
  const world = await World.begin();
  const lost = { on: 'webhook', kind: 'message-status', count: 99, effect: { type: 'lost' } } as const;
  await world.do(
    { type: 'fault', fault: lost },
    { type: 'set-phone', number: DANA, phone: { textError: 30003 } },
  );
  await text(world, ROBIN, CRISIS);
  await world.pass(170);
  expect(world.textsOn(OWNER)).toEqual([]);
  await world.pass(20);
  expect(world.textsOn(OWNER)).toEqual([URGENT]);
  const { notes, requests } = await world.summary();
  expect({ notes, requests }).toEqual({
    notes: ['crisis_alert_failed'],
    requests: ['GET Messages', 'GET Messages'],
  });
});

test('its status callback comes within the minute: it had gone out, and does not go again', async () => {
  const world = await World.begin();
  await goWrong(world, DANA, { type: 'cut', accepted: true });
  await text(world, ROBIN, CRISIS);
  await world.pass(3600);
  expect(world.textsOn(DANA)).toEqual([URGENT]);
  const { notes, undone } = await world.summary();
  expect({ notes, undone }).toEqual({ notes: [], undone: ['send_alert cancelled: known'] });
});

test.each([
  ['taken', takeEntry],
  ['handled', handleEntry],
] as const)('somebody has %s the entry within the minute: nobody is told again', async (how, flow) => {
  const world = await World.begin();
  await goWrong(world, DANA, { type: 'cut', accepted: false });
  await text(world, ROBIN, CRISIS);
  const entry = await newestEntryId(world);
  await work(world, (tx, config) => flow(tx, config, { entry, staff: 'owner', outcome: 'reached' } as never));
  await world.pass(3600);
  expect(world.textsOn(DANA)).toEqual([]);
  expect((await world.summary()).undone).toEqual([
    'send_alert failed: not_found',
    `send_alert cancelled: ${how}`,
  ]);
});

test('an owner from before the crisis has not heard of it by that: they are told again', async () => {
  const world = await World.begin();
  await text(world, ROBIN, '1');
  const entry = await newestEntryId(world);
  await work(world, (tx, config) => takeEntry(tx, config, { entry, staff: 'dana' }));
  await goWrong(world, DANA, { type: 'cut', accepted: false });
  await text(world, ROBIN, CRISIS);
  await world.pass(70);
  expect(world.textsOn(DANA).filter(shown => shown.includes('URGENT'))).toHaveLength(1);
});

test('refused for now, and asked to wait for an hour: the next person at once, the first after seconds', async () => {
  const world = await World.begin();
  await goWrong(world, DANA, { type: 'status', status: 429, accepted: false, retryAfterSeconds: 3600 });
  await text(world, ROBIN, CRISIS);
  expect(world.textsOn(OWNER)).toEqual([URGENT]);
  await world.pass(70);
  expect(world.textsOn(DANA)).toEqual([URGENT]);
  expect(await world.summary()).toEqual(
    only({
      texts: [
        'Dana: alert urgent (delivered)',
        'Robin: crisis (delivered)',
        'Sam: alert urgent (delivered)',
        'Dana: alert urgent (delivered)',
      ],
      entries: ['Robin: crisis (open)'],
      notes: ['crisis_alert_delayed'],
      rows: { contacts: 1, messages: 2, alerts: 2 },
      logs: ['effect_not_done'],
    }),
  );
});

test('a token that is wrong for two hours: tried every minute, the next person told once', async () => {
  const world = await World.begin();
  await goWrong(world, DANA, { type: 'status', status: 401, accepted: false }, 110);
  await text(world, ROBIN, CRISIS);
  await world.pass(2.2 * 3600);
  expect(world.textsOn(DANA)).toEqual([URGENT]);
  expect(world.textsOn(OWNER)).toEqual([URGENT]);
  expect((await world.summary()).notes).toEqual(['crisis_alert_delayed']);
});

test('the reply is refused for now, and asked to wait for an hour: it goes after a minute', async () => {
  const world = await World.begin();
  await goWrong(world, ROBIN, { type: 'status', status: 429, accepted: false, retryAfterSeconds: 3600 });
  await text(world, ROBIN, CRISIS);
  await world.pass(70);
  expect(world.textsOn(ROBIN)).toHaveLength(1);
  expect(world.textsOn(OWNER)).toEqual([]);
  expect((await world.summary()).notes).toEqual([]);
});

test('the reply does not go out for two minutes: staff are told to call, once, and it still goes when it can', async () => {
  const world = await World.begin();
  await goWrong(world, ROBIN, { type: 'status', status: 429, accepted: false }, 12);
  await text(world, ROBIN, CRISIS);
  await world.pass(115);
  expect(world.textsOn(OWNER)).toEqual([URGENT]);
  await world.pass(10 * 60);
  expect(world.textsOn(ROBIN)).toHaveLength(1);
  expect(world.textsOn(OWNER)).toEqual([URGENT]);
  expect((await world.summary()).notes).toEqual(['crisis_reply_delayed']);
});
