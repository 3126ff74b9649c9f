import { expect, test } from 'vitest';
import type { ContactId } from '../../../core/ids.ts';
import { changeEntry } from '../../../core/store/entries.ts';
import type { QueueRow } from '../../../core/store/queue-rows.ts';
import { call } from '../../scenarios/calling.ts';
import { missedCall, text } from '../../scenarios/texting.ts';
import { ALEX, ROBIN, type WorldOptions } from '../../scenarios/world.ts';
import { Desk } from './desk.ts';

/** Two people behind one number: one calls and wants to be called, the other writes. */
async function family(options: WorldOptions = {}) {
  const desk = await Desk.begin(options);
  await missedCall(desk.world, ROBIN);
  await text(desk.world, ROBIN, 'Kim here, can my mother also get a call?');
  await text(desk.world, ROBIN, '1');
  await desk.world.pass(60);
  const row = await desk.entryOf(ROBIN);
  const message = row.asks.find(ask => ask.kind === 'message')!;
  const at = `/api/entries/${row.id}`;
  return { desk, row, message, at };
}

async function split() {
  const begun = await family();
  const { desk, row, message, at } = begun;
  const { status, json } = await desk.send('front_desk', `${at}/split`, {
    ...{ version: row.version, asks: [message.id], nameToAsk: ' Kim ' },
  });
  expect(status).toBe(200);
  const rows = await desk.queue('owner');
  const apart = rows.find(one => one.id !== row.id && one.contact?.phone === ROBIN)!;
  return { ...begun, act: json.act as string, left: json.entry as QueueRow, apart };
}

const kinds = (row: QueueRow) => row.asks.map(ask => ask.kind);

test('what somebody else behind the number asked becomes an entry of its own, with its own name', async () => {
  const { desk, row, at, left, apart } = await split();
  expect(apart).toMatchObject({ nameToAsk: 'Kim', strongest: 'message', state: 'open', apart: true });
  expect(kinds(apart)).toEqual(['message']);
  expect(kinds(left)).toEqual(['missed_call', 'callback']);
  expect(left).toMatchObject({ nameToAsk: null, strongest: 'callback', apart: false });

  // One conversation, which both show, and each names the other.
  for (const [id, beside] of [
    [row.id, apart.id],
    [apart.id, row.id],
  ]) {
    const { json } = await desk.get('owner', `/api/entries/${id}`);
    expect(json.beside.map((one: QueueRow) => one.id)).toEqual([beside]);
    expect(json.items.some((item: { body?: string }) => item.body?.startsWith('Kim here'))).toBe(true);
  }
  expect((await desk.get('owner', at)).json.items[0]).toMatchObject({ what: 'act', act: 'split' });
});

test('each is worked by itself, and automation stays quiet while somebody is in the conversation about either', async () => {
  const { desk, row, apart, left } = await split();
  await desk.send('front_desk', `/api/entries/${apart.id}/take`, { version: apart.version });
  await desk.send('front_desk', `/api/entries/${apart.id}/reply`, {
    ...{ version: apart.version + 1, words: 'Yes, gladly.' },
  });
  await desk.send('owner', `/api/entries/${row.id}/handle`, { version: left.version, outcome: 'reached' });
  const now = (await desk.queue('owner')).find(one => one.id === apart.id)!;
  expect(now).toMatchObject({ owner: 'front_desk', attempts: 1 });
  expect(now.contact!.quietUntil).not.toBeNull();
  await desk.world.pass(60);
  const before = desk.world.textsOn(ROBIN);
  await text(desk.world, ROBIN, '1');
  await desk.world.pass(600);
  expect(desk.world.textsOn(ROBIN)).toEqual(before);
  // A callback is asked for anew: by whom nobody can tell, so it joins none that is set apart.
  const rows = (await desk.queue('owner')).filter(one => one.contact?.phone === ROBIN);
  expect(rows.map(one => one.apart).sort()).toEqual([false, true]);
  expect(kinds(rows.find(one => one.apart)!)).toEqual(['message']);
});

