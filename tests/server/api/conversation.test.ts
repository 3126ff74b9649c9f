import { expect, test } from 'vitest';
import { joinEntries } from '../../../core/flows/join-entries.ts';
import type { CallId, EntryId } from '../../../core/ids.ts';
import { getEntry, insertEntry } from '../../../core/store/entries.ts';
import { type Moment, timelinePage } from '../../../core/store/timeline.ts';
import { call, leaveVoicemail } from '../../scenarios/calling.ts';
import { missedCall, text } from '../../scenarios/texting.ts';
import { ALEX, ROBIN } from '../../scenarios/world.ts';
import { type Answered, Desk, type Person } from './desk.ts';
import { fullScans, plansOf } from './plans.ts';

interface Item {
  what: string;
  at: number;
  [more: string]: unknown;
}

async function whole(desk: Desk, person: 'owner' | 'dana', path: string): Promise<Item[]> {
  const items: Item[] = [];
  for (let before = ''; ; ) {
    const { status, json }: Answered = await desk.get(
      person,
      `${path}?${before === '' ? '' : `before=${before}`}`,
    );
    expect(status).toBe(200);
    items.push(...json.items);
    if (json.next === null) return items;
    before = json.next;
  }
}

async function conversation() {
  const desk = await Desk.begin();
  await missedCall(desk.world, ROBIN);
  await text(desk.world, ROBIN, 'Please call me about Tuesday');
  const row = await desk.entryOf(ROBIN);
  const at = `/api/entries/${row.id}`;
  await desk.send('front_desk', `${at}/take`, { version: row.version });
  await desk.world.pass(1);
  await desk.send('front_desk', `${at}/reply`, { version: row.version + 1, words: 'At four?' });
  await desk.world.pass(10);
  return { desk, row, at };
}

test('everything that happened with somebody, newest first, in their words and in plain ones', async () => {
  const { desk, row, at } = await conversation();
  const { json } = await desk.get('front_desk', at);
  expect(json.entry).toMatchObject({ id: row.id, owner: 'front_desk', attempts: 1 });
  const items: Item[] = json.items;
  expect(items.map(item => [item.what, item.direction ?? item.act ?? item.state ?? item.code])).toEqual([
    ['text', 'out'],
    ['act', 'take'],
    ['text', 'in'],
    ['text', 'out'],
    ['call', 'missed'],
  ]);
  expect(items[0]).toMatchObject({
    author: 'staff',
    staff: 'front_desk',
    body: 'At four?',
    fate: 'delivered',
  });
  expect(items[0]!.fateWords).toBe('delivered');
  expect(items[2]).toMatchObject({ body: 'Please call me about Tuesday', fate: null });
  expect(items[4]).toMatchObject({ rang: ['front_desk', 'dana'], noTexts: false });
  expect(json.consents.map((one: { kind: string }) => one.kind)).toEqual(['given']);
  expect((await desk.get('owner', `${at}?in=es`)).json.items[0].fateWords).toBe('entregado');
  expect((await desk.get('owner', `${at}?in=xx`)).json.items[0].fateWords).toBe('delivered');
});

test('why a text did not arrive is said in words', async () => {
  const { desk, at } = await conversation();
  await desk.world.store.write(tx =>
    tx.db
      .updateTable('messages')
      .set({ status: 'undelivered', error_code: 30006 })
      .where('author', '=', 'staff')
      .execute(),
  );
  const [latest] = (await desk.get('owner', at)).json.items;
  expect(latest).toMatchObject({
    fate: 'text_landline',
    fateWords: 'A text did not arrive: landline. Call instead.',
  });
  expect((await desk.entryOf(ROBIN)).lastText).toMatchObject({ problem: 'landline', author: 'staff' });
});

test('calls that somebody took are there too, and earlier entries', async () => {
  const { desk, row, at } = await conversation();
  const { version } = (await desk.get('owner', at)).json.entry;
  await desk.send('front_desk', `${at}/handle`, { version, outcome: 'reached' });
  await desk.world.do({ type: 'call', phone: ROBIN, to: row.line });
  await desk.world.pass(2);
  await desk.world.do({ type: 'answer', phone: '+12125550111' });
  await desk.world.pass(5);
  await desk.world.do({ type: 'hang-up', phone: ROBIN });
  await desk.world.pass(60);
  await text(desk.world, ROBIN, '1');
  const next = await desk.entryOf(ROBIN);
  expect(next.id).not.toBe(row.id);
  const items = await whole(desk, 'owner', `/api/entries/${next.id}`);
  expect(items.filter(item => item.what === 'call').map(item => item.state)).toEqual(['taken', 'missed']);
  expect(items.map(item => item.body)).toContain('Please call me about Tuesday');
  expect(await whole(desk, 'owner', `/api/contacts/${next.contact!.id}/timeline`)).toEqual(items);
});

