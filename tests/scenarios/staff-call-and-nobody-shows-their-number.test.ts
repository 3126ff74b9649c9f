import { expect, test } from 'vitest';
import type { Webhook } from '../../simulator/core/webhook.ts';
import { latestCall, replay, untilSaid } from './calling.ts';
import { callRobin, danaPresses, robinAsks, staffCall, standing } from './staff-calling.ts';
import { allRows, only } from './texting.ts';
import { DANA, LINE, ROBIN } from './world.ts';

test('her own phone rings from the line, she presses 1, and Robin is called from the line', async () => {
  const world = await robinAsks();
  await callRobin(world);
  expect(latestCall(world, DANA)).toMatchObject({ from: LINE, to: DANA, status: 'ringing' });
  expect(await standing(world)).toBe('ringing');
  expect(latestCall(world, ROBIN)).toBeUndefined();

  await world.do({ type: 'answer', phone: DANA });
  expect(await standing(world)).toBe('asking');
  await untilSaid(world, DANA, 'Press 1');
  expect(world.heard(DANA)).toEqual([
    'Here is the call you asked Willow Street for. Press 1, and the other phone rings.',
  ]);
  await world.do({ type: 'press', phone: DANA, keys: '1' });
  expect(latestCall(world, ROBIN)).toMatchObject({ from: LINE, to: ROBIN, status: 'ringing' });
  expect(await standing(world)).toBe('calling');

  await world.pass(4);
  await world.do({ type: 'answer', phone: ROBIN });
  expect(await standing(world)).toBe('talking');
  await world.pass(180);
  await world.do({ type: 'hang-up', phone: ROBIN });
  await world.pass(60);
  expect(await staffCall(world)).toMatchObject({ state: 'answered', talked: 180, staff: 'dana' });
  expect(await world.summary()).toEqual(
    only({
      legs: ['Robin: completed'],
      staffCalls: ['dana to Robin: answered'],
      requests: ['POST Calls'],
      texts: ['Robin: callback_open (delivered)', 'Dana: alert (delivered)'],
      entries: ['Robin: callback (assigned dana)'],
      // Louder in half an hour, unless somebody has taken it by then, as Dana has.
      undone: ['send_alert pending'],
      rows: { contacts: 1, messages: 2, alerts: 2 },
    }),
  );
});

test('repeated requests for the steps get the same answers, and change nothing', async () => {
  const world = await robinAsks();
  await callRobin(world);
  await danaPresses(world);
  await world.pass(4);
  await world.do({ type: 'answer', phone: ROBIN });
  await world.pass(30);
  await world.do({ type: 'hang-up', phone: DANA });
  await world.pass(30);
  const told = world.simulator.state().webhooks.filter(({ url }) => url.includes('/voice/staff-call'));
  expect(told.length).toBeGreaterThan(5);
  const before = await allRows(world);
  for (const webhook of [...told, ...told.toReversed(), ...told]) {
    const answer = await replay(world, webhook);
    expect([webhook.url, answer.status]).toEqual([webhook.url, webhook.status]);
    // Her phone is on the hook by now: it is not asked for a key again, and a key still calls whom it called.
    if (!/staff-call\?/.test(webhook.url)) expect(await answer.text()).toBe(webhook.body ?? '');
  }
  await world.settle();
  expect(await allRows(world)).toEqual(before);
  expect(world.simulator.state().calls.filter(one => one.to === ROBIN)).toHaveLength(1);
});

test('nothing about Robin stands in an address, in what the worker asks for, or on Dana’s phone before the key', async () => {
  const world = await robinAsks();
  await callRobin(world);
  await danaPresses(world, '7');
  await world.pass(20);
  const { webhooks, rest } = world.simulator.state();
  const placed = rest.find(({ method, path }) => method === 'POST' && path.endsWith('/Calls.json'));
  expect(JSON.stringify(placed?.params)).toContain('/staff-call?call=');
  const steps = webhooks.filter(({ url }) => url.includes('staff-call'));
  for (const { url } of steps) expect(url).toMatch(/\?call=[0-9a-f-]{36}$/);
  const said = JSON.stringify([placed, steps, world.heard(DANA), world.logs]);
  for (const words of [ROBIN.slice(1), 'callback', 'Robin']) expect(said).not.toContain(words);
});

test('an unsigned step, and one of another call, is nobody’s', async () => {
  const world = await robinAsks();
  const { call: own } = await callRobin(world);
  const url = `https://calls.willowstreet.example/webhooks/twilio/voice/staff-call/key?call=${own.id}`;
  const params = [
    ['CallSid', 'CA00000000000000000000000000000099'],
    ['Digits', '1'],
  ] as const;
  const unsigned = await world.app.request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(params.map(([name, value]) => [name, value])).toString(),
  });
  expect(unsigned.status).toBe(403);
  const another = await replay(world, { url, params } as unknown as Webhook);
  expect(await another.text()).toContain('<Hangup/>');
  expect(await staffCall(world)).toMatchObject({ state: 'ringing', key_at: null });
});