test('splitting is undone, unless somebody has gone on with what was set apart', async () => {
  const one = await split();
  const undone = await one.desk.send('front_desk', `${one.at}/undo`, { act: one.act });
  expect([undone.status, kinds(undone.json.entry)]).toEqual([200, ['missed_call', 'message', 'callback']]);
  expect((await one.desk.queue('owner')).filter(row => row.contact?.phone === ROBIN)).toHaveLength(1);
  expect((await one.desk.send('front_desk', `${one.at}/undo`, { act: one.act })).status).toBe(409);

  const two = await split();
  await two.desk.send('owner', `/api/entries/${two.apart.id}/take`, { version: two.apart.version });
  const refused = await two.desk.send('front_desk', `${two.at}/undo`, { act: two.act });
  expect([refused.status, refused.json.by]).toEqual([409, 'owner']);
});

test('splitting leaves each something, needs a name, and leaves a crisis where it is', async () => {
  const { desk, row, message, at } = await family();
  const ask = (body: object) => desk.send('front_desk', `${at}/split`, { version: row.version, ...body });
  const all = row.asks.map(one => one.id);
  for (const [body, type] of [
    [{ asks: [], nameToAsk: 'Kim' }, 'no-asks'],
    [{ asks: all, nameToAsk: 'Kim' }, 'no-asks'],
    [{ asks: [message.id, '019aa000-0000-7000-8000-00000000beef'], nameToAsk: 'Kim' }, 'no-asks'],
    [{ asks: [message.id], nameToAsk: '  ' }, 'no-words'],
    [{ asks: [message.id], nameToAsk: 'K'.repeat(101) }, 'too-long'],
  ] as const) {
    const { status, json } = await ask(body);
    expect([status, json.type]).toEqual([422, `urn:second-ring:problem:${type}`]);
  }
  await text(desk.world, ROBIN, 'I want to die');
  const now = await desk.entryOf(ROBIN);
  const crisis = now.asks.find(one => one.kind === 'crisis')!;
  const refused = await desk.send('owner', `${at}/split`, {
    ...{ version: now.version, asks: [crisis.id], nameToAsk: 'Kim' },
  });
  expect([refused.status, refused.json.type]).toEqual([409, 'urn:second-ring:problem:crisis']);
});

test('twice at once splits once', async () => {
  const { desk, row, message, at } = await family();
  const body = { version: row.version, asks: [message.id], nameToAsk: 'Kim' };
  const both = await Promise.all([
    desk.send('front_desk', `${at}/split`, body),
    desk.send('second_desk', `${at}/split`, body),
  ]);
  expect(both.map(one => one.status).sort()).toEqual([200, 409]);
});

async function withheld(options: WorldOptions = {}) {
  const { desk, row, at } = await family(options);
  await call(desk.world, ALEX, { withheld: true });
  await desk.world.untilTone(ALEX);
  await desk.world.do({ type: 'hang-up', phone: ALEX });
  await desk.world.pass(60);
  const nobodys = (await desk.queue('owner')).find(one => one.contact === null)!;
  return { desk, row, at, nobodys };
}

test('a call of nobody we know is joined to whose it was, and that is undone', async () => {
  const { desk, row, at, nobodys } = await withheld();
  const own = `/api/entries/${nobodys.id}`;
  const joined = await desk.send('front_desk', `${own}/join`, { version: nobodys.version, into: row.id });
  expect(joined.status).toBe(200);
  expect(joined.json.entry.id).toBe(row.id);
  expect(kinds(joined.json.entry)).toHaveLength(4);
  const calls = async () =>
    (await desk.get('owner', at)).json.items.filter((one: { what: string }) => one.what === 'call').length;
  expect(await calls()).toBe(2);
  expect((await desk.queue('owner')).map(one => one.id)).not.toContain(nobodys.id);
  // Nothing is in it any more: it is not opened again by itself.
  const version = await desk.version(nobodys.id);
  expect((await desk.send('owner', `${own}/reopen`, { version })).json.type).toMatch(/joined$/);

  const undone = await desk.send('front_desk', `${own}/undo`, { act: joined.json.act });
  expect(undone.status).toBe(200);
  expect(undone.json.entry).toMatchObject({ id: nobodys.id, state: 'open', contact: null });
  expect(kinds(undone.json.entry)).toEqual(kinds(nobodys));
  expect(await calls()).toBe(1);
  expect(kinds(await desk.entryOf(ROBIN))).toEqual(kinds(row));
});

