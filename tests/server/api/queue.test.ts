import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EntryId, Phone } from '../../../core/ids.ts';
import { queuePage } from '../../../core/store/queue-page.ts';
import type { EntryRow } from '../../../core/store/schema.ts';
import { call, leaveVoicemail } from '../../scenarios/calling.ts';
import { text } from '../../scenarios/texting.ts';
import { ALEX, LINE, ROBIN } from '../../scenarios/world.ts';
import { Desk } from './desk.ts';
import { fullScans, plansOf } from './plans.ts';

const ALL = { state: null, whose: 'all', ask: null, line: null, onlyFor: null } as const;

/** Entries without contacts, of which only the order matters. */
async function fill(desk: Desk, entries: readonly Partial<EntryRow>[]): Promise<EntryId[]> {
  return desk.world.store.write(async tx => {
    const ids: EntryId[] = [];
    for (const [n, entry] of entries.entries()) {
      const id = `019aa000-0000-7000-8000-${String(n).padStart(12, '0')}` as EntryId;
      await tx.db
        .insertInto('entries')
        .values({
          ...{ id, contact_id: null, line: LINE as Phone, state: 'open', owner: null, strongest: 'callback' },
          ...{ language: 'en', opened_at: 0, asked_at: 0, due_at: 0, waits_until: null, handled_at: null },
          ...{ outcome: null, copied_to_chart: null, handover: null, takes: 0, version: 1 },
          ...entry,
        } as EntryRow)
        .execute();
      ids.push(id);
    }
    return ids;
  });
}

test('one line says what a person needs to choose the next thing to do', async () => {
  const desk = await Desk.begin();
  await text(desk.world, ROBIN, '1');
  await text(desk.world, ROBIN, 'after 3pm, ask for Robin');
  const [row] = await desk.queue('front_desk');
  expect(row).toMatchObject({
    line: LINE,
    state: 'open',
    owner: null,
    strongest: 'callback',
    priority: 'normal',
    language: 'en',
    openedAt: desk.world.now - 2_000,
    nameToAsk: 'Robin',
    contact: { phone: ROBIN, texting: 'allowed', stoppedHow: null, voicemailOk: null },
    numberNoted: null,
    asks: [{ kind: 'callback', times: 1 }],
    // Midnight in New York.
    bestTime: { words: 'after 3pm', ends: Date.UTC(2026, 10, 24, 5) },
    attempts: 0,
    voicemail: null,
    lastText: { author: 'automation', problem: null },
    newAsks: 1,
    notes: [],
  });
});

test('a line says whether its latest voicemail can be heard', async () => {
  const desk = await Desk.begin();
  await call(desk.world, ROBIN);
  await leaveVoicemail(desk.world, ROBIN);
  expect(await desk.entryOf(ROBIN)).toMatchObject({ voicemail: 'here' });
  const said: [state: 'announced' | 'failed' | 'empty', seen: string | null][] = [
    ['announced', 'coming'],
    ['failed', 'lost'],
    ['empty', null],
  ];
  for (const [state, seen] of said) {
    await desk.world.store.write(tx => tx.db.updateTable('voicemails').set({ state }).execute());
    expect(await desk.entryOf(ROBIN)).toMatchObject({ voicemail: seen });
  }
});

test('crisis first, then by due time, then by how long somebody has waited', async () => {
  const desk = await Desk.begin();
  const ids = await fill(desk, [
    { due_at: 3, opened_at: 1 },
    { due_at: 2, opened_at: 2 },
    { due_at: 2, opened_at: 1, owner: 'dana', state: 'assigned' },
    { due_at: 9, opened_at: 9, strongest: 'crisis' },
    { due_at: 1, opened_at: 1, state: 'handled', handled_at: 5 },
    { due_at: 1, opened_at: 1, state: 'handled', handled_at: 6 },
  ]);
  const shown = async (query: string) => (await desk.queue('owner', query)).map(row => ids.indexOf(row.id));
  expect(await shown('')).toEqual([3, 2, 1, 0]);
  expect(await shown('state=open')).toEqual([3, 1, 0]);
  expect(await shown('state=assigned')).toEqual([2]);
  expect(await shown('state=waiting')).toEqual([]);
  expect(await shown('state=handled')).toEqual([5, 4]);
  expect(await shown('whose=unassigned')).toEqual([3, 1, 0]);
  expect(await shown('whose=mine')).toEqual([]);
  expect(await shown(`line=${encodeURIComponent(LINE)}`)).toEqual([3, 2, 1, 0]);
});

test('by what was asked, whether or not it is the strongest', async () => {
  const desk = await Desk.begin();
  await text(desk.world, ROBIN, 'Hello there');
  await text(desk.world, ROBIN, 'I want to kill myself');
  await text(desk.world, ALEX, '1');
  const phones = async (query: string) => (await desk.queue('owner', query)).map(row => row.contact?.phone);
  expect(await phones('ask=message')).toEqual([ROBIN]);
  expect(await phones('ask=crisis')).toEqual([ROBIN]);
  expect(await phones('ask=callback')).toEqual([ALEX]);
  expect(await phones('ask=voicemail')).toEqual([]);
});