test('an entry of nobody we know has a timeline of its own', async () => {
  const desk = await Desk.begin();
  await call(desk.world, ROBIN, { withheld: true });
  await desk.world.untilTone(ROBIN);
  await desk.world.do({ type: 'hang-up', phone: ROBIN });
  await desk.world.pass(60);
  const [row] = await desk.queue('owner');
  const { status, json } = await desk.get('owner', `/api/entries/${row!.id}`);
  expect(status).toBe(200);
  expect(json.items.map((item: Item) => item.what)).toContain('call');
});

test('page by page, each thing once and in order, however many happened in the same moment', async () => {
  const { desk, row } = await conversation();
  const contact = row.contact!.id;
  const { store } = desk.world;
  await store.write(async tx => {
    const message = await tx.db
      .selectFrom('messages')
      .selectAll()
      .where('author', '=', 'staff')
      .executeTakeFirstOrThrow();
    const call = await tx.db.selectFrom('calls').selectAll().executeTakeFirstOrThrow();
    for (let n = 0; n < 40; n += 1) {
      const id = `019aa000-0000-7000-8000-${String(n).padStart(12, '0')}`;
      const at = message.at + Math.floor(n / 8);
      await tx.db
        .insertInto('messages')
        .values({ ...message, id: id as never, provider_sid: null, at })
        .execute();
      await tx.db
        .insertInto('calls')
        .values({ ...call, id: id as CallId, provider_sid: `CA${n}`, arrived_at: at })
        .execute();
      await tx.db
        .insertInto('notes')
        .values({ id, entry_id: row.id, code: `code_${n}`, at })
        .execute();
    }
  });
  const all = timelinePage(store, { contact }, { before: null, most: 1_000 });
  expect(all.next).toBeNull();
  expect(all.items.length).toBeGreaterThan(120);
  const times = all.items.map(item => item.at);
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  for (const most of [1, 7, 50]) {
    const shown = [];
    let before: Moment | null = null;
    do {
      const page: ReturnType<typeof timelinePage> = timelinePage(store, { contact }, { before, most });
      shown.push(...page.items);
      before = page.next;
    } while (before !== null);
    expect(shown).toEqual(all.items);
  }
});

test('nothing is found by looking through everything', async () => {
  const { desk, row } = await conversation();
  const plans = await plansOf(desk.world, reads => {
    const page = { before: null, most: 50 };
    timelinePage(reads, { contact: row.contact!.id }, page);
    timelinePage(reads, { entry: row.id }, page);
  });
  expect(plans.length).toBeGreaterThan(8);
  expect(fullScans(plans)).toEqual([]);
  // And nothing is sorted that an index has in order: of a long conversation only a page is read.
  const sorted = plans.filter(({ steps }) => steps.some(step => /TEMP B-TREE FOR ORDER BY/.test(step)));
  expect(
    sorted
      .map(({ sql }) => / from "(\w+)"/.exec(sql)?.[1])
      .filter(table => !/notes|acts|legs|voicemails|calls|forms/.test(table!)),
  ).toEqual([]);
});

test('opening one is written down before it is shown', async () => {
  const { desk, row, at } = await conversation();
  const audit = () => desk.world.store.read.selectFrom('audit').select(['who', 'what', 'about']).execute();
  const before = (await audit()).length;
  await desk.get('owner', at);
  expect((await audit()).slice(before)).toEqual([{ who: 'owner', what: 'viewed', about: row.id }]);
  desk.world.serverCannotWrite = true;
  const refused = await desk.get('owner', at);
  desk.world.serverCannotWrite = false;
  expect(refused.status).toBe(500);
  expect(JSON.stringify(refused.json)).not.toContain('Tuesday');
});

