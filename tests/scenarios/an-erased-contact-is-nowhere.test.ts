import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { eraseContact, eraseContactWhole } from '../../core/flows/contact-erased.ts';
import { EraseRefused } from '../../core/flows/erase-refused.ts';
import { holdContact, holdEverything } from '../../core/flows/legal-hold.ts';
import { COMMAND } from '../../core/store/audit.ts';
import { call, leaveVoicemail, replay } from './calling.ts';
import { allOfRobin, contactOf, everyTable, keepNow, NEEDLES, whereStands } from './keeping.ts';
import { missedCall, text } from './texting.ts';
import { ALEX, ROBIN, World } from './world.ts';

/** Erases somebody as the command and the desk do. */
async function erase(world: World, phone = ROBIN) {
  const { id } = await contactOf(world, phone);
  const by = COMMAND;
  const counts = await eraseContactWhole(world.store.write, world.holder.current, { by, contact: id });
  await world.settle();
  return { id, counts };
}

/** Alerts that are said again until somebody acts. */
const LOUDER = { config: (yaml: string) => yaml.replaceAll(', again: off', '') };

/** Tables in which nobody's words, number or id ever stand. A new one must be looked at before it is added here. */
const ABOUT_NOBODY = [
  ...['accounts', 'audit_head', 'challenges', 'closures', 'invitations', 'looked', 'marks', 'notices'],
  ...['pacing', 'passkeys', 'root_secret', 'second_factors', 'sessions', 'staff_states'],
  ...['test_calls', 'troubles', 'users', 'verifications'],
];
/** Filled by other tests than these, or by the erasing itself. */
const ELSEWHERE = ['audit', 'erasures', 'opt_outs'];

test('there was something of them in every table that can hold something of anybody', async () => {
  const world = await World.begin(LOUDER);
  await allOfRobin(world);
  const tables = await everyTable(world.store.read);
  const empty = [...tables].filter(([, rows]) => rows.length === 0).map(([table]) => table);
  expect(empty.filter(table => !ABOUT_NOBODY.includes(table) && !ELSEWHERE.includes(table))).toEqual([]);
  expect((await whereStands(world, NEEDLES)).length).toBeGreaterThan(12);
});

test('and nothing is left of them in any column of any table', async () => {
  const world = await World.begin(LOUDER);
  await allOfRobin(world);
  const ids = await idsOf(world);
  await erase(world);
  expect(await whereStands(world, NEEDLES)).toEqual([]);
  // The feed tells open screens that an entry is gone; the audit log keeps the ids of what was done, and no more.
  expect(await whereStands(world, ids)).toEqual(['audit.about', 'changes.id']);
  const left = [...(await everyTable(world.store.read))].filter(
    ([table, rows]) => rows.length > 0 && !ABOUT_NOBODY.includes(table),
  );
  expect(left.map(([table]) => table)).toEqual(['audit', 'changes', 'effects', 'erasures', 'opt_outs']);
  expect(await world.store.read.selectFrom('effects').select('kind').execute()).toEqual([
    { kind: 'erase_at_twilio' },
  ]);
});

/** Ids of every row of theirs. */
async function idsOf(world: World): Promise<string[]> {
  const ids: string[] = [];
  for (const [table, rows] of await everyTable(world.store.read)) {
    if (['audit', 'changes', 'effects'].includes(table)) continue;
    for (const { id } of rows) if (typeof id === 'string') ids.push(id);
  }
  return ids;
}

test('nor in the bytes of the database, once its log is emptied', async () => {
  const world = await World.begin();
  await allOfRobin(world);
  expect(await needlesInBytes(world)).not.toEqual([]);
  await erase(world);
  expect(await world.store.emptyLog()).toBe(true);
  expect(await needlesInBytes(world)).toEqual([]);
});

/** Which of them stand anywhere in the file, as it is without its encryption. */
async function needlesInBytes(world: World): Promise<string[]> {
  await world.store.emptyLog();
  const bytes = world.bytes();
  expect(bytes.subarray(0, 15).toString()).toBe('SQLite format 3');
  return NEEDLES.filter(needle => bytes.includes(needle));
}

