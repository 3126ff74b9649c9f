import { expect, test } from 'vitest';
import { eraseEntry } from '../../core/flows/contact-erased.ts';
import { holdContact, holdEverything } from '../../core/flows/legal-hold.ts';
import type { EntryId } from '../../core/ids.ts';
import { erasedBefore } from '../../core/rules/keeping.ts';
import { COMMAND, verifyAudit } from '../../core/store/audit.ts';
import { crisesOver } from '../../core/store/keeping.ts';
import { call, leaveVoicemail, untilRinging } from './calling.ts';
import { allOfRobin, contactOf, DAY, handled, keepNow, NEEDLES, rulesRun, whereStands } from './keeping.ts';
import { missedCall, newestEntryId, text } from './texting.ts';
import { ALEX, DESK, ROBIN, World } from './world.ts';

const KEEP = 'keep: {items: 180d, recordings: 90d, at_twilio: 30d, consent: 5y, audit: 6y}';
const withKeep = (keep = KEEP) => ({ config: (yaml: string) => `${yaml}\n${keep}\n` });

const rows = (
  world: World,
  table: 'entries' | 'messages' | 'calls' | 'contacts' | 'consents' | 'voicemail_chunks',
) => world.store.read.selectFrom(table).selectAll().execute();

/** What the audit log tells of the latest run. */
async function told(world: World): Promise<unknown> {
  const run = await world.store.read
    .selectFrom('audit')
    .select(['who', 'about', 'details'])
    .where('what', '=', 'kept')
    .orderBy('seq', 'desc')
    .executeTakeFirstOrThrow();
  expect([run.who, run.about]).toEqual([null, null]);
  return JSON.parse(run.details);
}

test('an entry goes 180 days after it was handled, not before, and its proof of consent stays', async () => {
  const world = await World.begin(withKeep());
  await rulesRun(world);
  await missedCall(world, ROBIN);
  await text(world, ROBIN, '1');
  await handled(world);
  await world.pass(179 * DAY);
  expect(await rows(world, 'entries')).toHaveLength(1);
  expect((await rows(world, 'messages')).length).toBeGreaterThan(1);
  await world.pass(2 * DAY);
  expect(await rows(world, 'entries')).toEqual([]);
  expect(await rows(world, 'messages')).toEqual([]);
  expect(await rows(world, 'calls')).toEqual([]);
  expect(await rows(world, 'contacts')).toMatchObject([{ phone: ROBIN, name_to_ask: null }]);
  expect(await rows(world, 'consents')).toHaveLength(1);
  const kept = await world.store.read.selectFrom('audit').selectAll().where('what', '=', 'kept').execute();
  // Each night, whether or not there was something to erase; the last but one found it.
  expect(kept.length).toBeGreaterThan(179);
  expect(kept.map(run => run.details).filter(details => details.includes('entries'))).toEqual([
    expect.stringMatching(/^\{"entries":1,"messages":\d,"calls":1\}$/),
  ]);
});

test('the proof of consent goes five years after it was last of use, and the contact with it', async () => {
  const world = await World.begin(withKeep());
  await missedCall(world, ROBIN);
  await text(world, ROBIN, 'please stop texting me');
  await handled(world);
  await world.pass(181 * DAY);
  await keepNow(world);
  expect(await rows(world, 'consents')).toHaveLength(2);
  await world.pass(5 * 365 * DAY);
  await keepNow(world);
  expect(await told(world)).toEqual({ consents: 2, contacts: 1 });
  expect(await rows(world, 'contacts')).toEqual([]);
  expect(await whereStands(world, ['5550140'])).toEqual([]);
  // Their opt-out is known all the same.
  await missedCall(world, ROBIN);
  expect((await contactOf(world)).stopped_how).toBe('free_words');
});

test('what nobody has handled is never erased by its age', async () => {
  const world = await World.begin(withKeep());
  await call(world, ROBIN);
  await leaveVoicemail(world, ROBIN);
  await text(world, ROBIN, 'heliotrope');
  await world.pass(400 * DAY);
  await keepNow(world);
  expect(await rows(world, 'entries')).toHaveLength(1);
  expect((await rows(world, 'voicemail_chunks')).length).toBeGreaterThan(0);
  expect(await whereStands(world, ['heliotrope'])).toEqual(['messages.body']);
});

test('a recording goes before its entry, and staff are told that it was there', async () => {
  const world = await World.begin(withKeep());
  await call(world, ROBIN);
  await leaveVoicemail(world, ROBIN);
  await handled(world);
  await world.pass(91 * DAY);
  await keepNow(world);
  expect(await told(world)).toMatchObject({ recordings: 1 });
  expect(await rows(world, 'voicemail_chunks')).toEqual([]);
  expect(
    await world.store.read.selectFrom('voicemails').select(['state', 'bytes', 'seconds']).execute(),
  ).toEqual([{ state: 'erased', bytes: 0, seconds: 6 }]);
});

test('words at Twilio go after 30 days, a few at a time, and only once', async () => {
  const world = await World.begin(withKeep());
  for (let n = 0; n < 12; n += 1) await text(world, ROBIN, `heliotrope ${n}`);
  await world.pass(29 * DAY);
  await keepNow(world);
  const words = () =>
    world.simulator.state().messages.filter(one => one.direction === 'inbound' && one.body !== '');
  expect(words()).toHaveLength(12);
  await world.pass(2 * DAY);
  await keepNow(world);
  await world.pass(60);
  expect(words()).toEqual([]);
  expect(await told(world)).toMatchObject({ words_at_twilio: expect.any(Number) });
  const asked = () =>
    world.simulator.state().rest.filter(one => /\/Messages\/\w+\.json$/.test(one.path)).length;
  const before = asked();
  await world.pass(DAY);
  await keepNow(world);
  await world.pass(DAY);
  expect(asked()).toBe(before);
  // Here they stand as long as their entry.
  expect(await whereStands(world, ['heliotrope'])).toEqual(['messages.body']);
});