test('an entry that ended by being joined to another opens neither to clinicians', async () => {
  const { desk, row, at } = await conversation();
  const timeline = `/api/contacts/${row.contact!.id}/timeline`;
  expect((await desk.get('dana', timeline)).status).toBe(404);
  const joined = await desk.world.store.write(async tx => {
    const now = { opened_at: tx.now, due_at: tx.now, language: 'en' } as const;
    const line = row.line;
    const entry = await insertEntry(tx, { ...now, line, strongest: 'missed_call', contact_id: null });
    const into = await getEntry(tx, row.id);
    await joinEntries(tx, desk.world.holder.current(), {
      entry,
      into,
      contact: row.contact!.id,
      staff: null,
    });
    return entry.id;
  });
  expect((await desk.get('front_desk', `/api/entries/${joined}`)).status).toBe(200);
  for (const path of [timeline, at, `/api/entries/${joined}`]) {
    expect([path, (await desk.get('dana', path)).status]).toEqual([path, 404]);
  }
  expect(await desk.queue('dana', 'state=handled')).toEqual([]);
  expect((await desk.queue('front_desk', 'state=handled')).map(one => one.id)).toEqual([joined]);
  const version = await desk.version(joined);
  expect((await desk.send('dana', `/api/entries/${joined}/note`, { version, words: 'x' })).status).toBe(404);
});

test("a clinician opens no conversation of somebody else's", async () => {
  const { desk, row, at } = await conversation();
  expect((await desk.get('dana', at)).status).toBe(404);
  expect((await desk.get('dana', `/api/contacts/${row.contact!.id}/timeline`)).status).toBe(404);
  const { version } = (await desk.get('owner', at)).json.entry;
  await desk.send('front_desk', `${at}/assign`, { version, to: 'dana' });
  expect((await desk.get('dana', at)).status).toBe(200);
  expect((await desk.get('dana', `/api/contacts/${row.contact!.id}/timeline`)).status).toBe(200);
});

test('of what came after the entry they handled a clinician sees nothing, unless they may see what waits', async () => {
  const { desk, row, at } = await conversation();
  const { version } = (await desk.get('owner', at)).json.entry;
  await desk.send('front_desk', `${at}/assign`, { version, to: 'dana' });
  await desk.send('dana', `${at}/handle`, { version: version + 1, outcome: 'reached' });
  await desk.world.pass(3_600);
  await call(desk.world, ROBIN);
  await leaveVoicemail(desk.world, ROBIN);
  await desk.world.pass(30);
  await text(desk.world, ROBIN, 'This is for front desk alone');
  await text(desk.world, ROBIN, 'STOP');
  const next = await desk.entryOf(ROBIN);
  expect(next.id).not.toBe(row.id);
  const timeline = `/api/contacts/${next.contact!.id}/timeline`;
  const theirs = await whole(desk, 'owner', `/api/entries/${next.id}`);
  const [voicemail] = theirs.flatMap(item => (item.voicemails as { id: string }[] | undefined) ?? []);
  const sound = `/api/voicemails/${voicemail!.id}/sound`;
  const words = `/api/voicemails/${voicemail!.id}/words`;
  const bodies = async (path: string) => (await whole(desk, 'dana', path)).map(item => item.body ?? item.act);

  // Nobody's: it is hers to take, and she sees what it is about.
  expect(await bodies(at)).toContain('This is for front desk alone');
  expect((await desk.request('dana', sound)).status).toBe(200);

  await desk.send('front_desk', `/api/entries/${next.id}/take`, { version: next.version });
  for (const path of [at, timeline]) {
    const seen = await bodies(path);
    expect(seen).toContain('At four?');
    expect(seen[0]).toBe('handle');
    expect(seen).not.toContain('This is for front desk alone');
  }
  // Nor by asking for a page that begins later.
  expect((await desk.get('dana', `${timeline}?before=9007199254740991.9.0`)).json.items[0].act).toBe(
    'handle',
  );
  expect((await desk.get('dana', at)).json.consents.map((one: { kind: string }) => one.kind)).toEqual([
    'given',
  ]);
  expect((await desk.get('dana', `/api/entries/${next.id}`)).status).toBe(404);
  expect((await desk.request('dana', sound)).status).toBe(404);
  expect((await desk.send('dana', words, { words: 'x', was: null }, 'PUT')).status).toBe(404);

  // Nor the name that they have been known by since.
  const { version: now } = await desk.entryOf(ROBIN);
  const named = { version: now, nameToAsk: 'Robin Quill' };
  expect((await desk.send('front_desk', `/api/entries/${next.id}/name`, named)).status).toBe(200);
  const nameAt = async (who: Person) => [
    (await desk.get(who, at)).json.entry.nameToAsk,
    (await desk.queue(who, 'state=handled')).find(({ id }) => id === row.id)?.nameToAsk,
  ];
  expect(await nameAt('dana')).toEqual([null, null]);
  expect(await nameAt('owner')).toEqual(['Robin Quill', 'Robin Quill']);

  // A crisis is everybody's.
  await text(desk.world, ROBIN, 'I want to die');
  expect(await nameAt('dana')).toEqual(['Robin Quill', 'Robin Quill']);
  expect(await bodies(timeline)).toContain('This is for front desk alone');
});

