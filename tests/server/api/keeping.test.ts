import { expect, test } from 'vitest';
import { call, leaveVoicemail } from '../../scenarios/calling.ts';
import { sendForm } from '../../scenarios/forms.ts';
import { allOfRobin, NEEDLES, whereStands } from '../../scenarios/keeping.ts';
import { missedCall, text } from '../../scenarios/texting.ts';
import { ALEX, ROBIN } from '../../scenarios/world.ts';
import { Desk } from './desk.ts';

async function withRobin() {
  const desk = await Desk.begin();
  await missedCall(desk.world, ROBIN);
  await text(desk.world, ROBIN, 'heliotrope');
  await desk.world.pass(60);
  const row = await desk.entryOf(ROBIN);
  return { desk, row, at: `/api/contacts/${row.contact!.id}` };
}

test('an owner sees how much is kept of somebody, and nobody else does', async () => {
  const { desk, at } = await withRobin();
  const { status, json } = await desk.get('owner', `${at}/kept`);
  expect(status).toBe(200);
  expect(json).toEqual({
    ...{
      entries: 1,
      open: 1,
      crises: 0,
      messages: 3,
      calls: 1,
      voicemails: 0,
      forms: 0,
      consents: 1,
      typed: 0,
    },
    ...{ seen: 6, heldSince: null, allHeldSince: null },
  });
  for (const person of ['front_desk', 'dana'] as const) {
    expect((await desk.get(person, `${at}/kept`)).status).toBe(403);
    expect((await desk.get(person, `${at}/export`)).status).toBe(403);
    expect((await desk.send(person, `${at}/erase`, { seen: 6 })).status).toBe(403);
    expect((await desk.send(person, `${at}/hold`, { on: true }, 'PUT')).status).toBe(403);
    expect((await desk.get(person, '/api/keeping')).status).toBe(403);
    expect((await desk.send(person, '/api/keeping/hold', { on: true }, 'PUT')).status).toBe(403);
  }
  expect((await desk.get('owner', `${at}/kept`)).status).toBe(200);
});

test('an owner erases somebody, and only what they have seen', async () => {
  const { desk, at, row } = await withRobin();
  await text(desk.world, ROBIN, 'one more thing');
  await desk.world.pass(60);
  const early = await desk.send('owner', `${at}/erase`, { seen: 6 });
  expect([early.status, early.json.type]).toEqual([409, 'urn:second-ring:problem:looked-at-less']);
  const { seen } = (await desk.get('owner', `${at}/kept`)).json;
  const erased = await desk.send('owner', `${at}/erase`, { seen });
  expect(erased).toMatchObject({ status: 200, json: { entries: 1, calls: 1 } });
  expect(await desk.queue('owner')).toEqual([]);
  expect((await desk.get('owner', `/api/entries/${row.id}`)).status).toBe(404);
  expect((await desk.get('owner', `${at}/kept`)).status).toBe(404);
  expect((await desk.send('owner', `${at}/erase`, { seen })).status).toBe(404);
  const found = await desk.send('owner', '/api/queue/search', { search: 'heliotrope' });
  expect(found.json.entries).toEqual([]);
  expect(await whereStands(desk.world, ['heliotrope', '5550140'])).toEqual([]);
  const { json } = await desk.get('owner', '/api/audit?what=contact_erased');
  expect(json.rows ?? json.entries).toMatchObject([{ who: 'owner', about: row.contact!.id }]);
});

test('with everything of theirs, undone acts, numbers and health go on', async () => {
  const desk = await Desk.begin();
  await missedCall(desk.world, ALEX);
  const id = await allOfRobin(desk.world);
  const { seen } = (await desk.get('owner', `/api/contacts/${id}/kept`)).json;
  expect((await desk.send('owner', `/api/contacts/${id}/erase`, { seen })).status).toBe(200);
  expect(await whereStands(desk.world, NEEDLES)).toEqual([]);
  for (const path of [
    '/api/numbers',
    '/api/numbers/file',
    '/api/health',
    '/api/audit',
    '/api/audit/export',
    '/api/first-view',
  ]) {
    const response = await desk.request('owner', path);
    expect([path, response.status]).toEqual([path, 200]);
    const said = await response.text();
    for (const needle of NEEDLES) expect([path, said.includes(needle)]).toEqual([path, false]);
  }
  expect((await desk.queue('owner')).map(row => row.contact?.phone)).toEqual([ALEX]);
});

