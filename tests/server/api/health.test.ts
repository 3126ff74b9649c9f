import { expect, test } from 'vitest';
import { twilioIsHeard, workerIsWell } from '../../../core/flows/health-facts.ts';
import { setMark } from '../../../core/store/marks.ts';
import { WebhooksHeard } from '../../../server/webhooks/heard.ts';
import { missedCall, text } from '../../scenarios/texting.ts';
import { ROBIN, type World } from '../../scenarios/world.ts';
import { Desk, type Person } from './desk.ts';

async function findings(desk: Desk, person: Person = 'owner') {
  const { status, json } = await desk.get(person, '/api/health');
  expect(status).toBe(200);
  return json.findings as { what: string; about: string; [more: string]: unknown }[];
}
const about = async (desk: Desk, topic: string) =>
  (await findings(desk)).find(finding => finding.about === topic);

test('staff hear of what they would notice, owners of the machine as well, clinicians of nothing', async () => {
  const desk = await Desk.begin();
  expect((await findings(desk)).map(one => one.about)).toEqual([
    ...['effects', 'worker', 'server', 'twilio', 'texts', 'alerts', 'watch', 'redis'],
    ...['encryption', 'room', 'backup', 'keeping', 'clock', 'config', 'version'],
  ]);
  expect((await findings(desk, 'front_desk')).map(one => one.about)).toEqual([
    ...['effects', 'worker', 'twilio', 'texts', 'alerts'],
  ]);
  expect((await desk.get('dana', '/api/health')).status).toBe(403);
});

test('nobody has made a backup, and it says so', async () => {
  const desk = await Desk.begin();
  expect(await about(desk, 'backup')).toEqual({ what: 'backup_never', about: 'backup', state: 'look' });
  await desk.world.store.write(tx => setMark(tx, 'backup', tx.now));
  expect(await about(desk, 'backup')).toMatchObject({ what: 'backup_fresh', at: desk.world.now });
});

test('a worker that says nothing any more, and what is due and nobody does', async () => {
  const desk = await Desk.begin();
  expect(await about(desk, 'worker')).toMatchObject({ what: 'worker_never', state: 'wrong' });
  await desk.world.store.write(tx => workerIsWell(tx, false));
  expect(await about(desk, 'worker')).toMatchObject({ what: 'worker_running' });
  expect((await desk.get('owner', '/api/health')).json.state).toBe('look');
  await desk.world.pass(180);
  expect(await about(desk, 'worker')).toMatchObject({ what: 'worker_silent', state: 'wrong' });
  expect((await desk.get('owner', '/api/health')).json.state).toBe('wrong');
});

async function forged(world: World): Promise<void> {
  await world.app.request('/webhooks/twilio/voice', {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': `${'A'.repeat(27)}=`,
    },
    body: 'CallSid=CA1',
  });
}

test('when Twilio last reached us is known at once, and how many signatures did not match', async () => {
  const desk = await Desk.begin();
  expect(await about(desk, 'twilio')).toMatchObject({ what: 'twilio_never' });
  await forged(desk.world);
  await forged(desk.world);
  // A robot that knows nothing of signatures is not worth a word.
  await desk.world.app.request('/webhooks/twilio/voice', { method: 'POST', body: 'x' });
  const { now } = desk.world;
  expect(await about(desk, 'twilio')).toEqual({
    what: 'twilio_refused',
    about: 'twilio',
    state: 'wrong',
    at: now,
    count: 2,
  });
  await text(desk.world, ROBIN, 'Please call me');
  expect(await about(desk, 'twilio')).toMatchObject({ what: 'twilio_forged', state: 'look', count: 2 });
});

test('a stranger causes no write, and a webhook none more', async () => {
  const desk = await Desk.begin();
  for (let i = 0; i < 3; i += 1) await forged(desk.world);
  await missedCall(desk.world, ROBIN);
  const marks = await desk.world.store.read.selectFrom('marks').select('name').execute();
  expect(marks.map(({ name }) => name).filter(name => name.startsWith('twilio'))).toEqual([]);
});

test('it is written down together, is not lost when that fails, and counts anew after a day', async () => {
  const desk = await Desk.begin();
  const { store } = desk.world;
  let full = true;
  const heard = new WebhooksHeard({
    clock: { now: () => Temporal.Instant.fromEpochMilliseconds(desk.world.now) },
    store: { write: flow => (full ? Promise.reject(new Error('disk full')) : store.write(flow)) },
  });
  heard.good();
  heard.bad();
  await heard.writeDown();
  heard.bad();
  full = false;
  await heard.writeDown();
  expect(heard.since).toEqual({ good: null, bad: null });
  const mark = () =>
    store.read.selectFrom('marks').selectAll().where('name', '=', 'twilio_refused').execute();
  const first = desk.world.now;
  expect(await mark()).toEqual([{ name: 'twilio_refused', at: first, count: 2 }]);
  expect(await about(desk, 'twilio')).toMatchObject({ what: 'twilio_forged', count: 2 });
  await store.write(tx => twilioIsHeard(tx, { good: null, bad: { at: first + 3_600_000, count: 5 } }));
  expect(await mark()).toMatchObject([{ count: 7 }]);
  await store.write(tx => twilioIsHeard(tx, { good: null, bad: { at: first + 100_000_000, count: 1 } }));
  expect(await mark()).toMatchObject([{ count: 1 }]);
});

test('texts of the last day that did not arrive are told by why, and never by whom', async () => {
  const desk = await Desk.begin();
  await missedCall(desk.world, ROBIN);
  await desk.world.store.write(tx =>
    tx.db
      .updateTable('messages')
      .set({ status: 'undelivered', error_code: 30006 })
      .where('direction', '=', 'out')
      .execute(),
  );
  const { json } = await desk.get('front_desk', '/api/health');
  expect(json.findings).toContainEqual({
    ...{ what: 'texts_fail', about: 'texts', state: 'look', count: 1 },
    texts: [{ why: 'landline', count: 1 }],
  });
  expect(JSON.stringify(json)).not.toMatch(/555/);
  await desk.world.pass(86_401);
  expect(await about(desk, 'texts')).toMatchObject({ what: 'texts_arrive' });
});

test('whose phone refuses our alerts is told by name', async () => {
  const desk = await Desk.begin();
  await desk.world.store.write(tx =>
    tx.db.insertInto('staff_states').values({ staff: 'dana', alerts_stopped_at: tx.now }).execute(),
  );
  expect(await about(desk, 'alerts')).toMatchObject({ what: 'alerts_stopped', names: ['Dana Reyes'] });
});

test('looking at it is no act, and puts nothing off', async () => {
  const desk = await Desk.begin();
  await findings(desk);
  expect(await desk.world.store.read.selectFrom('audit').select('what').execute()).toEqual([]);
});
