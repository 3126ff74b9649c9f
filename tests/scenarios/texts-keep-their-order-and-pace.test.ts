import { expect, test } from 'vitest';
import { staffReplies, takeEntry } from '../../core/flows/work-entry.ts';
import { promise } from '../../core/store/effects.ts';
import { newestEntryId, text, work } from './texting.ts';
import { DANA, LINE, OWNER, ROBIN, World } from './world.ts';

test('texts to one person arrive in the order they were promised, though the first has to be tried again', async () => {
  const world = await World.begin();
  await text(world, ROBIN, '1');
  const entry = await newestEntryId(world);
  await world.do({
    type: 'fault',
    fault: {
      on: 'rest',
      path: 'Messages',
      number: ROBIN,
      count: 1,
      effect: { type: 'status', status: 429, accepted: false, retryAfterSeconds: 20 },
    },
  });
  for (const words of ['First of all, hello.', 'Then, how is Thursday at two?']) {
    await work(world, (tx, config) => staffReplies(tx, config, { entry, staff: 'dana', words }));
  }
  await world.pass(60);
  expect(world.textsOn(ROBIN).slice(1)).toEqual(['First of all, hello.', 'Then, how is Thursday at two?']);
});

test('what a person writes never waits for what automation could not yet send', async () => {
  const world = await World.begin();
  await world.do({
    type: 'fault',
    fault: {
      on: 'rest',
      path: 'Messages',
      number: ROBIN,
      count: 1,
      effect: { type: 'status', status: 429, accepted: false, retryAfterSeconds: 300 },
    },
  });
  await text(world, ROBIN, '1');
  const entry = await newestEntryId(world);
  await work(world, (tx, config) =>
    staffReplies(tx, config, { entry, staff: 'dana', words: 'Hello, this is Dana.' }),
  );
  await world.pass(1);
  expect(world.textsOn(ROBIN)).toEqual(['Hello, this is Dana.']);
  await world.pass(600);
  expect(world.textsOn(ROBIN)).toEqual(['Hello, this is Dana.']);
});

test('a crisis goes before five hundred alerts that are due', async () => {
  const world = await World.begin();
  await text(world, ROBIN, '1');
  const entry = await newestEntryId(world);
  await work(world, (tx, config) => takeEntry(tx, config, { entry, staff: 'owner' }));
  world.stopWorker();
  await world.store.write(async tx => {
    for (let index = 0; index < 500; index += 1) {
      const id = `alert-${String(index).padStart(3, '0')}`;
      await tx.db
        .insertInto('alerts')
        .values({
          id,
          entry_id: entry,
          staff: index % 2 ? 'owner' : 'front_desk',
          target: 'sms',
          about: 'message',
          urgent: 0,
          digest: 0,
          state: 'promised',
          folded_into: null,
          provider_sid: null,
          error_code: null,
          at: tx.now,
          sent_at: null,
        })
        .execute();
      await promise(tx, { kind: 'send_alert', about: id, key: `alert:${id}` });
    }
  });
  const before = world.simulator.state().rest.length;
  await world.do({ type: 'text', phone: ROBIN, to: LINE, body: 'I want to kill myself' });
  await world.startWorker();
  await world.pass(1);
  const sent = world.simulator.state().rest.slice(before);
  const to = sent.slice(0, 3).map(request => Object.fromEntries(request.params).To);
  expect(new Set(to)).toEqual(new Set([DANA, OWNER, ROBIN]));
});

test('however much is due, a number sends about one text a second', async () => {
  const phones = Array.from({ length: 20 }, (_, index) => `+121255501${String(60 + index)}`);
  const world = await World.begin({ phones });
  world.stopWorker();
  for (const phone of phones) await world.do({ type: 'text', phone, to: LINE, body: '1' });
  const start = world.now;
  await world.startWorker();
  await world.pass(5);
  const sent = world.simulator.state().rest.filter(request => request.path.endsWith('/Messages.json'));
  expect(sent.length).toBeGreaterThanOrEqual(6);
  expect(sent.length).toBeLessThanOrEqual(9);
  expect(sent.every(request => request.at >= start)).toBe(true);
  await world.pass(40);
  for (const phone of phones) expect(world.textsOn(phone)).toHaveLength(1);
});

test('a text that may only be tried again when it is too late holds up what follows until then, and no longer', async () => {
  const world = await World.begin();
  await world.do({
    type: 'fault',
    fault: {
      on: 'rest',
      path: 'Messages',
      number: ROBIN,
      count: 1,
      effect: { type: 'status', status: 429, accepted: false, retryAfterSeconds: 6 * 3600 },
    },
  });
  await text(world, ROBIN, '1');
  await world.pass(300);
  await text(world, ROBIN, '2');
  const due = await world.store.read
    .selectFrom('effects')
    .select(['due_at', 'expires_at'])
    .where('kind', '=', 'send_text')
    .orderBy('created_at')
    .execute();
  expect(due.map(effect => effect.due_at)).toEqual([due[0]!.expires_at, due[0]!.expires_at]);
  await world.pass(595);
  expect(world.textsOn(ROBIN)).toHaveLength(0);
  await world.pass(10);
  expect(world.textsOn(ROBIN)).toHaveLength(1);
  expect((await world.summary()).undone).toContain('send_text cancelled: too_late');
});