test('two numbers stay two, and nobody joins what they do not see', async () => {
  const { desk, row, nobodys } = await withheld();
  await missedCall(desk.world, ALEX);
  const alex = await desk.entryOf(ALEX);
  const join = (person: 'front_desk' | 'dana', from: QueueRow, into: string) =>
    desk.send(person, `/api/entries/${from.id}/join`, { version: from.version, into });
  for (const [from, into] of [
    [alex, row.id],
    [alex, nobodys.id],
    [alex, alex.id],
  ] as const) {
    expect((await join('front_desk', from, into)).json.type).toBe('urn:second-ring:problem:two-numbers');
  }
  await desk.send('front_desk', `/api/entries/${row.id}/take`, { version: row.version });
  expect((await join('dana', nobodys, row.id)).status).toBe(404);
});

test('whom to ask for, as staff know it, stands before what came with the asks, and is undone', async () => {
  const { desk, row, at } = await family();
  const named = await desk.send('front_desk', `${at}/name`, { version: row.version, nameToAsk: 'Robin' });
  expect(named.json.entry.nameToAsk).toBe('Robin');
  await text(desk.world, ROBIN, 'ask for Ana');
  expect((await desk.entryOf(ROBIN)).nameToAsk).toBe('Robin');
  const found = await desk.send('owner', '/api/queue/search', { search: 'robin' });
  expect(found.json.entries.map((one: QueueRow) => one.id)).toEqual([row.id]);
  await desk.send('front_desk', `${at}/undo`, { act: named.json.act });
  expect((await desk.entryOf(ROBIN)).nameToAsk).not.toBe('Robin');
});

test('how somebody wants to be reached is written down, with who wrote it', async () => {
  const { desk, row } = await family();
  const contact = `/api/contacts/${row.contact!.id}`;
  expect(row.contact).toMatchObject({
    language: 'en',
    voicemailOk: null,
    mayNameUs: null,
    texting: 'allowed',
  });
  const put = (person: 'front_desk' | 'dana' | 'accountant', body: unknown) =>
    desk.send(person, contact, body, 'PUT');
  expect((await put('front_desk', { language: 'es', voicemailOk: true, mayNameUs: false })).status).toBe(204);
  expect((await desk.entryOf(ROBIN)).contact).toMatchObject({
    ...{ language: 'es', voicemailOk: true, mayNameUs: false, texting: 'allowed' },
  });
  expect((await put('front_desk', { mayNameUs: null })).status).toBe(204);
  expect((await desk.entryOf(ROBIN)).contact).toMatchObject({ voicemailOk: true, mayNameUs: null });

  const seen = desk.world.now;
  const stop = { texting: { to: 'stopped', words: 'Rather no texts, my sister reads my phone', seen } };
  expect((await put('front_desk', { texting: { to: 'stopped', words: ' ', seen } })).status).toBe(422);
  expect((await put('front_desk', stop)).status).toBe(204);
  const now = await desk.entryOf(ROBIN);
  expect(now.contact).toMatchObject({ texting: 'stopped', stoppedHow: 'staff' });
  const { consents } = (await desk.get('owner', `/api/entries/${row.id}`)).json;
  expect(consents.at(-1)).toMatchObject({ kind: 'ended', how: 'staff', words: stop.texting.words });
  const reply = { version: now.version, words: 'Hello' };
  expect((await desk.send('owner', `/api/entries/${row.id}/reply`, reply)).json.type).toMatch(/opted-out$/);
  // What they said is older than what they are known to wish now; then whoever writes has seen that.
  const allow = { to: 'allowed', words: 'You may text me' };
  const late = await put('front_desk', { texting: { ...allow, seen: consents.at(-1).at - 1 } });
  expect([late.status, late.json.type]).toEqual([409, 'urn:second-ring:problem:changed']);
  expect((await put('front_desk', { texting: { ...allow, seen: consents.at(-1).at } })).status).toBe(204);

  const audit = await desk.world.store.read
    .selectFrom('audit')
    .select(['who', 'about', 'details'])
    .where('what', '=', 'contact_changed')
    .execute();
  expect(audit.map(one => [one.who, one.about, JSON.parse(one.details)])).toEqual([
    ['front_desk', row.contact!.id, { language: 'es', voicemailOk: true, mayNameUs: false }],
    ['front_desk', row.contact!.id, { mayNameUs: null }],
    ['front_desk', row.contact!.id, { texting: 'stopped' }],
    ['front_desk', row.contact!.id, { texting: 'allowed' }],
  ]);

  // Who can look and work nothing changes nothing, and a clinician nobody else's contact.
  expect((await put('accountant', { mayNameUs: true })).status).toBe(403);
  await desk.send('front_desk', `/api/entries/${row.id}/take`, { version: now.version });
  expect((await put('dana', { mayNameUs: true })).status).toBe(404);
});

