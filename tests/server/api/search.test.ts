import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EntryId, Phone } from '../../../core/ids.ts';
import { readSearch } from '../../../core/rules/search-words.ts';
import { searchQueue } from '../../../core/store/search.ts';
import { call, leaveVoicemail } from '../../scenarios/calling.ts';
import { missedCall, text } from '../../scenarios/texting.ts';
import { ALEX, LINE, ROBIN } from '../../scenarios/world.ts';
import { Desk, type Person } from './desk.ts';
import { fullScans, plansOf } from './plans.ts';

const EVERYTHING = { state: null, whose: 'all', ask: null, line: null, onlyFor: null } as const;

async function found(
  desk: Desk,
  words: string,
  more: Record<string, string> = {},
  person: Person = 'owner',
): Promise<string[]> {
  const { status, json } = await desk.send(person, '/api/queue/search', { search: words, ...more });
  expect(status).toBe(200);
  return json.entries.map(
    (row: { contact: { phone: string } | null; id: string }) => row.contact?.phone ?? row.id,
  );
}

async function practice() {
  const desk = await Desk.begin();
  await missedCall(desk.world, ROBIN);
  await text(desk.world, ROBIN, 'Hola, soy José Núñez. Do you still offer evening appointments?');
  await text(desk.world, ALEX, '1');
  await text(desk.world, ALEX, 'after 3pm, ask for Alex O’Brien');
  return desk;
}

test.each([
  ['appointments', [ROBIN]],
  ['APPOINT', [ROBIN]],
  ['evening appoint', [ROBIN]],
  ['appoint evening', [ROBIN]],
  ['jose nunez', [ROBIN]],
  ['JOSÉ NÚÑEZ', [ROBIN]],
  ['José', [ROBIN]],
  ['o’brien', [ALEX]],
  ['brien', [ALEX]],
  ['appointments brien', []],
  ['nobody', []],
  ['sorry we missed', []],
  ['"', [ALEX, ROBIN]],
  ['* OR appointments', []],
  ['words:appointments', []],
])('%s', async (words, phones) => {
  expect(await found(await practice(), words)).toEqual(phones);
});

test.each([
  '(212) 555-0140',
  '212-555-0140',
  '212.555.0140',
  '212 555 0140',
  '2125550140',
  '+1 212 555 0140',
  '1 (212) 555-0140',
  '+12125550140',
  '555-0140',
  '555 0140',
  '0140',
])('a number as %s', async written => {
  expect(await found(await practice(), written)).toEqual([ROBIN]);
});

test('the beginning of a number finds all that begin with it', async () => {
  expect((await found(await practice(), '(212) 555')).toSorted()).toEqual([ROBIN, ALEX].toSorted());
  expect(await found(await practice(), '213 555')).toEqual([]);
});

test('notes of staff, their texts, typed voicemails and typed numbers', async () => {
  const desk = await practice();
  const row = await desk.entryOf(ROBIN);
  const at = `/api/entries/${row.id}`;
  await desk.send('front_desk', `${at}/note`, { version: row.version, words: 'Wants the heliotrope room' });
  await desk.send('front_desk', `${at}/reply`, { version: row.version + 1, words: 'Wednesday works' });
  expect(await found(desk, 'heliotrope')).toEqual([ROBIN]);
  expect(await found(desk, 'wednes')).toEqual([ROBIN]);
  await desk.send('front_desk', `${at}/note`, { version: row.version + 2, words: '' });
  expect(await found(desk, 'heliotrope')).toEqual([]);

  await call(desk.world, ALEX);
  await leaveVoicemail(desk.world, ALEX);
  const whole = await desk.get('owner', `/api/entries/${(await desk.entryOf(ALEX)).id}`);
  const voicemail = whole.json.items.find((item: { voicemails?: unknown[] }) => item.voicemails?.length)
    .voicemails[0];
  const type = (words: string, was: string | null) =>
    desk.send('owner', `/api/voicemails/${voicemail.id}/words`, { words, was }, 'PUT');
  await type('Calling about the marigold invoice', null);
  expect(await found(desk, 'marigold')).toEqual([ALEX]);
  await type('Calling about the invoice', 'Calling about the marigold invoice');
  expect([await found(desk, 'marigold'), await found(desk, 'invoice')]).toEqual([[], [ALEX]]);

  await call(desk.world, ROBIN, { withheld: true });
  await desk.world.untilTone(ROBIN);
  await desk.world.store.write(async tx => {
    const ask = await tx.db.selectFrom('asks').selectAll().orderBy('at', 'desc').executeTakeFirstOrThrow();
    await tx.db.updateTable('asks').set({ number: '(212) 555 0177' }).where('id', '=', ask.id).execute();
  });
  for (const written of ['2125550177', '212-555-0177', '555 0177', '0177']) {
    expect([written, (await found(desk, written)).length]).toEqual([written, 1]);
  }
});

test('what is handled is found, too; filters make it less', async () => {
  const desk = await practice();
  const row = await desk.entryOf(ROBIN);
  await desk.send('front_desk', `/api/entries/${row.id}/handle`, { version: row.version, outcome: 'booked' });
  expect(await found(desk, 'appointments')).toEqual([ROBIN]);
  expect(await found(desk, 'appointments', { state: 'open' })).toEqual([]);
  expect(await found(desk, 'appointments', { state: 'handled' })).toEqual([ROBIN]);
  expect(await found(desk, 'appointments', { ask: 'callback' })).toEqual([]);
  expect(await found(desk, 'appointments', { whose: 'unassigned' })).toEqual([]);
  expect(await found(desk, 'appointments', {}, 'dana')).toEqual([]);
  expect(await found(desk, '0140', {}, 'dana')).toEqual([]);
  expect(await found(desk, '0141', {}, 'dana')).toEqual([ALEX]);
});

