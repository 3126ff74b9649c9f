import { expect, test } from 'vitest';
import { claimEffect } from '../../core/flows/claim-effect.ts';
import { staffPhoneEnds } from '../../core/flows/staff-call-steps.ts';
import { latestCall } from './calling.ts';
import { callRobin, danaPresses, robinAsks, staffCall, standing } from './staff-calling.ts';
import { newestEntry, work } from './texting.ts';
import { DANA, ROBIN } from './world.ts';

/** The connection breaks before the answer. */
const cut = (accepted: boolean) =>
  ({
    type: 'fault',
    fault: { on: 'rest', path: 'Calls', count: 1, effect: { type: 'cut', accepted } },
  }) as const;

/** The carrier answers requests about calls with this status alone. */
const answersOnly = (status: number, count: number) =>
  ({
    type: 'fault',
    fault: { on: 'rest', path: 'Calls', count, effect: { type: 'status', status, accepted: false } },
  }) as const;

test('two clicks, and the same request a minute later: one call', async () => {
  const world = await robinAsks();
  const { version } = await newestEntry(world);
  const press = { request: 'one press', version };
  const [first, second] = await Promise.all([callRobin(world, press), callRobin(world, press)]);
  expect(second.call.id).toBe(first.call.id);
  await danaPresses(world);
  await world.pass(60);
  const third = await callRobin(world, press);
  expect([third.call.id, third.again]).toEqual([first.call.id, true]);
  const calls = world.simulator.state().calls.filter(one => one.direction === 'outbound-api');
  expect(calls).toHaveLength(1);
});

test('one call at a time for one person, and one to Robin', async () => {
  const world = await robinAsks();
  await callRobin(world);
  await expect(callRobin(world)).rejects.toMatchObject({ code: 'on_a_call' });
  await expect(callRobin(world, { staff: 'owner' })).rejects.toMatchObject({
    code: 'being_called',
    facts: { by: 'dana' },
  });
  await world.do({ type: 'decline', phone: DANA });
  await callRobin(world, { staff: 'owner' });
  expect((await world.summary()).staffCalls).toEqual([
    'dana to Robin: not_pressed',
    'owner to Robin: ringing',
  ]);
});

test('a call that could not be placed within a minute is not placed any more', async () => {
  const world = await robinAsks();
  world.stopWorker();
  await callRobin(world);
  await world.pass(61);
  await world.startWorker();
  expect(await standing(world)).toBe('expired');
  expect(latestCall(world, DANA)?.direction).not.toBe('outbound-api');
  expect((await world.summary()).undone).toContain('place_call cancelled: too_late');
});

test('a carrier that is busy for a moment is asked again, within the minute', async () => {
  const world = await robinAsks();
  await world.do(answersOnly(429, 2));
  await callRobin(world);
  await world.pass(15);
  expect(await standing(world)).toBe('ringing');
});

test('a carrier that refuses is believed', async () => {
  const world = await robinAsks();
  await world.do(answersOnly(400, 1));
  await callRobin(world);
  expect(await standing(world)).toBe('not_placed');
  await world.pass(120);
  expect((await world.summary()).requests).toEqual(['POST Calls']);
});

test('of a call of which nobody knows whether it went out that is said, and it is never repeated by itself', async () => {
  const world = await robinAsks();
  await world.do(cut(false));
  await callRobin(world);
  expect(await standing(world)).toBe('unknown');
  await world.pass(600);
  expect(await standing(world)).toBe('unknown');
  expect((await world.summary()).requests).toEqual(['POST Calls']);
  // She may press again.
  await callRobin(world);
  expect(await standing(world)).toBe('ringing');
});

test('a call that went out after all is known by its first step', async () => {
  const world = await robinAsks();
  await world.do(cut(true));
  await callRobin(world);
  expect(await standing(world)).toBe('unknown');
  await danaPresses(world);
  await world.pass(3);
  await world.do({ type: 'answer', phone: ROBIN });
  await world.pass(30);
  await world.do({ type: 'hang-up', phone: DANA });
  await world.pass(5);
  expect(await staffCall(world)).toMatchObject({ state: 'answered', talked: 30 });
});

test('whoever pressed again while the first was unknown has one call, and the first hangs up', async () => {
  const world = await robinAsks();
  await world.do(cut(true));
  await callRobin(world);
  await callRobin(world);
  const [first, second] = world.simulator.state().calls.filter(one => one.direction === 'outbound-api');
  await world.do({ type: 'answer', phone: DANA, callSid: second?.sid ?? '' });
  await world.do({ type: 'answer', phone: DANA, callSid: first?.sid ?? '' });
  await world.pass(2);
  expect((await world.summary()).staffCalls).toEqual(['dana to Robin: not_pressed', 'dana to Robin: asking']);
});

test('a call whose end never reaches us is settled by what the carrier says, and she may call again', async () => {
  const world = await robinAsks();
  await callRobin(world);
  await danaPresses(world);
  await world.pass(3);
  await world.do({ type: 'answer', phone: ROBIN });
  await world.pass(10);
  world.serverIsDown = true;
  await world.pass(30);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(60);
  world.serverIsDown = false;
  await world.pass(300);
  expect(await staffCall(world)).toMatchObject({ state: 'answered', talked: 40 });
});

test('when nobody can be asked either that is said, and she may call again', async () => {
  const world = await robinAsks();
  await callRobin(world);
  await danaPresses(world);
  world.serverIsDown = true;
  await world.do({ type: 'hang-up', phone: DANA });
  await world.pass(60);
  world.serverIsDown = false;
  await world.do(answersOnly(503, 99));
  await world.pass(900);
  expect(await standing(world)).toBe('unheard');
});

test('a worker that is lost while it asks for a call: its first step says that it went out', async () => {
  const world = await robinAsks();
  world.stopWorker();
  const { call } = await callRobin(world);
  const placing = await world.store.read
    .selectFrom('effects')
    .select('id')
    .where('kind', '=', 'place_call')
    .executeTakeFirstOrThrow();
  await work(world, (tx, config) => claimEffect(tx, config, placing.id));
  await work(world, tx => staffPhoneEnds(tx, { call: call.id, sid: 'CA1', status: 'no-answer' }));
  await world.pass(61);
  await world.startWorker();
  expect((await world.summary()).undone.filter(one => one.startsWith('place_call'))).toEqual([]);
  expect(await standing(world)).toBe('not_pressed');
});
