import { expect, test } from 'vitest';
import { beginLookingAround, lookedAround } from '../../../core/flows/look-around.ts';
import { found } from '../../../core/rules/doctor/findings.ts';
import { keepLooked } from '../../../core/store/looked.ts';
import { Desk } from './desk.ts';

const HOST = 'calls.willowstreet.example';

async function due(desk: Desk): Promise<number | undefined> {
  const row = await desk.world.store.read
    .selectFrom('effects')
    .select('due_at')
    .where('kind', '=', 'look_around')
    .executeTakeFirst();
  return row?.due_at;
}

test('owners see what the worker found outside, with when it looked; nobody else does', async () => {
  const desk = await Desk.begin();
  expect((await desk.get('owner', '/api/health')).json).toMatchObject({ looked: null, compose: false });
  const findings = [
    found('name_found', { host: HOST, addresses: '192.0.2.7' }),
    found('address_silent', { host: HOST, error: 'ECONNREFUSED' }),
    found('clocks_far_apart', { seconds: 4000 }),
  ];
  await desk.world.store.write(tx => lookedAround(tx, findings));
  const { json } = await desk.get('owner', '/api/health');
  expect(json.looked).toEqual({ at: desk.world.now, findings: findings.slice(0, 2) });
  expect(json.state).toBe('wrong');
  const { json: staff } = await desk.get('front_desk', '/api/health');
  expect([staff.looked, staff.steps]).toEqual([null, []]);
  expect((await desk.get('dana', '/api/health')).status).toBe(403);
});

test('a new look takes the place of the old one, and what a newer version found is left out', async () => {
  const desk = await Desk.begin();
  await desk.world.store.write(tx => lookedAround(tx, [found('name_unknown', { host: HOST })]));
  await desk.world.pass(60);
  await desk.world.store.write(async tx => {
    await lookedAround(tx, [found('address_ours', { host: HOST })]);
    await keepLooked(tx, [
      { what: 'address_ours', values: { host: HOST } },
      { what: 'of_tomorrow', values: {} },
    ]);
  });
  const { json } = await desk.get('owner', '/api/health');
  expect(json.looked.findings.map(({ what }: { what: string }) => what)).toEqual(['address_ours']);
  expect(json.looked.at).toBe(desk.world.now);
});

test('owners can have it look again, at most every twenty seconds', async () => {
  const desk = await Desk.begin();
  await desk.world.store.write(tx => beginLookingAround(tx));
  await desk.world.store.write(tx => lookedAround(tx, []));
  const post = (person: 'owner' | 'front_desk' | 'dana' | 'covered') =>
    desk.send(person, '/api/health/look', {});
  expect((await post('front_desk')).status).toBe(403);
  expect((await post('dana')).status).toBe(403);
  expect((await post('covered')).status).not.toBe(202);
  expect(await due(desk)).toBe(desk.world.now + 30_000);
  expect((await post('owner')).status).toBe(202);
  expect(await due(desk)).toBe(desk.world.now + 20_000);
});

test('a step is ticked by an owner, where only they can know; it is written into the audit log', async () => {
  const desk = await Desk.begin();
  const steps = async () =>
    Object.fromEntries(
      (await desk.get('owner', '/api/health')).json.steps.map(
        ({ step, done, byHand }: { step: string; done: boolean; byHand: boolean }) => [step, [done, byHand]],
      ),
    );
  expect((await steps()).sheet).toEqual([false, true]);
  const put = (step: string, done: unknown, person: 'owner' | 'front_desk' = 'owner') =>
    desk.send(person, `/api/health/steps/${step}`, { done }, 'PUT');
  expect((await put('sheet', true, 'front_desk')).status).toBe(403);
  expect((await put('sheet', 'yes')).status).toBe(422);
  expect((await put('nothing', true)).status).toBe(404);
  expect((await put('sheet', true)).status).toBe(200);
  expect((await put('sheet', true)).status).toBe(200);
  expect((await steps()).sheet).toEqual([true, true]);
  expect((await put('sheet', false)).status).toBe(200);
  expect((await steps()).sheet).toEqual([false, true]);
  const rows = await desk.world.store.read
    .selectFrom('audit')
    .select(['who', 'details'])
    .where('what', '=', 'step_done')
    .execute();
  expect(rows.map(({ who, details }) => [who, JSON.parse(String(details)).done])).toEqual([
    ['owner', true],
    ['owner', true],
    ['owner', false],
  ]);
});