test('a stop at the carrier is lifted by nobody here', async () => {
  const { desk, row } = await family();
  await text(desk.world, ROBIN, 'STOP');
  const body = { texting: { to: 'allowed', words: 'They said so', seen: Number.MAX_SAFE_INTEGER } };
  const { status, json } = await desk.send('owner', `/api/contacts/${row.contact!.id}`, body, 'PUT');
  expect([status, json.type]).toEqual([409, 'urn:second-ring:problem:opted-out']);
  const unknown = '019aa000-0000-7000-8000-00000000beef' as ContactId;
  expect((await desk.send('owner', `/api/contacts/${unknown}`, body, 'PUT')).status).toBe(404);
});

test('a number that was typed is confirmed, and who did is kept', async () => {
  const { desk, nobodys } = await withheld();
  await desk.world.store.write(tx =>
    tx.db.updateTable('asks').set({ number: '+12125550188' }).where('entry_id', '=', nobodys.id).execute(),
  );
  const at = `/api/entries/${nobodys.id}`;
  expect((await desk.send('owner', `${at}/confirm`, { version: nobodys.version + 1 })).status).toBe(409);
  const { status, json } = await desk.send('front_desk', `${at}/confirm`, { version: nobodys.version });
  expect(status).toBe(200);
  expect(json.entry.contact).toMatchObject({ phone: '+12125550188', texting: 'stopped' });
  expect((await desk.get('owner', at)).json.items[0]).toMatchObject({ act: 'confirm', staff: 'front_desk' });
  expect((await desk.send('front_desk', `${at}/undo`, { act: json.act })).status).toBe(409);
  expect((await desk.send('owner', `${at}/confirm`, { version: json.entry.version })).status).toBe(409);
});

test('a number that somebody typed opens no conversation to a clinician that is somebody else’s', async () => {
  const { desk, row, nobodys } = await withheld();
  await desk.send('front_desk', `/api/entries/${row.id}/take`, { version: row.version });
  await desk.world.store.write(tx =>
    tx.db.updateTable('asks').set({ number: ROBIN }).where('entry_id', '=', nobodys.id).execute(),
  );
  const at = `/api/entries/${nobodys.id}`;
  await desk.send('dana', `${at}/take`, { version: nobodys.version });
  const { status, json } = await desk.send('dana', `${at}/confirm`, { version: nobodys.version + 1 });
  expect([status, json.entry]).toEqual([200, null]);
  const contact = `/api/contacts/${row.contact!.id}/timeline`;
  for (const path of [at, `/api/entries/${row.id}`, contact]) {
    expect([path, (await desk.get('dana', path)).status]).toEqual([path, 404]);
  }
  const joined = (await desk.get('front_desk', `/api/entries/${row.id}`)).json.entry as QueueRow;
  expect([joined.owner, kinds(joined).length]).toEqual(['front_desk', kinds(row).length + 1]);
});

test('what somebody had is said again when it goes on in an entry that nobody has', async () => {
  const rules =
    'alerts:\n  - {to: [dana], by: sms, about: [crisis, missed_call, voicemail, message, callback]}\n';
  const config = (yaml: string) => yaml.replace(/^alerts:\n(?: .*\n)+/m, rules);
  const { desk, row, at, nobodys } = await withheld({ config });
  await desk.send('front_desk', `${at}/wait`, { version: row.version, until: 'tomorrow_morning' });
  const own = `/api/entries/${nobodys.id}`;
  await desk.send('front_desk', `${own}/take`, { version: nobodys.version });
  await desk.world.store.write(tx => changeEntry(tx, nobodys.id, { strongest: 'crisis' }));
  await desk.world.pass(60);
  const joinedAt = desk.world.now;
  const { json } = await desk.send('front_desk', `${own}/join`, {
    ...{ version: nobodys.version + 2, into: row.id },
  });
  expect(json.entry).toMatchObject({ id: row.id, state: 'open', owner: null });
  const begun = await desk.world.store.read
    .selectFrom('reminders')
    .select('about')
    .where('entry_id', '=', row.id)
    .where('at', '>=', joinedAt)
    .execute();
  expect(begun).toEqual([{ about: 'crisis' }]);
});