test('names of nothing, and places that are none', async () => {
  const { desk, at } = await conversation();
  const nobody = '019aa000-0000-7000-8000-00000000beef';
  for (const path of [
    `/api/entries/${nobody}`,
    `/api/contacts/${nobody}/timeline`,
    '/api/entries/1',
    '/api/contacts/%00/timeline',
  ]) {
    expect([path, (await desk.get('owner', path)).status]).toEqual([path, 404]);
  }
  for (const before of ['x', '1', '1.2', '1.2.3.4', '-1.2.3', '1e9.2.3', '9'.repeat(90)]) {
    expect([before, (await desk.get('owner', `${at}?before=${before}`)).status]).toEqual([before, 422]);
  }
  // Nobody has seen anything by that.
  const audit = await desk.world.store.read.selectFrom('audit').select('what').execute();
  expect(audit.map(({ what }) => what)).not.toContain('viewed');
});

async function voicemail() {
  const desk = await Desk.begin();
  await call(desk.world, ALEX);
  await leaveVoicemail(desk.world, ALEX);
  await desk.world.pass(30);
  const row = await desk.entryOf(ALEX);
  const items: Item[] = (await desk.get('owner', `/api/entries/${row.id}`)).json.items;
  const missed = items.find(item => item.what === 'call') as unknown as { voicemails: { id: string }[] };
  const id = missed.voicemails[0]!.id;
  return { desk, row, id, sound: `/api/voicemails/${id}/sound` };
}

