import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { handleEntry } from '../../core/flows/work-entry.ts';
import { call, ringsNobody, untilRinging } from './calling.ts';
import { missedCall, newestEntryId, only, text, work } from './texting.ts';
import { ALEX, DANA, LINE, ROBIN, World } from './world.ts';

const HOUR = 3600;
const URGENT = expect.stringContaining('URGENT');

/** A practice whose worker has started before, so that there is something to catch up with. */
async function begin(options: Parameters<typeof World.begin>[0] = {}): Promise<World> {
  const world = await World.begin(options);
  await world.catchUp();
  return world;
}

/** Server and worker are down: nothing reaches us. */
async function goDown(world: World): Promise<void> {
  world.stopWorker();
  world.serverIsDown = true;
}

async function comeBack(world: World): Promise<void> {
  world.serverIsDown = false;
  await world.startWorker();
  await world.catchUp();
  await world.pass(5);
}

/** What the summary says, without what only says how it was found. */
async function summaryOf(world: World) {
  const { requests, undone, complaints, logs, ...summary } = await world.summary();
  expect(complaints.filter(one => !/\((?:ct|rt|no connection)\)$/.test(one))).toEqual([]);
  expect(requests.every(one => /^(?:GET|DELETE) (?:Calls|Messages|Recordings)$/.test(one))).toBe(true);
  expect(logs).toEqual([]);
  return {
    ...summary,
    requests: [],
    undone: undone.filter(one => one !== 'catch_up pending'),
    complaints: [],
    logs: [],
  };
}

test('a call three hours ago: an entry that says so, by its own time, and no text', async () => {
  const world = await begin();
  await goDown(world);
  const called = world.now;
  await call(world, ROBIN);
  await world.pass(3 * HOUR);
  await comeBack(world);
  expect(await summaryOf(world)).toEqual(
    only({
      calls: ['Robin: missed'],
      texts: ['Dana: alert (delivered)'],
      entries: ['Robin: missed_call (open)'],
      notes: ['text_too_late', 'heard_late'],
      rows: { contacts: 1, calls: 1, alerts: 1 },
    }),
  );
  const [entry] = await world.store.read.selectFrom('entries').selectAll().execute();
  expect(entry!.opened_at).toBe(called);
  expect(entry!.due_at).toBe(called + 2 * HOUR * 1000);
});

test('a call five minutes ago: the text still goes', async () => {
  const world = await begin();
  await goDown(world);
  await call(world, ROBIN);
  await world.pass(300);
  await comeBack(world);
  expect(await summaryOf(world)).toEqual(
    only({
      calls: ['Robin: missed'],
      texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)'],
      entries: ['Robin: missed_call (open)'],
      notes: ['heard_late'],
      consents: ['Robin: given by call'],
      rows: { contacts: 1, calls: 1, messages: 1, form_links: 1, alerts: 1 },
    }),
  );
});

test('a call whose webhooks may still be under way is left to them', async () => {
  const world = await begin();
  await goDown(world);
  await call(world, ROBIN);
  await world.pass(60);
  await comeBack(world);
  expect((await world.summary()).calls).toEqual([]);
  await world.pass(10 * 60);
  expect((await world.summary()).calls).toEqual(['Robin: missed']);
});

test('the server was down for a minute, the worker was not: heard of within minutes, once', async () => {
  const world = await begin();
  await world.do({
    type: 'fault',
    fault: { on: 'webhook', number: ROBIN, count: 99, effect: { type: 'lost' } },
  });
  await call(world, ROBIN);
  await world.pass(60);
  await world.do({ type: 'clear-faults' });
  await world.pass(HOUR);
  const { calls, entries, texts } = await world.summary();
  expect({ calls, entries }).toEqual({ calls: ['Robin: missed'], entries: ['Robin: missed_call (open)'] });
  expect(texts).toContain('Robin: continuation (delivered)');
});

test('what we heard ourselves is not heard again', async () => {
  const world = await begin();
  await missedCall(world, ROBIN);
  await text(world, ALEX, '1');
  const before = await summaryOf(world);
  await world.pass(2 * HOUR);
  const after = await summaryOf(world);
  expect({ ...after, texts: [], undone: [] }).toEqual({ ...before, texts: [], undone: [] });
  expect(after.notes).toEqual([]);
});

test('the first start of all imports nothing of what the account saw before', async () => {
  const world = await World.begin();
  await goDown(world);
  await call(world, ROBIN);
  await text(world, ROBIN, 'Hello?');
  await world.pass(600);
  await comeBack(world);
  expect(await summaryOf(world)).toEqual(only({}));
});

