import { expect, test } from 'vitest';
import type { QueueRow } from '../../../core/store/queue-rows.ts';
import { text } from '../../scenarios/texting.ts';
import { ALEX, ROBIN } from '../../scenarios/world.ts';
import { Desk, type Person } from './desk.ts';

const NOBODY = '019aa000-0000-7000-8000-00000000beef';

async function asked(phone = ROBIN): Promise<{ desk: Desk; row: QueueRow; at: string }> {
  const desk = await Desk.begin();
  await text(desk.world, phone, '1');
  const row = await desk.entryOf(phone);
  return { desk, row, at: `/api/entries/${row.id}` };
}

const ACTS: [act: string, body: object, left: Partial<QueueRow>][] = [
  ['take', {}, { state: 'assigned', owner: 'front_desk' }],
  ['assign', { to: 'dana' }, { state: 'assigned', owner: 'dana' }],
  ['assign', { to: null }, { state: 'open', owner: null }],
  ['wait', { until: 'later_today' }, { state: 'waiting', owner: null }],
  ['wait', { until: { date: '2026-11-30' } }, { state: 'waiting' }],
  ['handle', { outcome: 'booked' }, { state: 'handled', outcome: 'booked', copiedToChart: null }],
  ['handle', { outcome: 'reached', copiedToChart: true }, { state: 'handled', copiedToChart: true }],
  ['note', { words: '  Call after four.  ' }, { state: 'open', handover: 'Call after four.' }],
  ['reply', { words: 'We will call at four.' }, { state: 'assigned', owner: 'front_desk', attempts: 1 }],
];

test.each(ACTS)('%s %j, and what was seen before is refused', async (act, body, left) => {
  const { desk, row, at } = await asked();
  const did = await desk.send('front_desk', `${at}/${act}`, { version: row.version, ...body });
  expect(did.status).toBe(200);
  expect(did.json.entry).toMatchObject({ id: row.id, version: row.version + 1, ...left });
  expect(did.json.act).toMatch(/^[0-9a-f-]{36}$/);

  const late = await desk.send('second_desk', `${at}/take`, { version: row.version });
  expect([late.status, late.json.type]).toEqual([409, 'urn:second-ring:problem:changed']);
  expect(late.json).toMatchObject({ by: 'front_desk', what: act, version: row.version + 1 });
  expect(late.json.detail).toMatch(/^Front desk .* meanwhile\. Nothing was changed\.$/);
  expect(await desk.version(row.id)).toBe(row.version + 1);
});

test.each(ACTS.filter(([act]) => act !== 'reply'))('%s %j is undone', async (act, body) => {
  const { desk, row, at } = await asked();
  const did = await desk.send('front_desk', `${at}/${act}`, { version: row.version, ...body });
  const foreign = await desk.send('second_desk', `${at}/undo`, { act: did.json.act });
  expect([foreign.status, foreign.json.type]).toEqual([403, 'urn:second-ring:problem:not-yours']);
  const undone = await desk.send('front_desk', `${at}/undo`, { act: did.json.act });
  expect(undone.status).toBe(200);
  const { version: _, newAsks: __, lastText: ___, ...before } = row;
  expect(undone.json.entry).toMatchObject(before);
  const again = await desk.send('front_desk', `${at}/undo`, { act: did.json.act });
  expect([again.status, again.json.type]).toEqual([409, 'urn:second-ring:problem:undone']);
  // What was undone can be done again, which is what undoing the undoing is.
  const redone = await desk.send('front_desk', `${at}/undo`, { act: undone.json.act });
  const { version: _v, ...after } = did.json.entry;
  expect(redone.json.entry).toMatchObject(after);
});

test('a text cannot be taken back', async () => {
  const { desk, row, at } = await asked();
  const did = await desk.send('front_desk', `${at}/reply`, { version: row.version, words: 'Hello' });
  const undone = await desk.send('front_desk', `${at}/undo`, { act: did.json.act });
  expect([undone.status, undone.json.type]).toEqual([409, 'urn:second-ring:problem:sent']);
});

test('what somebody else has changed since is not undone, and who it was is said', async () => {
  const { desk, row, at } = await asked();
  const took = await desk.send('front_desk', `${at}/take`, { version: row.version });
  await desk.send('second_desk', `${at}/assign`, { version: row.version + 1, to: 'dana' });
  const undone = await desk.send('front_desk', `${at}/undo`, { act: took.json.act });
  expect(undone).toMatchObject({ status: 409, json: { by: 'owner', what: 'assign' } });
  expect(await desk.entryOf(ROBIN)).toMatchObject({ owner: 'dana' });
});