test('a voicemail is heard, all of it or the part that is asked for, and each hearing is written down', async () => {
  const { desk, id, sound } = await voicemail();
  const { store } = desk.world;
  // Longer than one piece, so that parts cross from one into the next.
  const long = Buffer.from(Uint8Array.from({ length: 150_000 }, (_, n) => n % 251));
  await store.write(async tx => {
    await tx.db.deleteFrom('voicemail_chunks').execute();
    for (let n = 0; n * 65_536 < long.length; n += 1) {
      await tx.db
        .insertInto('voicemail_chunks')
        .values({
          voicemail_id: id as never,
          position: n,
          bytes: long.subarray(n * 65_536, (n + 1) * 65_536),
        })
        .execute();
    }
    await tx.db.updateTable('voicemails').set({ bytes: long.length, content_type: 'audio/x-wav' }).execute();
  });
  const ask = async (range?: string) => {
    const response = await desk.request('front_desk', sound, range ? { headers: { range } } : {});
    return { response, bytes: Buffer.from(await response.arrayBuffer()) };
  };
  const all = await ask();
  expect(all.response.status).toBe(200);
  expect(all.bytes.equals(long)).toBe(true);
  expect(Object.fromEntries(all.response.headers)).toMatchObject({
    'content-type': 'audio/x-wav',
    'content-length': '150000',
    'accept-ranges': 'bytes',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  for (const [range, from, to] of [
    ['bytes=0-', 0, 149_999],
    ['bytes=0-0', 0, 0],
    ['bytes=65535-65536', 65_535, 65_536],
    ['bytes=65536-131071', 65_536, 131_071],
    ['bytes=60000-140000', 60_000, 140_000],
    ['bytes=-5', 149_995, 149_999],
    ['bytes=149999-999999', 149_999, 149_999],
  ] as const) {
    const part = await ask(range);
    expect([range, part.response.status]).toEqual([range, 206]);
    expect(part.response.headers.get('content-range')).toBe(`bytes ${from}-${to}/150000`);
    expect(part.response.headers.get('content-length')).toBe(String(to - from + 1));
    expect(part.bytes.equals(long.subarray(from, to + 1))).toBe(true);
  }
  const beyond = await ask('bytes=150000-');
  expect(beyond.response.status).toBe(416);
  expect(beyond.response.headers.get('content-range')).toBe('bytes */150000');
  const heard = () =>
    store.read.selectFrom('audit').select(['who', 'about']).where('what', '=', 'voicemail_heard').execute();
  const once = { who: 'front_desk', about: id };
  // A player asks for pieces: that is one listening, and later it is another one.
  expect(await heard()).toEqual([once]);
  await desk.world.pass(3_600);
  await ask();
  expect(await heard()).toEqual([once, once]);
  await (await desk.request('owner', sound)).body?.cancel();
  expect(await heard()).toEqual([once, once, { who: 'owner', about: id }]);
});

test('whoever is shut out while they listen hears no more of it', async () => {
  const { desk, id, sound } = await voicemail();
  await desk.world.store.write(async tx => {
    await tx.db.deleteFrom('voicemail_chunks').execute();
    for (const position of [0, 1, 2, 3]) {
      const bytes = Buffer.alloc(65_536);
      await tx.db
        .insertInto('voicemail_chunks')
        .values({ voicemail_id: id as never, position, bytes })
        .execute();
    }
    await tx.db
      .updateTable('voicemails')
      .set({ bytes: 4 * 65_536 })
      .execute();
  });
  const reader = (await desk.request('front_desk', sound)).body!.getReader();
  await reader.read();
  desk.sessions.ended.add('session of front_desk');
  const rest = async () => {
    while (!(await reader.read()).done);
  };
  await expect(rest()).rejects.toThrow('no more');
});

test('whoever asks only how long a voicemail is has not heard it', async () => {
  const { desk, sound } = await voicemail();
  const { status, headers } = await desk.request('owner', sound, { method: 'HEAD' });
  expect([status, Number(headers.get('content-length')) > 0]).toEqual([200, true]);
  const heard = () =>
    desk.world.store.read.selectFrom('audit').select('who').where('what', '=', 'voicemail_heard').execute();
  expect(await heard()).toEqual([]);
  desk.world.serverCannotWrite = true;
  expect((await desk.request('owner', sound)).status).toBe(500);
  desk.world.serverCannotWrite = false;
  expect((await desk.get('owner', sound.replace('sound', 'nothing'))).status).toBe(404);
  await (await desk.request('owner', sound)).body?.cancel();
  expect(await heard()).toEqual([{ who: 'owner' }]);
});

test('a type that came from outside is not repeated to a browser', async () => {
  const { desk, sound } = await voicemail();
  await desk.world.store.write(tx =>
    tx.db.updateTable('voicemails').set({ content_type: 'text/html; charset=utf-8' }).execute(),
  );
  const response = await desk.request('owner', sound);
  expect(response.headers.get('content-type')).toBe('application/octet-stream');
  await response.body?.cancel();
});

test('no voicemail of somebody else’s is heard or typed, and none that is not there', async () => {
  const { desk, row, sound } = await voicemail();
  expect((await desk.request('dana', sound)).status).toBe(200);
  await desk.send('front_desk', `/api/entries/${row.id}/take`, {
    version: await desk.version(row.id as EntryId),
  });
  expect((await desk.get('dana', sound)).status).toBe(404);
  const typed = { words: 'Please call', was: null };
  expect((await desk.send('dana', sound.replace('sound', 'words'), typed, 'PUT')).status).toBe(404);
  await desk.world.store.write(tx => tx.db.updateTable('voicemails').set({ state: 'announced' }).execute());
  expect((await desk.get('owner', sound)).status).toBe(404);
  expect((await desk.get('owner', '/api/voicemails/1/sound')).status).toBe(404);
});

test('what a voicemail says is typed by one at a time', async () => {
  const { desk, row, id, sound } = await voicemail();
  const type = (words: string, was: string | null) =>
    desk.send('owner', sound.replace('sound', 'words'), { words, was }, 'PUT');
  expect((await type('  Please call me. ', null)).status).toBe(204);
  const late = await type('Something else', null);
  expect([late.status, late.json.type]).toEqual([409, 'urn:second-ring:problem:changed']);
  expect((await type('Please call me back.', 'Please call me.')).status).toBe(204);
  const words = async () =>
    (await whole(desk, 'owner', `/api/entries/${row.id}`)).flatMap(item =>
      ((item.voicemails ?? []) as { id: string; words: string | null }[]).map(one => [one.id, one.words]),
    );
  expect(await words()).toEqual([[id, 'Please call me back.']]);
  expect((await type(' ', 'Please call me back.')).status).toBe(204);
  expect(await words()).toEqual([[id, null]]);
  expect((await type('x'.repeat(5_001), null)).status).toBe(422);
});
