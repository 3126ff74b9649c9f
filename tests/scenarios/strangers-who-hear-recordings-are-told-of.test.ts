import { expect, test } from 'vitest';
import { mediaLastTried } from '../../core/store/media-marks.ts';
import { call, leaveVoicemail } from './calling.ts';
import { ALEX, ROBIN, World } from './world.ts';

/** Somebody is missed, and leaves a voicemail. */
async function voicemail(world: World, phone: string): Promise<void> {
  await call(world, phone);
  await leaveVoicemail(world, phone);
  await world.pass(30);
}

const tried = (world: World) =>
  world.simulator.state().rest.filter(({ authorised, path }) => !authorised && path.includes('/Recordings/'));

test.each([
  [true, false],
  [false, true],
])('recordings need a password: %s', async (recordingMediaAuth, open) => {
  const world = await World.begin({ simulator: { settings: { recordingMediaAuth } } });
  await voicemail(world, ROBIN);
  expect((await mediaLastTried(world.store.read))?.open).toBe(open);
  // It stands in no way of what was left: the voicemail is stored, and deleted at the carrier.
  const voicemails = await world.store.read
    .selectFrom('voicemails')
    .select(['state', 'at_provider'])
    .execute();
  expect(voicemails).toEqual([{ state: 'stored', at_provider: 0 }]);
});

test('it is tried once a day, and what changed is noticed the next', async () => {
  const world = await World.begin();
  await voicemail(world, ROBIN);
  await voicemail(world, ALEX);
  expect(tried(world)).toHaveLength(1);
  expect((await mediaLastTried(world.store.read))?.open).toBe(true);
  await world.do({ type: 'set', settings: { recordingMediaAuth: true } });
  await world.pass(86_400);
  await voicemail(world, ROBIN);
  expect(tried(world)).toHaveLength(2);
  expect((await mediaLastTried(world.store.read))?.open).toBe(false);
});

test('a carrier that does not answer to it holds up nothing', async () => {
  const world = await World.begin({
    answered: (request, answer) =>
      request.headers.has('authorization') ? answer : Promise.reject(new TypeError('fetch failed')),
  });
  await voicemail(world, ROBIN);
  expect(await mediaLastTried(world.store.read)).toBeNull();
  expect(await world.store.read.selectFrom('voicemails').select('state').execute()).toEqual([
    { state: 'stored' },
  ]);
});