test('a legal hold is set and lifted, on one and on everything, and stands in the audit log and on the health page', async () => {
  const { desk, at } = await withRobin();
  const held = await desk.send('owner', `${at}/hold`, { on: true }, 'PUT');
  expect(held.json.heldSince).toEqual(expect.any(Number));
  const refused = await desk.send('owner', `${at}/erase`, { seen: held.json.seen });
  expect([refused.status, refused.json.type]).toEqual([409, 'urn:second-ring:problem:held']);
  await desk.send('owner', `${at}/hold`, { on: false }, 'PUT');
  const all = await desk.send('owner', '/api/keeping/hold', { on: true }, 'PUT');
  expect(all.json.heldSince).toEqual(expect.any(Number));
  expect((await desk.send('owner', `${at}/erase`, { seen: held.json.seen })).json.type).toMatch(/all-held$/);
  const { json } = await desk.get('owner', '/api/health');
  expect(json.findings.find((one: { about: string }) => one.about === 'keeping')).toMatchObject({
    what: 'keeping_held',
  });
  await desk.send('owner', '/api/keeping/hold', { on: false }, 'PUT');
  const whats = await desk.world.store.read
    .selectFrom('audit')
    .select('what')
    .where('what', 'like', 'hold%')
    .orderBy('seq')
    .execute();
  expect(whats.map(({ what }) => what)).toEqual(['hold_set', 'hold_lifted', 'hold_set', 'hold_lifted']);
});

test('an export is downloaded whole, in two forms, and written down', async () => {
  const desk = await Desk.begin();
  await call(desk.world, ROBIN);
  await leaveVoicemail(desk.world, ROBIN);
  await desk.world.pass(60);
  await text(desk.world, ROBIN, '1');
  await text(desk.world, ROBIN, 'after 4 please, ask for Quillon');
  const row = await desk.entryOf(ROBIN);
  const at = `/api/contacts/${row.contact!.id}/export`;
  const page = await desk.request('owner', `${at}?as=html&in=es`);
  expect(page.headers.get('content-disposition')).toBe('attachment; filename="what-is-kept.html"');
  expect(page.headers.get('content-type')).toContain('text/html');
  const html = await page.text();
  expect(html).toContain('lang="es"');
  // Beside the text itself, what was understood of it.
  expect(html).toContain('<p>Por quién preguntar: Quillon</p>');
  expect(html).toContain('<p>Buena hora: after 4</p>');
  const sound = Buffer.from(/data:audio\/wav;base64,([^"]+)"/.exec(html)![1]!, 'base64');
  const chunks = await desk.world.store.read
    .selectFrom('voicemail_chunks')
    .select('bytes')
    .orderBy('position')
    .execute();
  expect(sound.equals(Buffer.concat(chunks.map(({ bytes }) => bytes)))).toBe(true);
  const json = await desk.get('owner', `${at}?as=json`);
  expect(json.json).toMatchObject({ format: 'second-ring contact', contact: { number: ROBIN } });
  expect((await desk.get('owner', `${at}?as=pdf`)).status).toBe(422);
  const whats = await desk.world.store.read
    .selectFrom('audit')
    .select(['what', 'about'])
    .where('what', '=', 'contact_exported')
    .execute();
  expect(whats).toEqual(
    Array.from({ length: 2 }, () => ({ what: 'contact_exported', about: row.contact!.id })),
  );
});

test('a crisis whose time is over waits for a yes', async () => {
  const desk = await Desk.begin();
  await text(desk.world, ROBIN, 'I want to die');
  await desk.world.pass(60);
  const row = await desk.entryOf(ROBIN);
  await desk.world.store.write(tx =>
    tx.db
      .updateTable('entries')
      .set({ state: 'handled', handled_at: tx.now, outcome: 'reached' })
      .where('id', '=', row.id)
      .execute(),
  );
  expect((await desk.send('owner', `/api/entries/${row.id}/erase`, {})).json.type).toMatch(/not-over$/);
  await desk.world.pass(181 * 86_400);
  const { json } = await desk.get('owner', '/api/keeping');
  expect(json).toMatchObject({ heldSince: null, waiting: [{ id: row.id }] });
  const health = (await desk.get('owner', '/api/health')).json.findings;
  expect(health.find((one: { about: string }) => one.about === 'keeping')).toMatchObject({
    ...{ what: 'keeping_crises', count: 1 },
  });
  expect((await desk.send('front_desk', `/api/entries/${row.id}/erase`, {})).status).toBe(403);
  expect((await desk.send('owner', `/api/entries/${row.id}/erase`, {})).json.waiting).toEqual([]);
  expect((await desk.send('owner', `/api/entries/${row.id}/erase`, {})).status).toBe(404);
});

test('a number that somebody typed elsewhere is told of, and what was written there stays', async () => {
  const { desk, at } = await withRobin();
  await sendForm(desk.world, '/form', {
    wants: 'message',
    message: 'marzipan',
    number: '212 555 0140',
    language: 'en',
  });
  const { seen, typed } = (await desk.get('owner', `${at}/kept`)).json;
  expect(typed).toBe(1);
  expect((await desk.send('owner', `${at}/erase`, { seen })).status).toBe(200);
  expect(await whereStands(desk.world, ['marzipan'])).toEqual(['forms.message']);
  const [row] = await desk.queue('owner');
  const confirmed = await desk.send('owner', `/api/entries/${row!.id}/confirm`, { version: row!.version });
  const theirs = `/api/contacts/${confirmed.json.entry.contact.id}`;
  const again = (await desk.get('owner', `${theirs}/kept`)).json;
  expect((await desk.send('owner', `${theirs}/erase`, { seen: again.seen })).status).toBe(200);
  expect(await whereStands(desk.world, ['marzipan', '5550140'])).toEqual([]);
});