test('three days without us: everything of them is there, day by day', async () => {
  const world = await begin();
  await goDown(world);
  await call(world, ROBIN);
  await world.pass(26 * HOUR);
  await call(world, ALEX);
  await world.pass(26 * HOUR);
  await text(world, ALEX, 'Is anybody there?');
  await world.pass(20 * HOUR);
  await comeBack(world);
  const { calls, entries, texts } = await world.summary();
  expect({ calls, entries }).toEqual({
    calls: ['Robin: missed', 'Alex: missed'],
    entries: ['Robin: missed_call (open)', 'Alex: missed_call, message (open)'],
  });
  expect(texts.filter(one => !one.startsWith('Dana'))).toEqual([]);
});

test('a text of yesterday: a message with its alert, and no confirmation', async () => {
  const world = await begin();
  await goDown(world);
  const sent = world.now;
  await text(world, ROBIN, 'Could I move my appointment?');
  await world.pass(24 * HOUR);
  await comeBack(world);
  await world.pass(120);
  expect(await summaryOf(world)).toMatchObject({
    texts: ['Dana: alert (delivered)'],
    entries: ['Robin: message (open)'],
    notes: ['heard_late'],
  });
  const [message] = await world.store.read.selectFrom('messages').selectAll().execute();
  expect(message!.at).toBe(sent);
});

test.each([
  [
    'half an hour ago: alerted, and answered',
    30 * 60,
    ['Dana: alert urgent (delivered)', 'Robin: crisis (delivered)'],
    ['heard_late'],
  ],
  [
    'three hours ago: alerted, and staff are told to call',
    3 * HOUR,
    ['Dana: alert urgent (delivered)', 'Sam: alert urgent (delivered)'],
    ['crisis_reply_not_sent', 'heard_late'],
  ],
])('crisis words of %s', async (_, seconds, texts, notes) => {
  const world = await begin();
  await goDown(world);
  await text(world, ROBIN, 'I want to kill myself');
  await world.pass(seconds);
  await comeBack(world);
  expect(world.textsOn(DANA)).toEqual([URGENT]);
  expect(await summaryOf(world)).toMatchObject({ texts, notes, entries: ['Robin: crisis (open)'] });
});

async function mayBeTexted(world: World): Promise<string | undefined> {
  const [contact] = await world.store.read.selectFrom('contacts').select('texting').execute();
  return contact?.texting;
}

test('STOP that nobody told us is honoured, also for a call that is texted otherwise', async () => {
  const world = await begin();
  await goDown(world);
  await call(world, ROBIN);
  await world.pass(60);
  await text(world, ROBIN, 'STOP');
  await world.pass(200);
  await comeBack(world);
  expect(await mayBeTexted(world)).toBe('stopped');
  expect((await world.summary()).texts).toEqual(['Dana: alert (delivered)']);
});

test('STOP that nobody told us, and START that somebody did: the last word holds', async () => {
  const world = await begin();
  await goDown(world);
  await text(world, ROBIN, 'STOP');
  await world.pass(60);
  world.serverIsDown = false;
  await text(world, ROBIN, 'START');
  await world.pass(600);
  await world.startWorker();
  await world.pass(600);
  expect(await mayBeTexted(world)).toBe('allowed');
  const consents = await world.store.read.selectFrom('consents').select('words').execute();
  expect(consents.map(one => one.words)).toEqual(['START']);
});

test('START before STOP, both heard late: stopped', async () => {
  const world = await begin();
  await goDown(world);
  await text(world, ROBIN, 'START');
  await world.pass(60);
  await text(world, ROBIN, 'STOP');
  await world.pass(600);
  await comeBack(world);
  expect(await mayBeTexted(world)).toBe('stopped');
});

test('TAKE from a staff phone an hour ago takes nothing', async () => {
  const world = await begin();
  await text(world, ROBIN, '1');
  await goDown(world);
  await text(world, DANA, 'TAKE');
  await world.pass(HOUR);
  await comeBack(world);
  expect((await world.summary()).entries).toEqual(['Robin: callback (open)']);
});

test('a voicemail of which no webhook came is fetched and stands in the entry of its call', async () => {
  const world = await begin({ config: ringsNobody });
  await call(world, ROBIN);
  await world.untilTone(ROBIN);
  world.serverIsDown = true;
  const left = world.now;
  await world.do({ type: 'speak', phone: ROBIN, words: 'Please call me back.', seconds: 6 });
  await world.pass(7);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(60);
  world.serverIsDown = false;
  await world.pass(15 * 60);
  const { entries, notes, rows, requests } = await world.summary();
  expect({ entries, notes, voicemails: rows.voicemails }).toEqual({
    entries: ['Robin: missed_call, voicemail (open)'],
    notes: ['heard_late'],
    voicemails: 1,
  });
  expect(requests.at(-1)).toMatch(/Recordings/);
  const [voicemail] = await world.store.read.selectFrom('voicemails').select(['state', 'at']).execute();
  expect(voicemail!.state).toBe('stored');
  expect(Math.abs(voicemail!.at - left)).toBeLessThan(10_000);
  const [entry] = await world.store.read.selectFrom('entries').select('due_at').execute();
  expect(entry!.due_at).toBe(voicemail!.at + HOUR * 1000);
});