test('what the contact said since stays when an act is undone', async () => {
  const { desk, row, at } = await asked();
  const took = await desk.send('front_desk', `${at}/take`, { version: row.version });
  await text(desk.world, ROBIN, 'Please ask for Robin Vale');
  const undone = await desk.send('front_desk', `${at}/undo`, { act: took.json.act });
  expect(undone.status).toBe(200);
  const now = await desk.entryOf(ROBIN);
  expect(now).toMatchObject({ state: 'open', owner: null });
  expect(now.asks.length + (now.nameToAsk ? 1 : 0)).toBeGreaterThan(1);
});

test('handling is not undone once the contact has asked anew, nor is their entry opened twice', async () => {
  const { desk, row, at } = await asked();
  const handled = await desk.send('front_desk', `${at}/handle`, { version: row.version, outcome: 'reached' });
  await text(desk.world, ROBIN, '1');
  for (const [path, body] of [
    ['undo', { act: handled.json.act }],
    ['reopen', { version: handled.json.entry.version }],
  ] as const) {
    const refused = await desk.send('front_desk', `${at}/${path}`, body);
    expect([refused.status, refused.json.type]).toEqual([409, 'urn:second-ring:problem:asked-anew']);
  }
  const rows = await desk.queue('owner');
  expect(rows.map(one => one.id)).not.toContain(row.id);
  expect(rows).toHaveLength(1);
});

test('undoing a handling leaves automation as quiet in the conversation as it was', async () => {
  const { desk, row, at } = await asked();
  await desk.send('front_desk', `${at}/reply`, { version: row.version, words: 'Four o’clock?' });
  const quiet = () =>
    desk.world.store.read.selectFrom('contacts').select('staff_wrote_at').executeTakeFirstOrThrow();
  const before = await quiet();
  expect(before.staff_wrote_at).not.toBeNull();
  const handled = await desk.send('front_desk', `${at}/handle`, {
    version: row.version + 1,
    outcome: 'booked',
  });
  expect((await quiet()).staff_wrote_at).toBeNull();
  await desk.send('front_desk', `${at}/undo`, { act: handled.json.act });
  expect(await quiet()).toEqual(before);
});

test('a handled entry is opened again, for nobody in particular', async () => {
  const { desk, row, at } = await asked();
  const handled = await desk.send('front_desk', `${at}/handle`, { version: row.version, outcome: 'spam' });
  const early = await desk.send('front_desk', `${at}/take`, { version: handled.json.entry.version });
  expect([early.status, early.json.type]).toEqual([409, 'urn:second-ring:problem:handled']);
  const { json } = await desk.send('second_desk', `${at}/reopen`, { version: handled.json.entry.version });
  expect(json.entry).toMatchObject({ state: 'open', owner: null, outcome: null, handledAt: null });
  const twice = await desk.send('second_desk', `${at}/reopen`, { version: json.entry.version });
  expect([twice.status, twice.json.type]).toEqual([409, 'urn:second-ring:problem:not-handled']);
});

test('an entry waits until its time, and then it is due and somebody is told', async () => {
  const { desk, row, at } = await asked();
  const waits = await desk.send('front_desk', `${at}/wait`, { version: row.version, until: 'later_today' });
  const until = desk.world.now + 3 * 3_600_000;
  expect(waits.json.entry.waitsUntil).toBe(until);
  const texts = desk.world.textsOn('+12125550112').length;
  await desk.world.pass(3 * 3_600 - 60);
  expect(await desk.entryOf(ROBIN)).toMatchObject({ state: 'waiting' });
  expect(desk.world.textsOn('+12125550112')).toHaveLength(texts);
  await desk.world.pass(120);
  expect(await desk.entryOf(ROBIN)).toMatchObject({ state: 'open', waitsUntil: null, dueAt: until });
  expect(desk.world.textsOn('+12125550112')).toHaveLength(texts + 1);
});

test('an entry that waits again wakes at the later time', async () => {
  const { desk, row, at } = await asked();
  await desk.send('front_desk', `${at}/wait`, { version: row.version, until: 'later_today' });
  await desk.send('front_desk', `${at}/wait`, { version: row.version + 1, until: 'tomorrow_morning' });
  await desk.world.pass(4 * 3_600);
  expect(await desk.entryOf(ROBIN)).toMatchObject({ state: 'waiting' });
  await desk.world.pass(24 * 3_600);
  expect(await desk.entryOf(ROBIN)).toMatchObject({ state: 'open' });
});

test('an entry that is handled and opened again by undoing still wakes', async () => {
  const { desk, row, at } = await asked();
  await desk.send('front_desk', `${at}/wait`, { version: row.version, until: 'later_today' });
  const handled = await desk.send('front_desk', `${at}/handle`, {
    version: row.version + 1,
    outcome: 'no_need',
  });
  await desk.world.pass(5 * 3_600);
  await desk.send('front_desk', `${at}/undo`, { act: handled.json.act });
  await desk.world.pass(1);
  expect(await desk.entryOf(ROBIN)).toMatchObject({ state: 'open' });
});

