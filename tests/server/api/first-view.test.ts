import { expect, test } from 'vitest';
import { twilioIsHeard } from '../../../core/flows/health-facts.ts';
import { text } from '../../scenarios/texting.ts';
import { ALEX, LINE, ROBIN } from '../../scenarios/world.ts';
import { Desk } from './desk.ts';

test('all that the desk shows at first comes in one answer, the same as in several', async () => {
  const desk = await Desk.begin();
  await text(desk.world, ROBIN, '1');
  await desk.send('dana', '/api/me/ringing', { until: desk.world.now + 1_000 }, 'PUT');
  const until = desk.world.now + 5_000;
  await desk.send('owner', `/api/lines/${encodeURIComponent(LINE)}/closed`, { until }, 'PUT');
  const { status, json } = await desk.get('dana', '/api/first-view');
  expect(status).toBe(200);
  expect(json).toEqual({
    me: (await desk.get('dana', '/api/me')).json,
    seq: expect.any(Number),
    coversAt: Number.MAX_SAFE_INTEGER,
    now: desk.world.now,
    practice: (await desk.get('dana', '/api/practice')).json,
    lines: (await desk.get('dana', '/api/lines')).json.lines,
    queue: (await desk.get('dana', '/api/queue')).json,
    isNew: false,
  });
  expect(json.me.noCallsUntil).toBe(desk.world.now + 1_000);
  expect(json.lines).toMatchObject([{ closedUntil: until }]);
  expect(json.queue.entries).toHaveLength(1);
});

test('clinicians see in it what is theirs, nobody’s, or a crisis', async () => {
  const desk = await Desk.begin();
  await text(desk.world, ROBIN, '1');
  await text(desk.world, ALEX, '1');
  const row = await desk.entryOf(ROBIN);
  await desk.send('front_desk', `/api/entries/${row.id}/take`, { version: row.version });
  const phones = async (person: 'dana' | 'front_desk') =>
    (await desk.get(person, '/api/first-view')).json.queue.entries.map(
      (one: { contact: { phone: string } }) => one.contact.phone,
    );
  expect(await phones('dana')).toEqual([ALEX]);
  expect((await phones('front_desk')).toSorted()).toEqual([ROBIN, ALEX].toSorted());
});

test('owners of an installation that nobody has ever called hear that it is new', async () => {
  const desk = await Desk.begin();
  const isNew = async (person: 'owner' | 'front_desk') =>
    (await desk.get(person, '/api/first-view')).json.isNew;
  expect([await isNew('owner'), await isNew('front_desk')]).toEqual([true, false]);
  await desk.world.store.write(tx => twilioIsHeard(tx, { good: tx.now, bad: null }));
  expect(await isNew('owner')).toBe(false);
});
