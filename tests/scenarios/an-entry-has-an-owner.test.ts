import { expect, test } from 'vitest';
import { handleEntry, takeEntry } from '../../core/flows/work-entry.ts';
import { changeEntry } from '../../core/store/entries.ts';
import { missedCall, newestEntryId, only, text, work } from './texting.ts';
import { DANA, OWNER, ROBIN, World } from './world.ts';

/** Robin asks for a call back, and somebody takes the entry. */
async function takenBy(world: World, staff: string): Promise<void> {
  await text(world, ROBIN, '1');
  const entry = await newestEntryId(world);
  await work(world, (tx, config) => takeEntry(tx, config, { entry, staff }));
}

test('taken before `after` has passed: nobody else is told', async () => {
  const world = await World.begin();
  await takenBy(world, 'dana');
  await world.pass(3600);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Robin: callback_open (delivered)', 'Dana: alert (delivered)'],
      entries: ['Robin: callback (assigned dana)'],
      undone: ['send_alert cancelled: taken'],
      rows: { contacts: 1, messages: 2, alerts: 2 },
    }),
  );
});

test('handled before `after` has passed: nobody is told', async () => {
  const world = await World.begin();
  await takenBy(world, 'owner');
  const entry = await newestEntryId(world);
  await work(world, (tx, config) => handleEntry(tx, config, { entry, staff: 'owner', outcome: 'reached' }));
  await world.pass(3600);
  expect(await world.summary()).toEqual(
    only({
      texts: ['Robin: callback_open (delivered)', 'Dana: alert (delivered)'],
      entries: ['Robin: callback (handled owner)'],
      undone: ['send_alert cancelled: handled'],
      rows: { contacts: 1, messages: 2, alerts: 2 },
    }),
  );
});

test('something new in an assigned entry is told to its owner alone', async () => {
  const world = await World.begin();
  await takenBy(world, 'owner');
  await world.pass(3600);
  expect(world.textsOn(OWNER)).toHaveLength(1);
  await missedCall(world, ROBIN);
  expect(world.textsOn(DANA)).toHaveLength(1);
  expect(world.textsOn(OWNER)).toHaveLength(2);
});

test('so is a missed call that repeats', async () => {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  const entry = await newestEntryId(world);
  await work(world, (tx, config) => takeEntry(tx, config, { entry, staff: 'owner' }));
  await world.pass(3600);
  await missedCall(world, ROBIN);
  expect(world.textsOn(DANA)).toHaveLength(1);
  expect(world.textsOn(OWNER)).toHaveLength(1);
  expect(await world.summary()).toEqual(
    only({
      calls: ['Robin: missed', 'Robin: missed'],
      legs: ['Front desk: no-answer', 'Dana: no-answer', 'Front desk: no-answer', 'Dana: no-answer'],
      texts: ['Robin: continuation (delivered)', 'Dana: alert (delivered)', 'Sam: alert (delivered)'],
      entries: ['Robin: missed_call x2 (assigned owner)'],
      consents: ['Robin: given by call'],
      rows: { contacts: 1, calls: 2, messages: 1, form_links: 1, alerts: 2 },
    }),
  );
});

test('in the night the owner is left alone until the practice opens', async () => {
  const world = await World.begin({ at: '2026-11-23T16:50[America/New_York]' });
  await takenBy(world, 'dana');
  await world.pass(4 * 3600);
  await missedCall(world, ROBIN);
  await world.pass(60);
  expect(world.textsOn(DANA)).toHaveLength(1);
  await world.pass(13 * 3600);
  expect(world.textsOn(DANA)).toHaveLength(2);
});

test('a crisis in an assigned entry is told to its owner and to all it is configured for, in the night too', async () => {
  const world = await World.begin({ at: '2026-11-23T16:50[America/New_York]' });
  await takenBy(world, 'owner');
  await world.pass(8 * 3600);
  await text(world, ROBIN, 'I want to kill myself');
  for (const phone of [DANA, OWNER]) expect(world.textsOn(phone).at(-1)).toContain('URGENT');
});

test('something new wakes an entry that was waiting', async () => {
  const world = await World.begin();
  await text(world, ROBIN, '1');
  const entry = await newestEntryId(world);
  await work(world, tx =>
    changeEntry(tx, entry, { state: 'waiting', waits_until: tx.now + 7 * 24 * 3_600_000 }),
  );
  await world.pass(3600);
  await missedCall(world, ROBIN);
  expect((await world.summary()).entries).toEqual(['Robin: callback, missed_call (open)']);
  expect(world.textsOn(DANA)).toHaveLength(2);
});