test('everybody else is as they were', async () => {
  const world = await World.begin();
  await missedCall(world, ALEX);
  await text(world, ALEX, 'rhododendron');
  await allOfRobin(world);
  const { id } = await contactOf(world, ALEX);
  const of = async () => {
    const { read } = world.store;
    const messages = await read.selectFrom('messages').selectAll().where('contact_id', '=', id).execute();
    const entries = await read.selectFrom('entries').selectAll().where('contact_id', '=', id).execute();
    const found = await sql`SELECT rowid FROM found_words WHERE found_words MATCH 'rhododendron'`.execute(
      read,
    );
    return { messages, entries, found: found.rows };
  };
  const before = await of();
  expect(before.found).toHaveLength(1);
  await erase(world);
  expect(await of()).toEqual(before);
});

test('at Twilio their calls, texts and recordings go as well', async () => {
  const world = await World.begin();
  await allOfRobin(world);
  await erase(world);
  await world.pass(600);
  const { messages, calls, recordings } = world.simulator.state();
  const theirs = messages.filter(
    one => (one.from === ROBIN || one.to === ROBIN) && one.direction !== 'carrier',
  );
  expect(theirs.length).toBeGreaterThan(5);
  expect(theirs.filter(one => !one.deleted)).toEqual([]);
  expect(calls.length).toBeGreaterThan(2);
  // The call, the office legs that it rang, staff's own call and the one to them.
  expect(calls.filter(one => !one.deleted)).toEqual([]);
  expect(recordings.filter(one => !one.deleted)).toEqual([]);
  const left = await world.store.read
    .selectFrom('erasures')
    .selectAll()
    .where('due_at', 'is not', null)
    .execute();
  expect(left).toEqual([]);
});

test('what Twilio will not erase yet is tried again until it is gone', async () => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  const effect = { type: 'status', status: 503, accepted: false } as const;
  const path = 'Messages/';
  await world.do({ type: 'fault', fault: { on: 'rest', method: 'DELETE', path, count: 2, effect } });
  await erase(world);
  await world.pass(3_600);
  const { messages, calls } = world.simulator.state();
  expect(
    [...messages, ...calls].filter(one => !one.deleted && one.from !== ROBIN && one.to === ROBIN),
  ).toEqual([]);
});

test('who was erased and calls again is somebody new, whose opt-out is known', async () => {
  const world = await World.begin();
  await text(world, ROBIN, 'please stop texting me');
  const { id } = await erase(world);
  const texts = world.textsOn(ROBIN).length;
  expect(await whereStands(world, ['5550140'])).toEqual([]);
  await missedCall(world, ROBIN);
  await world.pass(60);
  const again = await contactOf(world);
  expect(again.id).not.toBe(id);
  expect([again.texting, again.stopped_how]).toEqual(['stopped', 'free_words']);
  expect(world.textsOn(ROBIN)).toHaveLength(texts);
});

test('who had opted out, wanted texts again, and was erased, may be texted', async () => {
  const world = await World.begin();
  await text(world, ROBIN, 'STOP');
  await erase(world);
  await text(world, ROBIN, 'START');
  expect((await contactOf(world)).texting).toBe('allowed');
  await erase(world);
  await missedCall(world, ROBIN);
  expect((await contactOf(world)).texting).toBe('allowed');
});

test('what Twilio tells late about what was erased brings nothing back', async () => {
  const world = await World.begin();
  await allOfRobin(world);
  const webhooks = world.simulator.state().webhooks.filter(one => one.url.includes('/webhooks/'));
  await erase(world);
  await world.pass(600);
  const before = await everyTable(world.store.read);
  for (const webhook of webhooks) {
    const answer = await replay(world, webhook);
    expect([webhook.url, answer.status < 400]).toEqual([webhook.url, true]);
  }
  await world.settle();
  // Deleted there by now; while it still was in Twilio's lists it would have been left alone as well.
  await world.catchUp();
  const after = await everyTable(world.store.read);
  for (const table of ['contacts', 'entries', 'calls', 'messages', 'voicemails', 'alerts', 'notes', 'asks']) {
    expect([table, after.get(table)]).toEqual([table, before.get(table)]);
  }
  expect(world.logs.filter(line => Number(line.level) >= 40)).toEqual([]);
});

