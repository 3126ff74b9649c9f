import { expect, test } from 'vitest';
import { handleEntry } from '../../core/flows/work-entry.ts';
import { call, latestCall, untilRinging } from './calling.ts';
import { callRobin, danaPresses, quietSince, robinAsks, standing } from './staff-calling.ts';
import { missedCall, newestEntry, newestEntryId, text, work } from './texting.ts';
import { DANA, DESK, LINE, ROBIN } from './world.ts';

test('from the key on Dana is in the conversation: what Robin writes is answered by nobody but her', async () => {
  const world = await robinAsks();
  const before = world.textsOn(ROBIN).length;
  await callRobin(world);
  expect(await newestEntry(world)).toMatchObject({ state: 'assigned', owner: 'dana' });
  expect(await quietSince(world)).toBeNull();
  await danaPresses(world);
  expect(await quietSince(world)).toBe(world.now);
  await world.do({ type: 'decline', phone: ROBIN });
  await text(world, ROBIN, 'Sorry, I was driving. Please write to me.');
  await missedCall(world, ROBIN);
  await world.pass(300);
  expect(world.textsOn(ROBIN)).toHaveLength(before);
  expect((await world.summary()).undone.filter(one => one.startsWith('send_text'))).toEqual([]);

  // Once she says how it went, the next missed call is texted again.
  const entry = await newestEntryId(world);
  await work(world, (tx, config) => handleEntry(tx, config, { entry, staff: 'dana', outcome: 'reached' }));
  await world.pass(3_600);
  await missedCall(world, ROBIN);
  expect(world.textsOn(ROBIN).length).toBeGreaterThan(before);
});

test('a text that waited is not sent once they are called', async () => {
  const world = await robinAsks();
  await handled(world);
  world.stopWorker();
  await missedCall(world, ROBIN);
  await callRobin(world);
  await world.store.write(async tx => {
    await tx.db
      .updateTable('effects')
      .set({ due_at: tx.now + 30_000 })
      .where('kind', '=', 'send_text')
      .execute();
  });
  await world.startWorker();
  await danaPresses(world);
  await world.pass(60);
  expect((await world.summary()).undone).toContain('send_text cancelled: quiet');
});

async function handled(world: Awaited<ReturnType<typeof robinAsks>>): Promise<void> {
  const entry = await newestEntryId(world);
  await work(world, (tx, config) => handleEntry(tx, config, { entry, staff: 'dana', outcome: 'reached' }));
}

test('Robin calls the line while Dana calls Robin: front desk rings, and both calls end as they went', async () => {
  const world = await robinAsks();
  await callRobin(world);
  await danaPresses(world);
  await world.pass(2);
  await call(world, ROBIN);
  await untilRinging(world, DESK);
  const toRobin = world.simulator.state().calls.find(one => one.to === ROBIN);
  await world.do({ type: 'decline', phone: ROBIN, callSid: toRobin?.sid ?? '' });
  expect(await standing(world)).toBe('busy');
  await world.do({ type: 'answer', phone: DESK });
  await world.pass(30);
  await world.do({ type: 'hang-up', phone: DESK });
  await world.pass(60);
  expect(await world.summary()).toMatchObject({
    calls: ['Robin: taken'],
    staffCalls: ['dana to Robin: busy'],
    entries: ['Robin: callback (assigned dana)'],
    notes: ['call_taken'],
    complaints: [],
  });
});

test('a phone of Dana’s that is forwarded to the line makes no loop', async () => {
  const world = await robinAsks();
  await callRobin(world);
  const sid = latestCall(world, DANA)?.sid;
  // Her carrier sends the call on to the line, which sees a call from itself.
  await world.do({ type: 'call', phone: DANA, to: LINE, forwardedFrom: DANA });
  await world.pass(40);
  expect(latestCall(world, ROBIN)).toBeUndefined();
  expect(world.simulator.state().calls.filter(one => one.sid === sid)).toHaveLength(1);
  expect(await standing(world)).toBe('not_pressed');
});
