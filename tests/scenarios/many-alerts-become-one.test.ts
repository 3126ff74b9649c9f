import { expect, test } from 'vitest';
import { DANA, LINE, World } from './world.ts';

const CALLERS = Array.from({ length: 12 }, (_, index) => `+121255501${String(60 + index)}`);
const ONE = expect.stringContaining('new entry');
const many = (count: number) => expect.stringContaining(`${count} new entries`);

/** Twelve people text within a minute. */
async function twelveText(world: World): Promise<void> {
  for (const phone of CALLERS) {
    await world.do({ type: 'text', phone, to: LINE, body: '1' });
    await world.pass(4);
  }
}

test('twelve people in a minute are four alerts and one that counts the rest', async () => {
  const world = await World.begin({ phones: CALLERS });
  await twelveText(world);
  expect(world.textsOn(DANA)).toEqual([ONE, ONE, ONE, ONE]);
  await world.pass(10 * 60);
  expect(world.textsOn(DANA)).toEqual([ONE, ONE, ONE, ONE, many(8)]);
  await world.pass(10 * 60);
  expect(world.textsOn(DANA)).toHaveLength(5);
});

test('what was handled or taken in the meantime is not counted', async () => {
  const world = await World.begin({ phones: CALLERS });
  await twelveText(world);
  const entries = await world.store.read.selectFrom('entries').selectAll().orderBy('id').execute();
  await world.store.write(async tx => {
    for (const { id } of entries.slice(8, 10)) {
      await tx.db
        .updateTable('entries')
        .set({ state: 'handled', handled_at: tx.now })
        .where('id', '=', id)
        .execute();
    }
    await tx.db
      .updateTable('entries')
      .set({ state: 'assigned', owner: 'owner' })
      .where('id', '=', entries[10]!.id)
      .execute();
  });
  await world.pass(10 * 60);
  expect(world.textsOn(DANA).at(-1)).toEqual(many(5));
});

test('an alert that carries others still counts them when it has to be tried again', async () => {
  const world = await World.begin({ phones: CALLERS });
  await twelveText(world);
  await world.do({
    type: 'fault',
    fault: {
      on: 'rest',
      path: 'Messages',
      number: DANA,
      count: 1,
      effect: { type: 'status', status: 429, accepted: false },
    },
  });
  await world.pass(11 * 60);
  expect(world.textsOn(DANA)).toEqual([ONE, ONE, ONE, ONE, many(8)]);
});

test('an alert that carries others and does not arrive: the next person hears of all of them, in one text', async () => {
  const world = await World.begin({ phones: CALLERS });
  await twelveText(world);
  await world.do({ type: 'set-phone', number: DANA, phone: { textError: 30003 } });
  await world.pass(10 * 60 + 10);
  expect(world.textsOn('+12125550113')).toEqual([many(8)]);
  const notes = (await world.summary()).notes;
  expect(notes.filter(code => code === 'alert_failed')).toHaveLength(8);
});

test('a crisis among them goes alone and at once', async () => {
  const world = await World.begin({ phones: CALLERS });
  await twelveText(world);
  await world.do({ type: 'text', phone: CALLERS[0]!, to: LINE, body: 'I want to kill myself' });
  await world.pass(1);
  expect(world.textsOn(DANA)).toEqual([ONE, ONE, ONE, ONE, expect.stringContaining('URGENT')]);
});