test("a clinician sees what is nobody's, their own, and every crisis", async () => {
  const desk = await Desk.begin();
  const ids = await fill(desk, [
    { due_at: 1 },
    { due_at: 2, owner: 'dana', state: 'assigned' },
    { due_at: 3, owner: 'owner', state: 'assigned' },
    { due_at: 4, owner: 'owner', state: 'assigned', strongest: 'crisis' },
    { state: 'handled', owner: 'dana', handled_at: 1 },
    { state: 'handled', owner: 'owner', handled_at: 2 },
  ]);
  const shown = async (query = '') => (await desk.queue('dana', query)).map(row => ids.indexOf(row.id));
  expect(await shown()).toEqual([3, 0, 1]);
  expect(await shown('whose=mine')).toEqual([1]);
  expect(await shown('whose=unassigned')).toEqual([0]);
  expect(await shown('state=handled')).toEqual([4]);
  expect(await shown('state=assigned')).toEqual([3, 1]);
});

test('a filter that fits little makes short pages, and nothing is left out', async () => {
  const desk = await Desk.begin();
  const many = Array.from({ length: 2_300 }, (_, n) => ({
    due_at: n,
    owner: n % 2_000 === 1_999 ? 'owner' : null,
  }));
  const ids = await fill(desk, [...many, { due_at: 9_999, owner: 'owner' }]);
  const first = await desk.get('owner', '/api/queue?whose=mine');
  expect(first.json.entries).toEqual([]);
  expect(first.json.next).not.toBeNull();
  const all = await desk.queue('owner', 'whose=mine');
  expect(all.map(row => ids.indexOf(row.id))).toEqual([1_999, 2_300]);
});

test('whatever else changes between pages, what stays is shown once, in order', async () => {
  const desk = await Desk.begin();
  const entry = fc.record({
    due_at: fc.integer({ min: 0, max: 5 }),
    opened_at: fc.integer({ min: 0, max: 3 }),
    strongest: fc.constantFrom('callback' as const, 'crisis' as const),
    stays: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(entry, { maxLength: 25 }),
      fc.integer({ min: 1, max: 4 }),
      async (drawn, most) => {
        const { store } = desk.world;
        await store.write(tx => tx.db.deleteFrom('entries').execute());
        const ids = await fill(
          desk,
          drawn.map(({ stays: _, ...row }) => row),
        );
        const shown: EntryId[] = [];
        let after: ReturnType<typeof queuePage>['next'] = null;
        for (let turn = 0; ; turn += 1) {
          const page = queuePage(store, ALL, {
            after,
            most,
            user: 'owner',
            now: 0,
            timeZone: 'America/New_York',
          });
          shown.push(...page.rows.map(row => row.id));
          after = page.next;
          if (after === null) break;
          // Meanwhile somebody handles one, and another one falls due elsewhere.
          const changing = ids.filter((_, n) => !drawn[n]!.stays);
          const [one, other] = [changing[turn], changing[changing.length - 1 - turn]];
          await store.write(async tx => {
            if (one)
              await tx.db
                .updateTable('entries')
                .set({ state: 'handled', handled_at: turn })
                .where('id', '=', one)
                .execute();
            if (other)
              await tx.db.updateTable('entries').set({ due_at: turn }).where('id', '=', other).execute();
          });
        }
        const stay = ids
          .map((id, n) => ({ id, ...drawn[n]! }))
          .filter(one => one.stays)
          .toSorted(
            (a, b) =>
              Number(b.strongest === 'crisis') - Number(a.strongest === 'crisis') ||
              a.due_at - b.due_at ||
              a.opened_at - b.opened_at ||
              (a.id < b.id ? -1 : 1),
          )
          .map(one => one.id);
        expect(shown.filter(id => stay.includes(id))).toEqual(stay);
      },
    ),
    { numRuns: 40 },
  );
});

test.each([
  ['state=lost'],
  ['whose=everybodys'],
  ['ask=anything'],
  ['line=%2B19999999999'],
  ['after=nonsense'],
  [`after=${Buffer.from('[1,2]').toString('base64url')}`],
  [`after=${Buffer.from('[1,"x"]').toString('base64url')}`],
  [`state=handled&after=${Buffer.from('[1,2,3,"x"]').toString('base64url')}`],
  [`after=${Buffer.from('[1e999,2,3,"x"]').toString('base64url')}`],
  [`after=${'a'.repeat(5_000)}`],
])('%s is a question that nobody can answer', async query => {
  const desk = await Desk.begin();
  const { status, json } = await desk.get('owner', `/api/queue?${query}`);
  expect([status, json.type]).toEqual([422, 'urn:second-ring:problem:bad-input']);
});

test('no page is found by looking through everything', async () => {
  const desk = await Desk.begin();
  await fill(
    desk,
    Array.from({ length: 50 }, (_, n) => ({ due_at: n })),
  );
  const plans = await plansOf(desk.world, reads => {
    for (const state of [null, 'handled'] as const) {
      const page = { after: null, most: 50, user: 'owner', now: 0, timeZone: 'America/New_York' };
      queuePage(reads, { ...ALL, state, ask: 'callback', onlyFor: { staff: 'dana' } }, page);
      queuePage(reads, { ...ALL, state, whose: 'unassigned', line: LINE as Phone }, page);
    }
  });
  expect(plans.length).toBeGreaterThan(8);
  expect(fullScans(plans)).toEqual([]);
});