test('whoever is given an entry is told', async () => {
  const { desk, row, at } = await asked();
  const before = desk.world.textsOn('+12125550113').length;
  await desk.send('front_desk', `${at}/assign`, { version: row.version, to: 'owner' });
  await desk.world.pass(60);
  expect(desk.world.textsOn('+12125550113')).toHaveLength(before + 1);
});

test('of two at once one is first, and the other is told', async () => {
  const { desk, row, at } = await asked();
  const body = { version: row.version };
  const both = await Promise.all([
    desk.send('front_desk', `${at}/take`, body),
    desk.send('second_desk', `${at}/take`, body),
  ]);
  expect(both.map(one => one.status)).toEqual([200, 409]);
  expect(both[1]!.json).toMatchObject({ by: 'front_desk', what: 'take' });
  expect(await desk.entryOf(ROBIN)).toMatchObject({ owner: 'front_desk', version: row.version + 1 });
});

test('two replies at once: one text goes out', async () => {
  const { desk, row, at } = await asked();
  const body = { version: row.version, words: 'At four.' };
  const both = await Promise.all([1, 2].map(() => desk.send('front_desk', `${at}/reply`, body)));
  expect(both.map(one => one.status)).toEqual([200, 409]);
  await desk.world.pass(10);
  expect(desk.world.textsOn(ROBIN).filter(words => words.includes('At four.'))).toHaveLength(1);
});

test('several at once: each for itself', async () => {
  const { desk, row } = await asked();
  await text(desk.world, ALEX, '1');
  const other = await desk.entryOf(ALEX);
  const { status, json } = await desk.send('front_desk', '/api/entries/batch', {
    act: 'handle',
    outcome: 'no_need',
    entries: [
      { id: row.id, version: row.version + 7 },
      { id: other.id, version: other.version },
      { id: NOBODY, version: 1 },
    ],
  });
  expect(status).toBe(200);
  expect(
    json.results.map((one: { problem: { type: string } | null }) => one.problem?.type ?? 'done'),
  ).toEqual(['urn:second-ring:problem:changed', 'done', 'urn:second-ring:problem:no-such-entry']);
  expect(json.results[1].entry).toMatchObject({ state: 'handled', outcome: 'no_need' });
  expect((await desk.entryOf(ROBIN)).state).toBe('open');
});

test('a clinician works what is nobody’s or their own; other entries are not there for them', async () => {
  const { desk, row, at } = await asked();
  const took = await desk.send('dana', `${at}/take`, { version: row.version });
  expect(took.status).toBe(200);
  const given = await desk.send('dana', `${at}/assign`, { version: took.json.entry.version, to: 'owner' });
  expect(given.status).toBe(200);
  const { version } = given.json.entry;
  for (const [act, body] of [...ACTS.map(([act, more]) => [act, more] as const), ['reopen', {}]] as const) {
    const refused = await desk.send('dana', `${at}/${act}`, { version, ...body });
    expect([act, refused.status, refused.json.type]).toEqual([
      act,
      404,
      'urn:second-ring:problem:no-such-entry',
    ]);
  }
  expect((await desk.send('dana', `${at}/seen`, { askedAt: 1 })).status).toBe(404);
  // What they gave away themselves they may take back.
  expect((await desk.send('dana', `${at}/undo`, { act: given.json.act })).json.entry.owner).toBe('dana');
  const { json } = await desk.send('front_desk', `${at}/assign`, { version: version + 1, to: 'owner' });
  expect((await desk.send('dana', `${at}/note`, { version: json.entry.version, words: 'x' })).status).toBe(
    404,
  );
  // A crisis is everybody's, whoever has it.
  await text(desk.world, ROBIN, 'I want to kill myself');
  const crisis = await desk.entryOf(ROBIN);
  const noted = await desk.send('dana', `${at}/note`, {
    version: crisis.version,
    words: 'I am calling them.',
  });
  expect(noted.status).toBe(200);
});

test('what a clinician did to an entry that is another’s by now is not there for them to undo', async () => {
  const { desk, row, at } = await asked();
  const noted = await desk.send('dana', `${at}/note`, { version: row.version, words: 'Call after four.' });
  const given = await desk.send('dana', `${at}/assign`, { version: row.version + 1, to: 'owner' });
  await desk.send('owner', `${at}/note`, { version: given.json.entry.version, words: 'Call after four.' });
  const refusals = [
    ['undo', { act: noted.json.act }],
    ['undo', { act: given.json.act }],
    ['undo', { act: NOBODY }],
    ['retry', { version: given.json.entry.version, message: NOBODY }],
  ] as const;
  for (const [path, body] of refusals) {
    const refused = await desk.send('dana', `${at}/${path}`, body);
    expect([path, refused.status, refused.json.type]).toEqual([
      path,
      404,
      'urn:second-ring:problem:no-such-entry',
    ]);
  }
  expect(await desk.entryOf(ROBIN)).toMatchObject({ owner: 'owner', handover: 'Call after four.' });
});

