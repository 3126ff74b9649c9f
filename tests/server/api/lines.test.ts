import { expect, test } from 'vitest';
import { call } from '../../scenarios/calling.ts';
import { LINE, ROBIN } from '../../scenarios/world.ts';
import { Desk } from './desk.ts';

const AT = `/api/lines/${encodeURIComponent(LINE)}/closed`;
const HOUR = 3_600_000;

const ringing = (desk: Desk) =>
  desk.world.simulator
    .state()
    .calls.filter(one => one.phone !== ROBIN)
    .map(one => one.phone);

test('a line is closed until a time, whatever its hours say, and opened again', async () => {
  const desk = await Desk.begin();
  const before = await desk.get('dana', '/api/lines');
  expect(before.json.lines).toEqual([
    { number: LINE, name: 'Main line', open: true, opens: null, closedUntil: null },
  ]);
  const until = desk.world.now + 2 * HOUR;
  const closed = await desk.send('front_desk', AT, { until }, 'PUT');
  expect([closed.status, closed.json]).toEqual([
    200,
    { number: LINE, name: 'Main line', open: false, opens: until, closedUntil: until },
  ]);
  await call(desk.world, ROBIN);
  expect(ringing(desk)).toEqual([]);
  expect((await desk.send('front_desk', AT, { until: null }, 'PUT')).json.open).toBe(true);
  expect((await desk.get('owner', AT)).json.open).toBe(true);
  const audit = await desk.world.store.read
    .selectFrom('audit')
    .select(['who', 'details'])
    .where('what', '=', 'line_closed')
    .execute();
  expect(audit).toEqual([
    { who: 'front_desk', details: JSON.stringify({ until }) },
    { who: 'front_desk', details: JSON.stringify({ until: null }) },
  ]);
});

test.each([
  ['an_hour', Date.UTC(2026, 10, 23, 16)],
  ['end_of_day', Date.UTC(2026, 10, 24, 5)],
  [{ wall: '2026-11-23T14:15' }, Date.UTC(2026, 10, 23, 19, 15)],
])('until %j, in the practice’s time zone', async (until, moment) => {
  const desk = await Desk.begin();
  expect((await desk.send('owner', AT, { until }, 'PUT')).json.closedUntil).toBe(moment);
  expect((await desk.send('dana', '/api/me/ringing', { until }, 'PUT')).json.noCallsUntil).toBe(moment);
});

test('clinicians look at lines, and close none', async () => {
  const desk = await Desk.begin();
  const { status, json } = await desk.send('dana', AT, { until: desk.world.now + HOUR }, 'PUT');
  expect([status, json.type]).toEqual([403, 'urn:second-ring:problem:not-allowed']);
  expect((await desk.get('dana', AT)).json.open).toBe(true);
});

test('a phone whose owner asked for it is left out of ringing until then', async () => {
  const desk = await Desk.begin();
  const until = desk.world.now + HOUR;
  const rests = await desk.send('dana', '/api/me/ringing', { until }, 'PUT');
  expect([rests.status, rests.json]).toEqual([200, { noCallsUntil: until }]);
  expect((await desk.get('dana', '/api/me')).json).toEqual({
    ...{ user: 'dana', name: 'dana', staff: 'dana', role: 'clinician' },
    noCallsUntil: until,
  });
  expect((await desk.get('owner', '/api/me')).json.noCallsUntil).toBeNull();
  await call(desk.world, ROBIN);
  await desk.world.untilTone(ROBIN);
  await desk.world.do({ type: 'hang-up', phone: ROBIN });
  expect((await desk.world.summary()).legs).toEqual(['Front desk: no-answer']);
  await desk.world.pass(3_600);
  await call(desk.world, ROBIN);
  await desk.world.untilTone(ROBIN);
  expect((await desk.world.summary()).legs).toEqual([
    'Front desk: no-answer',
    'Front desk: no-answer',
    'Dana: no-answer',
  ]);
});

test('when every phone rests, the line greets at once; and resting ends when they say so', async () => {
  const desk = await Desk.begin();
  const until = desk.world.now + HOUR;
  for (const person of ['dana', 'front_desk'] as const) {
    await desk.send(person, '/api/me/ringing', { until }, 'PUT');
  }
  await call(desk.world, ROBIN);
  await desk.world.untilTone(ROBIN);
  expect((await desk.world.summary()).legs).toEqual([]);
  await desk.world.do({ type: 'hang-up', phone: ROBIN });
  await desk.send('front_desk', '/api/me/ringing', { until: null }, 'PUT');
  await call(desk.world, ROBIN);
  await desk.world.untilTone(ROBIN);
  expect((await desk.world.summary()).legs).toEqual(['Front desk: no-answer']);
});

test.each([
  ['an hour ago', -HOUR, 422, 'past'],
  ['now', 0, 422, 'past'],
  ['in a thousand days', 86_400_000 * 1_000, 422, 'past'],
])('%s is no time to close until', async (_, from, status, type) => {
  const desk = await Desk.begin();
  for (const path of [AT, '/api/me/ringing']) {
    const refused = await desk.send('front_desk', path, { until: desk.world.now + from }, 'PUT');
    expect([refused.status, refused.json.type]).toEqual([status, `urn:second-ring:problem:${type}`]);
  }
});

test.each([
  [{}],
  [{ until: 'noon' }],
  [{ until: { wall: 'noon' } }],
  [{ until: { wall: '2026-02-30T12:00' } }],
  [{ until: 1.5 }],
  [{ until: null, line: LINE }],
  [null],
])('%j is no time at all', async body => {
  const desk = await Desk.begin();
  for (const path of [AT, '/api/me/ringing']) {
    expect((await desk.send('owner', path, body, 'PUT')).status).toBe(422);
  }
});

test('lines that are not there, and people without a phone', async () => {
  const desk = await Desk.begin();
  const until = desk.world.now + HOUR;
  for (const number of ['%2B12125550199', '1', '__proto__', 'x'.repeat(50)]) {
    const { status } = await desk.send('owner', `/api/lines/${number}/closed`, { until }, 'PUT');
    expect([number, status]).toEqual([number, 404]);
  }
  expect((await desk.send('accountant', '/api/me/ringing', { until }, 'PUT')).status).toBe(403);
});