test('Twilio’s lists cannot be read: nothing else waits for it, and it is made up for', async () => {
  const world = await begin();
  await goDown(world);
  await call(world, ROBIN);
  await world.pass(300);
  world.serverIsDown = false;
  const down = { type: 'status', status: 503, accepted: false } as const;
  await world.do({ type: 'fault', fault: { on: 'rest', method: 'GET', count: 9_999, effect: down } });
  await world.startWorker();
  await text(world, ALEX, '1');
  expect(world.textsOn(ALEX)).toHaveLength(1);
  await world.pass(2 * HOUR);
  expect((await world.summary()).calls).toEqual([]);
  await world.do({ type: 'clear-faults' });
  await world.pass(15 * 60);
  expect((await world.summary()).calls).toEqual(['Robin: missed']);
});

test('a call that goes on is no missed call, and what came after it is heard all the same', async () => {
  const world = await begin();
  await call(world, ROBIN);
  await untilRinging(world, DANA);
  await world.do({ type: 'answer', phone: DANA });
  await world.pass(1);
  await world.do({ type: 'press', phone: DANA, keys: '1' });
  await goDown(world);
  await call(world, ALEX);
  await world.pass(HOUR);
  await comeBack(world);
  expect((await world.summary()).calls).toEqual(['Robin: ringing', 'Alex: missed']);
});

test('an entry that was handled meanwhile: what is heard late opens a new one', async () => {
  const world = await begin();
  await missedCall(world, ROBIN);
  const entry = await newestEntryId(world);
  await goDown(world);
  await world.do({ type: 'text', phone: ROBIN, to: LINE, body: 'Please call me' });
  await world.pass(HOUR);
  await work(world, (tx, config) => handleEntry(tx, config, { entry, staff: 'dana', outcome: 'reached' }));
  await comeBack(world);
  expect((await world.summary()).entries).toEqual([
    'Robin: missed_call (handled dana)',
    'Robin: message (open)',
  ]);
});

test('whoever has spoken with somebody since the call that nobody told us gets no text for it', async () => {
  const world = await begin();
  await goDown(world);
  await call(world, ROBIN);
  await world.pass(30);
  world.serverIsDown = false;
  await call(world, ROBIN);
  await untilRinging(world, DANA);
  await world.do({ type: 'answer', phone: DANA });
  await world.pass(1);
  await world.do({ type: 'press', phone: DANA, keys: '1' });
  await world.pass(60);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(120);
  await comeBack(world);
  expect(await summaryOf(world)).toMatchObject({
    calls: ['Robin: taken', 'Robin: missed'],
    texts: ['Dana: alert (delivered)'],
    notes: ['heard_late', 'spoke_since'],
  });
});

test('staff have handled their entry since the call that nobody told us: no text for it either', async () => {
  const world = await begin();
  await goDown(world);
  await call(world, ROBIN);
  await world.pass(30);
  world.serverIsDown = false;
  await text(world, ROBIN, 'Please call me back');
  const entry = await newestEntryId(world);
  await work(world, (tx, config) => handleEntry(tx, config, { entry, staff: 'dana', outcome: 'reached' }));
  await world.pass(120);
  await comeBack(world);
  const { texts, notes } = await summaryOf(world);
  expect(texts).not.toContain('Robin: continuation (delivered)');
  expect(notes).toEqual(['heard_late', 'spoke_since']);
});

test('what breaks us keeps nobody else from being heard, and is tried again', async () => {
  const world = await begin();
  await goDown(world);
  await text(world, ALEX, 'breaks');
  await call(world, ROBIN);
  await world.pass(HOUR);
  await world.store.write(async tx => {
    await sql`CREATE TRIGGER broken BEFORE INSERT ON messages WHEN new.body = 'breaks'
      BEGIN SELECT raise(ABORT, 'broken'); END`.execute(tx.db);
  });
  await comeBack(world);
  const { entries, logs } = await world.summary();
  expect(entries).toEqual(['Robin: missed_call (open)']);
  expect(logs).toContain('heard_late_broke');
  await world.pass(2 * HOUR);
  await world.store.write(async tx => {
    await sql`DROP TRIGGER broken`.execute(tx.db);
  });
  await world.pass(15 * 60);
  expect((await world.summary()).entries).toContain('Alex: message (open)');
});
