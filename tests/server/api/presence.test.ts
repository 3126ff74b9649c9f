import { expect, test } from 'vitest';
import { text } from '../../scenarios/texting.ts';
import { ALEX, DANA, OWNER, ROBIN } from '../../scenarios/world.ts';
import { Desk, type Person } from './desk.ts';

const BY_A_PERSON = { 'second-ring-act': 'person' };

async function activeAt(desk: Desk): Promise<Record<string, number | null>> {
  const rows = await desk.world.store.read
    .selectFrom('staff_states')
    .select(['staff', 'active_at'])
    .execute();
  return Object.fromEntries(rows.map(row => [row.staff, row.active_at]));
}

/** One entry is there already; two minutes later nobody is at the desk. */
async function asked(): Promise<{ desk: Desk; at: string; version: number }> {
  const desk = await Desk.begin();
  await text(desk.world, ROBIN, '1');
  const row = await desk.entryOf(ROBIN);
  await desk.world.pass(300);
  return { desk, at: `/api/entries/${row.id}`, version: row.version };
}

const DOES: [what: string, does: (desk: Desk, at: string, version: number) => Promise<unknown>][] = [
  ['takes an entry', (desk, at, version) => desk.send('dana', `${at}/take`, { version })],
  ['handles one', (desk, at, version) => desk.send('dana', `${at}/handle`, { version, outcome: 'reached' })],
  ['writes', (desk, at, version) => desk.send('dana', `${at}/reply`, { version, words: 'Hello' })],
  ['opens one', (desk, at) => desk.request('dana', at, { headers: BY_A_PERSON })],
  ['types or clicks', desk => desk.request('dana', '/api/me', { headers: BY_A_PERSON })],
];

test.each(DOES)('whoever %s is at the desk: an ordinary alert to them waits', async (_, does) => {
  const { desk, at, version } = await asked();
  await does(desk, at, version);
  expect(await activeAt(desk)).toEqual({ dana: desk.world.now });
  const before = desk.world.textsOn(DANA).length;
  await text(desk.world, ALEX, '1');
  await desk.world.pass(110);
  expect(desk.world.textsOn(DANA)).toHaveLength(before);
  await desk.world.pass(15);
  expect(desk.world.textsOn(DANA)).toHaveLength(before + 1);
});

test('what the page reads by itself makes nobody present', async () => {
  const { desk, at } = await asked();
  for (const path of [at, '/api/me', '/api/queue']) expect((await desk.get('dana', path)).status).toBe(200);
  expect(await activeAt(desk)).toEqual({});
});

test('an alert that waits for them is not sent once they have opened the entry; others get theirs', async () => {
  const desk = await Desk.begin();
  await desk.request('dana', '/api/me', { headers: BY_A_PERSON });
  await text(desk.world, ROBIN, '1');
  const row = await desk.entryOf(ROBIN);
  await desk.request('dana', `/api/entries/${row.id}`, { headers: BY_A_PERSON });
  await desk.world.pass(3_600);
  expect(desk.world.textsOn(DANA)).toEqual([]);
  expect(desk.world.textsOn(OWNER).length).toBeGreaterThan(0);
});

test('who was refused, and who is nobody in the configuration, is not present', async () => {
  const { desk, at, version } = await asked();
  await desk.send('dana', `${at}/take`, { version: version + 1 });
  for (const person of ['accountant', 'covered'] satisfies Person[]) {
    await desk.request(person, at, { headers: BY_A_PERSON });
    await desk.request(person, '/api/me', { headers: BY_A_PERSON });
  }
  expect(await activeAt(desk)).toEqual({});
});