test('a crisis waits for an owner, and goes when one says yes', async () => {
  const world = await World.begin(withKeep());
  await allOfRobin(world);
  const entry = await newestEntryId(world);
  await world.store.write(async tx => {
    await tx.db
      .updateTable('entries')
      .set({ state: 'handled', handled_at: tx.now, outcome: 'reached' })
      .where('id', '=', entry)
      .execute();
  });
  await world.pass(400 * DAY);
  await keepNow(world);
  expect((await rows(world, 'entries')).map(({ id }) => id)).toEqual([entry]);
  expect((await rows(world, 'voicemail_chunks')).length).toBeGreaterThan(0);
  const before = erasedBefore(world.holder.current().keep, world.now).items;
  expect(await crisesOver(world.store.read, before, 10)).toMatchObject([{ id: entry }]);
  const yes = (id: EntryId) =>
    world.store.write(tx => eraseEntry(tx, world.holder.current(), { by: COMMAND, entry: id, before }));
  while (!(await yes(entry)));
  expect(await rows(world, 'entries')).toEqual([]);
  await expect(yes(entry)).rejects.toThrow('no such entry');
  // What stays is the proof of consent, with the number it is about.
  expect(await whereStands(world, NEEDLES)).toEqual(['consents.words', 'contacts.phone'].slice(1));
});

test('a legal hold on somebody keeps what is theirs, and one on everything keeps all', async () => {
  const world = await World.begin(withKeep());
  await missedCall(world, ROBIN);
  await handled(world);
  await missedCall(world, ALEX);
  await handled(world);
  const { id } = await contactOf(world);
  await world.store.write(tx => holdEverything(tx, COMMAND, true));
  await world.store.write(tx => holdContact(tx, COMMAND, id, true));
  await world.pass(200 * DAY);
  await keepNow(world);
  expect(await rows(world, 'entries')).toHaveLength(2);
  await world.store.write(tx => holdEverything(tx, COMMAND, false));
  await keepNow(world);
  expect((await rows(world, 'entries')).map(row => row.contact_id)).toEqual([id]);
  const theirs = world.simulator
    .state()
    .messages.filter(one => one.to === ROBIN && one.direction !== 'carrier');
  expect(theirs.every(one => one.body !== '')).toBe(true);
  await world.store.write(tx => holdContact(tx, COMMAND, id, false));
  await keepNow(world);
  await world.pass(600);
  expect(await rows(world, 'entries')).toEqual([]);
});

test('a hold on somebody keeps their sounds, what stands in no entry, and the proof of consent alone, for ever', async () => {
  const world = await World.begin(withKeep());
  // Of Alex nothing but the proof is left.
  await missedCall(world, ALEX);
  await handled(world);
  await world.pass(182 * DAY);
  await keepNow(world);
  await call(world, ROBIN);
  await leaveVoicemail(world, ROBIN);
  await world.pass(60);
  await handled(world);
  await call(world, ROBIN);
  await untilRinging(world, DESK);
  await world.do({ type: 'answer', phone: DESK });
  await world.pass(30);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await text(world, ROBIN, 'STOP');
  await world.pass(60);
  const loose = (all: { entry_id: unknown }[]) => all.filter(row => row.entry_id === null).length;
  expect([loose(await rows(world, 'calls')), loose(await rows(world, 'messages')) > 0]).toEqual([1, true]);
  const all = async () => ({
    ...{ calls: await rows(world, 'calls'), messages: await rows(world, 'messages') },
    ...{ consents: await rows(world, 'consents'), sounds: (await rows(world, 'voicemail_chunks')).length },
  });
  const before = await all();
  expect(before.sounds).toBeGreaterThan(0);
  const ids = [(await contactOf(world)).id, (await contactOf(world, ALEX)).id];
  for (const id of ids) await world.store.write(tx => holdContact(tx, COMMAND, id, true));
  await world.pass(6 * 365 * DAY);
  await keepNow(world);
  expect(await all()).toEqual(before);
  for (const id of ids) await world.store.write(tx => holdContact(tx, COMMAND, id, false));
  await keepNow(world);
  expect(await all()).toEqual({ calls: [], messages: [], consents: [], sounds: 0 });
});

test('entries of the audit log go after six years, and what is left can be verified', async () => {
  const world = await World.begin(withKeep());
  const { id } = await world.store.write(async tx => {
    await holdEverything(tx, COMMAND, true);
    await holdEverything(tx, COMMAND, false);
    return { id: 1 };
  });
  expect(id).toBe(1);
  const before = await verifyAudit(world.store.read);
  await world.pass(6 * 365 * DAY + DAY);
  await keepNow(world);
  await keepNow(world);
  expect(await told(world)).toMatchObject({ audit: expect.any(Number) });
  expect(await verifyAudit(world.store.read)).toMatchObject({ ok: true });
  if (!before.ok) throw new Error('The log was whole.');
  expect(await verifyAudit(world.store.read, before.end)).toMatchObject({ ok: true });
  const left = await world.store.read.selectFrom('audit').select('what').execute();
  expect(left.map(({ what }) => what)).toEqual(['kept', 'kept']);
});