test('who is not in the staff of the file looks, and works nothing', async () => {
  const { desk, row, at } = await asked();
  const refused = await desk.send('accountant', `${at}/take`, { version: row.version });
  expect([refused.status, refused.json.type]).toEqual([403, 'urn:second-ring:problem:not-staff']);
  expect((await desk.send('accountant', `${at}/seen`, { askedAt: row.askedAt })).status).toBe(204);
});

test('what is new since somebody looked, for each of them', async () => {
  const { desk, row, at } = await asked();
  const fresh = async (person: Person) => (await desk.queue(person))[0]!.newAsks;
  expect([await fresh('owner'), await fresh('front_desk')]).toEqual([1, 1]);
  await desk.send('owner', `${at}/seen`, { askedAt: row.askedAt });
  expect([await fresh('owner'), await fresh('front_desk')]).toEqual([0, 1]);
  await desk.world.pass(5);
  await text(desk.world, ROBIN, 'And one more thing, about Tuesday and the form you sent me');
  expect([await fresh('owner'), await fresh('front_desk')]).toEqual([1, 2]);
  // A look that comes late takes nothing back, and none reaches into the future.
  await desk.send('owner', `${at}/seen`, { askedAt: desk.world.now + 9_999_999 });
  await desk.send('owner', `${at}/seen`, { askedAt: 1 });
  expect(await fresh('owner')).toBe(0);
  await desk.world.pass(5);
  await text(desk.world, ROBIN, 'I want to kill myself');
  expect(await fresh('owner')).toBe(1);
});

test.each([
  ['take', {}],
  ['take', { version: '1' }],
  ['take', { version: 1.5 }],
  ['take', { version: 1, more: 1 }],
  ['assign', { version: 1 }],
  ['wait', { version: 1, until: 'never' }],
  ['wait', { version: 1, until: { date: 7 } }],
  ['handle', { version: 1, outcome: 'won' }],
  ['note', { version: 1, words: 'x'.repeat(30_000) }],
  ['reply', { version: 1, words: null }],
  ['undo', { act: 'the last' }],
  ['seen', { askedAt: 'now' }],
])('%s %j cannot be read', async (act, body) => {
  const { desk, at } = await asked();
  const { status, json } = await desk.send('owner', `${at}/${act}`, body);
  expect([status, json.type]).toEqual([422, 'urn:second-ring:problem:bad-input']);
  expect(JSON.stringify(json)).not.toContain('xxx');
});

test.each([
  ['assign', { to: 'nobody_here' }, 422, 'unknown-staff'],
  ['assign', { to: '__proto__' }, 422, 'unknown-staff'],
  ['wait', { until: { date: '2026-11-23' } }, 422, 'past'],
  ['wait', { until: { date: '2026-02-30' } }, 422, 'past'],
  ['wait', { until: { date: '2036-02-28' } }, 422, 'past'],
  ['note', { words: 'x'.repeat(501) }, 422, 'too-long'],
  ['reply', { words: 'x'.repeat(1_601) }, 422, 'too-long'],
  ['reply', { words: ' \n' }, 422, 'no-words'],
] as const)('%s %j is refused with a sentence', async (act, body, status, type) => {
  const { desk, row, at } = await asked();
  const refused = await desk.send('owner', `${at}/${act}`, { version: row.version, ...body });
  expect([refused.status, refused.json.type]).toEqual([status, `urn:second-ring:problem:${type}`]);
  expect(await desk.version(row.id)).toBe(row.version);
});

test('too much, not JSON, and names of nothing', async () => {
  const { desk, at } = await asked();
  const raw = (path: string, body: string, type = 'application/json') =>
    desk.request('owner', path, { method: 'POST', body, headers: { 'content-type': type } });
  expect((await raw(`${at}/take`, `{"version":${'1'.repeat(70_000)}}`)).status).toBe(413);
  expect((await raw(`${at}/take`, '{"version":')).status).toBe(422);
  expect((await raw(`${at}/take`, '[]')).status).toBe(422);
  expect((await raw(`${at}/take`, 'version=1', 'application/x-www-form-urlencoded')).status).toBe(415);
  expect((await raw(`${at}/take`, '{"version":1}', 'text/plain')).status).toBe(415);
  for (const id of ['1', '%00', 'x'.repeat(500), NOBODY, '..%2f..']) {
    expect([id, (await desk.send('owner', `/api/entries/${id}/take`, { version: 1 })).status]).toEqual([
      id,
      404,
    ]);
  }
});
