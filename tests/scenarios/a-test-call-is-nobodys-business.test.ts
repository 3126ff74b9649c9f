import { expect, test } from 'vitest';
import { phonesAreTested } from '../../core/flows/test-calls.ts';
import { WorkRefused } from '../../core/flows/work-refused.ts';
import { testStands } from '../../core/rules/test-call.ts';
import { testCallsSince } from '../../core/store/test-calls.ts';
import { replay, untilSaid } from './calling.ts';
import { DANA, DESK, OWNER, World, type WorldOptions } from './world.ts';

async function ring(staff: string[], options: WorldOptions = {}): Promise<World> {
  const world = await World.begin(options);
  await world.store.write(tx => phonesAreTested(tx, world.holder.current(), staff));
  await world.settle();
  return world;
}

/** `dana: pressed`, in the order of asking. */
const stand = (world: World) =>
  testCallsSince(world.store, 0).map(call => `${call.staff}: ${testStands(call)}`);

/** Nothing of it is a caller's, a contact's or the queue's. */
async function expectSilence(world: World): Promise<void> {
  const summary = await world.summary();
  expect(summary).toMatchObject({ calls: [], staffCalls: [], texts: [], notices: [], entries: [], rows: {} });
  expect(summary.complaints).toEqual([]);
}

test('whoever presses 1 is told from whoever does not, from a voicemail and from a phone that rings in vain', async () => {
  const world = await ring(['dana', 'front_desk', 'owner']);
  await world.do({ type: 'set-phone', number: OWNER, phone: { voicemailAfterSeconds: 8 } });
  await world.pass(3);
  expect(stand(world)).toEqual(['dana: ringing', 'front_desk: ringing', 'owner: ringing']);
  await world.do({ type: 'answer', phone: DANA });
  await untilSaid(world, DANA, 'This is a test call from Willow Street. Press 1');
  await world.do({ type: 'press', phone: DANA, keys: '1' });
  await untilSaid(world, DANA, 'This phone works');
  await world.pass(60);
  expect(stand(world)).toEqual(['dana: pressed', 'front_desk: no_answer', 'owner: not_pressed']);
  // Calls come from a line that rings them.
  expect(world.simulator.state().calls.map(({ from }) => from)).toEqual(Array(3).fill('+12125550100'));
  await expectSilence(world);
});

test('in the language of whoever the phone belongs to', async () => {
  const world = await ring(['dana'], {
    config: yaml => yaml.replace('name: Dana Reyes,', 'name: Dana Reyes, languages: [es],'),
  });
  await world.pass(2);
  await world.do({ type: 'answer', phone: DANA });
  await untilSaid(world, DANA, 'Esta es una llamada de prueba');
  await world.do({ type: 'press', phone: DANA, keys: '1' });
  await untilSaid(world, DANA, 'Este teléfono funciona');
});

test.each([
  ['another key', (world: World) => world.do({ type: 'press', phone: DANA, keys: '2' }), 'not_pressed'],
  ['hangs up', (world: World) => world.do({ type: 'hang-up', phone: DANA }), 'not_pressed'],
] as const)('lifted, and then %s', async (_, does, stands) => {
  const world = await ring(['dana']);
  await world.pass(2);
  await world.do({ type: 'answer', phone: DANA });
  await untilSaid(world, DANA, 'Press 1');
  await does(world);
  await world.pass(30);
  expect(stand(world)).toEqual([`dana: ${stands}`]);
  await expectSilence(world);
});

test('declined', async () => {
  const world = await ring(['front_desk']);
  await world.pass(2);
  await world.do({ type: 'decline', phone: DESK });
  await world.pass(10);
  expect(stand(world)).toEqual(['front_desk: busy']);
});

test('a phone that is lifted while we cannot be reached: that is told, not called a success', async () => {
  const world = await ring(['dana']);
  await world.pass(2);
  world.serverIsDown = true;
  await world.do({ type: 'answer', phone: DANA });
  await untilSaid(world, DANA, 'application error');
  world.serverIsDown = false;
  await world.pass(60);
  expect(stand(world)).toEqual(['dana: never_asked']);
});

test('steps that come twice are answered the same, and another call’s are nobody’s', async () => {
  const world = await ring(['dana']);
  await world.pass(2);
  await world.do({ type: 'answer', phone: DANA });
  await untilSaid(world, DANA, 'Press 1');
  await world.do({ type: 'press', phone: DANA, keys: '1' });
  const webhooks = world.simulator.state().webhooks.filter(({ url }) => url.includes('/test-call'));
  const key = webhooks.find(({ url }) => url.includes('/key'))!;
  expect(await (await replay(world, key)).text()).toContain('This phone works');
  const params = key.params.map(
    ([name, value]) => [name, name === 'CallSid' ? `CA${'9'.repeat(32)}` : value] as const,
  );
  const another = await (await replay(world, { ...key, params })).text();
  expect(another).toContain('<Response><Hangup/></Response>');
  expect(stand(world)).toEqual(['dana: pressed']);
});

test('the carrier refuses: why is kept, and it is not tried for ever', async () => {
  const effect = { type: 'status', status: 400, accepted: false } as const;
  const world = await World.begin();
  await world.do({ type: 'fault', fault: { on: 'rest', path: '/Calls', count: 1, effect } });
  await world.store.write(tx => phonesAreTested(tx, world.holder.current(), ['dana']));
  await world.pass(120);
  expect(stand(world)).toEqual(['dana: refused']);
  expect(testCallsSince(world.store, 0)[0]?.error_code).toBe(20500);
});

test('the carrier is out of reach: after a minute nobody’s phone rings any more', async () => {
  const effect = { type: 'status', status: 429, accepted: false } as const;
  const world = await World.begin();
  await world.do({ type: 'fault', fault: { on: 'rest', path: '/Calls', count: 99, effect } });
  await world.store.write(tx => phonesAreTested(tx, world.holder.current(), ['dana']));
  await world.pass(120);
  await world.do({ type: 'clear-faults' });
  await world.pass(120);
  expect(stand(world)).toEqual(['dana: expired']);
  expect(world.simulator.state().calls).toEqual([]);
});

test('a connection that breaks after it was sent: the phone rings once, and its own steps say how it stands', async () => {
  const world = await World.begin();
  const effect = { type: 'cut', accepted: true } as const;
  await world.do({ type: 'fault', fault: { on: 'rest', path: '/Calls', count: 1, effect } });
  await world.store.write(tx => phonesAreTested(tx, world.holder.current(), ['dana']));
  await world.pass(5);
  expect(stand(world)).toEqual(['dana: unknown']);
  await world.do({ type: 'answer', phone: DANA });
  await untilSaid(world, DANA, 'Press 1');
  await world.do({ type: 'press', phone: DANA, keys: '1' });
  await world.pass(200);
  expect(stand(world)).toEqual(['dana: pressed']);
  expect(world.simulator.state().calls).toHaveLength(1);
});

test('twice at once: the second is refused until the first is over', async () => {
  const world = await ring(['dana']);
  const again = () => world.store.write(tx => phonesAreTested(tx, world.holder.current(), ['dana', 'owner']));
  await expect(again()).rejects.toThrow(WorkRefused);
  await expect(again()).rejects.toThrow('Dana Reyes is being tested already');
  expect(stand(world)).toHaveLength(1);
  await world.pass(60);
  expect(await again()).toHaveLength(2);
});