test('the newest fifty, and that there are more', async () => {
  const desk = await Desk.begin();
  await desk.world.store.write(async tx => {
    for (let n = 0; n < 60; n += 1) {
      const id = `019aa000-0000-7000-8000-${String(n).padStart(12, '0')}` as EntryId;
      await tx.db
        .insertInto('entries')
        .values({
          ...{
            id,
            contact_id: null,
            line: LINE as Phone,
            state: 'open',
            strongest: 'message',
            language: 'en',
          },
          ...{ opened_at: n, asked_at: n, due_at: n, takes: 0, version: 1, handover: 'about marigolds' },
          ...{ apart: 0, name_to_ask: null },
        })
        .execute();
    }
  });
  const { json } = await desk.send('owner', '/api/queue/search', { search: 'marigold' });
  expect([json.entries.length, json.more]).toEqual([50, true]);
  expect(json.entries[0].id).toMatch(/59$/);
});

test('what is erased is not found any more, and stands in the index no more', async () => {
  const desk = await practice();
  const { store } = desk.world;
  await store.write(tx => tx.db.deleteFrom('messages').where('body', 'like', '%appointments%').execute());
  expect(await found(desk, 'appointments')).toEqual([]);
  const orphans = await store.read
    .selectFrom('findable')
    .select('id')
    .where('entry_id', 'is not', null)
    .where('id', 'not in', store.read.selectFrom('messages').select('id'))
    .where('id', 'not in', store.read.selectFrom('asks').select('id'))
    .execute();
  expect(orphans).toEqual([]);
});

test('nothing that somebody types is syntax, or an error', async () => {
  const desk = await practice();
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.string(),
        fc
          .array(
            fc.constantFrom(
              '"',
              '*',
              '(',
              ')',
              'NEAR',
              'AND',
              'OR',
              'NOT',
              ':',
              '^',
              '+',
              '-',
              '{',
              'a',
              '1',
              '\u0000',
              'words',
              ' ',
              '\ud800',
              '´',
              '𞤀',
            ),
          )
          .map(parts => parts.join('')),
      ),
      async typed => {
        const answer = await desk.send('owner', '/api/queue/search', { search: typed });
        expect(answer.status).toBe(200);
      },
    ),
    { numRuns: 300 },
  );
});

test('every word that somebody wrote is found by its beginning, with or without its accents', async () => {
  const desk = await Desk.begin();
  const { store } = desk.world;
  const letters = 'abcdefghijklmnopqrstuvwxyzáéíóúüñçøßабвгдежЖЯאבגδθΩ'.split('');
  const word = fc.array(fc.constantFrom(...letters), { minLength: 2, maxLength: 9 }).map(all => all.join(''));
  await text(desk.world, ROBIN, 'Hello');
  const message = await store.read.selectFrom('messages').selectAll().executeTakeFirstOrThrow();
  const entry = (await desk.entryOf(ROBIN)).id;
  let n = 0;
  const look = (typed: string) => {
    const asked = { after: null, most: 50, user: 'owner', now: 0, timeZone: 'America/New_York' };
    return searchQueue(store, EVERYTHING, readSearch(typed), asked).rows.map(row => row.id);
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(word, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(' ', ', ', '-', '\n', '... '),
      fc.nat(),
      fc.boolean(),
      async (words, between, pick, accents) => {
        n += 1;
        const id = `019aa000-0000-7000-8000-${String(n).padStart(12, '0')}`;
        const row = { ...message, id: id as never, provider_sid: null, body: words.join(between) };
        await store.write(tx => tx.db.insertInto('messages').values(row).execute());
        const [one, other] = [words[pick % words.length]!, words[(pick + 1) % words.length]!];
        const start = [...one].slice(0, 2 + (pick % 5)).join('');
        const typed = `${start} ${other.toUpperCase() === other ? other : other}`;
        const plain = typed.normalize('NFD').replace(/\p{M}/gu, '');
        expect(look(accents ? typed : plain)).toEqual([entry]);
        await store.write(tx => tx.db.deleteFrom('messages').where('id', '=', row.id).execute());
        expect(look(`${words.join(' ')} qqqq`)).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
});

test('nothing is found by looking through everything', async () => {
  const desk = await practice();
  const plans = await plansOf(desk.world, reads => {
    for (const typed of ['appointments', '(212) 555-0140', '0140', 'evening 555 0140']) {
      searchQueue(reads, EVERYTHING, readSearch(typed), {
        after: null,
        most: 50,
        user: 'owner',
        now: 0,
        timeZone: 'America/New_York',
      });
    }
  });
  expect(fullScans(plans).filter(step => !/^SCAN found_(?:words|terms) VIRTUAL TABLE/.test(step))).toEqual(
    [],
  );
});

test('what is looked for stands in no address', async () => {
  const desk = await practice();
  const { status, json } = await desk.get('owner', '/api/queue?search=appointments');
  expect([status, json.type]).toEqual([422, 'urn:second-ring:problem:bad-input']);
});
