import { expect, test } from 'vitest';
import type { QueueRow } from '../../../core/store/queue-rows.ts';
import { latestCall, untilSaid } from '../../scenarios/calling.ts';
import { text } from '../../scenarios/texting.ts';
import { DANA, DESK, LINE, ROBIN } from '../../scenarios/world.ts';
import { Desk, type Person } from './desk.ts';

const PRESS = '019aa000-0000-4000-8000-00000000beef';
const ANOTHER = '019aa000-0000-4000-8000-00000000cafe';

async function asked(): Promise<{ desk: Desk; row: QueueRow; at: string }> {
  const desk = await Desk.begin();
  await text(desk.world, ROBIN, '1');
  const row = await desk.entryOf(ROBIN);
  return { desk, row, at: `/api/entries/${row.id}/call` };
}

test('rings the phone of whoever is signed in, and says of the entry how the call stands', async () => {
  const { desk, row, at } = await asked();
  const { status, json } = await desk.send('front_desk', at, { version: row.version, request: PRESS });
  expect(status).toBe(200);
  expect(json.entry).toMatchObject({
    ...{ id: row.id, version: row.version + 1, state: 'assigned', owner: 'front_desk', attempts: 0 },
    lastCall: { id: json.call, staff: 'front_desk', state: 'promised', endedAt: null, talked: null },
  });
  expect(latestCall(desk.world, DESK)).toMatchObject({ from: LINE, status: 'ringing' });
  expect(JSON.stringify(json.entry.lastCall)).not.toContain(ROBIN);

  await desk.world.do({ type: 'answer', phone: DESK });
  await untilSaid(desk.world, DESK, 'Press 1');
  await desk.world.do({ type: 'press', phone: DESK, keys: '1' });
  await desk.world.do({ type: 'decline', phone: ROBIN });
  expect(await desk.entryOf(ROBIN)).toMatchObject({ attempts: 1, lastCall: { state: 'busy' } });
  const { json: shown } = await desk.get('owner', `/api/entries/${row.id}`);
  expect(shown.items[0]).toMatchObject({
    what: 'staff_call',
    staff: 'front_desk',
    state: 'busy',
    typed: null,
  });
});

test('the same request again is the same call, whatever it has seen; one row of the audit log', async () => {
  const { desk, row, at } = await asked();
  const body = { version: row.version, request: PRESS };
  const [one, two] = await Promise.all([
    desk.send('front_desk', at, body),
    desk.send('front_desk', at, body),
  ]);
  const late = await desk.send('front_desk', at, { ...body, version: 1 });
  expect([one.status, two.status, late.status]).toEqual([200, 200, 200]);
  expect(new Set([one.json.call, two.json.call, late.json.call]).size).toBe(1);
  const rows = await desk.world.store.read
    .selectFrom('audit')
    .select(['who', 'about', 'details'])
    .where('what', '=', 'entry_call')
    .execute();
  expect(rows).toEqual([
    { who: 'front_desk', about: row.id, details: JSON.stringify({ call: one.json.call }) },
  ]);
});

test('another request while a call goes on is refused, and who calls them is said', async () => {
  const { desk, row, at } = await asked();
  const began = await desk.send('front_desk', at, { version: row.version, request: PRESS });
  const version = began.json.entry.version;
  const own = await desk.send('front_desk', at, { version, request: ANOTHER });
  expect([own.status, own.json.type]).toEqual([409, 'urn:second-ring:problem:on-a-call']);
  const other = await desk.send('second_desk', at, { version, request: PRESS });
  expect([other.status, other.json.type]).toEqual([409, 'urn:second-ring:problem:being-called']);
  expect(other.json).toMatchObject({ by: 'front_desk', detail: 'Front desk is calling them right now.' });
});

test('what was seen must be as it is, and the entry not be handled', async () => {
  const { desk, row, at } = await asked();
  const old = await desk.send('front_desk', at, { version: row.version + 1, request: PRESS });
  expect([old.status, old.json.type]).toEqual([409, 'urn:second-ring:problem:changed']);
  const { json } = await desk.send('owner', `/api/entries/${row.id}/handle`, {
    ...{ version: row.version, outcome: 'reached' },
  });
  const done = await desk.send('front_desk', at, { version: json.entry.version, request: PRESS });
  expect([done.status, done.json.type]).toEqual([409, 'urn:second-ring:problem:handled']);
  expect(latestCall(desk.world, DESK)).toBeUndefined();
});

test.each<[Person, number, string]>([
  ['accountant', 403, 'not-staff'],
  ['covered', 423, 'covered'],
])('%s is told why no phone rings', async (person, status, type) => {
  const { desk, row, at } = await asked();
  const refused = await desk.send(person, at, { version: row.version, request: PRESS });
  expect([refused.status, refused.json.type]).toEqual([status, `urn:second-ring:problem:${type}`]);
});

test('a clinician calls from nobody’s entry, their own and a crisis; another’s is not there', async () => {
  const { desk, row, at } = await asked();
  const given = await desk.send('owner', `/api/entries/${row.id}/assign`, {
    ...{ version: row.version, to: 'front_desk' },
  });
  const body = { version: given.json.entry.version, request: PRESS };
  const foreign = await desk.send('dana', at, body);
  expect([foreign.status, foreign.json.type]).toEqual([404, 'urn:second-ring:problem:no-such-entry']);
  await text(desk.world, ROBIN, 'I want to die');
  const { version } = await desk.entryOf(ROBIN);
  const crisis = await desk.send('dana', at, { ...body, version });
  expect(crisis.status).toBe(200);
  expect(latestCall(desk.world, DANA)?.status).toBe('ringing');
});

test('a clinician’s own call shows nothing of the entry once it is another’s', async () => {
  const { desk, row, at } = await asked();
  const body = { version: row.version, request: PRESS };
  const began = await desk.send('dana', at, body);
  expect(began.status).toBe(200);
  await desk.send('owner', `/api/entries/${row.id}/assign`, {
    ...{ version: began.json.entry.version, to: 'front_desk' },
  });
  const again = await desk.send('dana', at, body);
  expect([again.status, again.json.type]).toEqual([404, 'urn:second-ring:problem:no-such-entry']);
});

test('a number in the request is no part of it', async () => {
  const { desk, row, at } = await asked();
  const refused = await desk.send('front_desk', at, {
    ...{ version: row.version, request: PRESS, number: '+12125550141' },
  });
  expect(refused.status).toBe(422);
});

test('every screen knows who has a phone to ring', async () => {
  const desk = await Desk.begin({
    config: yaml => yaml.replace('  owner: {', '  pat: {name: Pat Moss}\n  owner: {'),
  });
  const { json } = await desk.get('dana', '/api/practice');
  expect(json.staff.map((one: { id: string; rings: boolean }) => [one.id, one.rings])).toEqual([
    ['front_desk', true],
    ['dana', true],
    ['pat', false],
    ['owner', true],
  ]);
});