test('nor do its lists, which still have it', async () => {
  const world = await World.begin();
  await world.catchUp();
  await missedCall(world, ROBIN);
  await text(world, ROBIN, 'heliotrope');
  await world.pass(300);
  // Twilio deletes nothing for now.
  const effect = { type: 'status', status: 503, accepted: false } as const;
  await world.do({ type: 'fault', fault: { on: 'rest', method: 'DELETE', count: 9_999, effect } });
  await erase(world);
  await world.catchUp();
  const { messages, calls } = world.simulator.state();
  expect([...messages, ...calls].filter(one => one.from === ROBIN && !one.deleted).length).toBe(2);
  expect(await world.store.read.selectFrom('contacts').selectAll().execute()).toEqual([]);
});

test('nobody is erased while they are on the phone', async () => {
  const world = await World.begin();
  await call(world, ROBIN);
  await world.untilTone(ROBIN);
  await expect(erase(world)).rejects.toThrow('Erase them once it is over');
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(60);
  await erase(world);
  expect(await whereStands(world, ['5550140'])).toEqual([]);
});

test('nor while a text to them is under way: what comes of it must have a place', async () => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  await world.pass(60);
  const state = (to: 'sending' | 'done') =>
    world.store.write(tx =>
      tx.db.updateTable('effects').set({ state: to }).where('kind', '=', 'send_text').execute(),
    );
  await state('sending');
  await expect(erase(world)).rejects.toThrow('Try again in a minute');
  await state('done');
  await erase(world);
});

test('somebody whose erasing was cut short is gone by the next night, and called by nobody meanwhile', async () => {
  const world = await World.begin();
  await allOfRobin(world);
  const { id } = await contactOf(world);
  const config = world.holder.current();
  await world.store.write(tx => eraseContact(tx, config, { by: COMMAND, contact: id }));
  // The process died here: some of theirs is left, under nobody's number.
  expect(await whereStands(world, [id])).toContain('consents.contact_id');
  const phones = await world.store.read.selectFrom('contacts').select('phone').execute();
  expect(phones).toEqual([{ phone: null }]);
  await keepNow(world);
  expect(await whereStands(world, NEEDLES)).toEqual([]);
});

test('nor twice, nor under a legal hold', async () => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  await world.pass(60);
  const { id } = await contactOf(world);
  const config = world.holder.current();
  const attempt = () => world.store.write(tx => eraseContact(tx, config, { by: COMMAND, contact: id }));
  await world.store.write(tx => holdContact(tx, COMMAND, id, true));
  await expect(attempt()).rejects.toThrow(EraseRefused);
  await world.store.write(tx => holdContact(tx, COMMAND, id, false));
  await world.store.write(tx => holdEverything(tx, COMMAND, true));
  await expect(attempt()).rejects.toThrow('legal hold on everything');
  await world.store.write(tx => holdEverything(tx, COMMAND, false));
  await erase(world);
  await expect(attempt()).rejects.toThrow('no such contact');
});

test('a voicemail that was being left is deleted at Twilio, though nobody is there any more', async () => {
  const world = await World.begin();
  await call(world, ROBIN);
  await leaveVoicemail(world, ROBIN);
  await world.pass(60);
  const late = world.simulator.state().webhooks.filter(one => one.url.endsWith('/webhooks/twilio/recording'));
  await erase(world);
  const other = late.map(one => ({
    ...one,
    params: one.params.map(([name, value]) =>
      name === 'RecordingSid' ? ([name, `RE${'7'.repeat(32)}`] as const) : ([name, value] as const),
    ),
  }));
  for (const webhook of other) expect((await replay(world, webhook as never)).status).toBe(204);
  await world.settle();
  const rows = await world.store.read
    .selectFrom('erasures')
    .selectAll()
    .where('what', '=', 'recording')
    .execute();
  expect(rows.map(({ sid, due_at }) => [sid.slice(0, 4), due_at])).toContainEqual(['RE77', null]);
  expect(await world.store.read.selectFrom('voicemails').selectAll().execute()).toEqual([]);
});
