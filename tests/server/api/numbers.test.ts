import { expect, test } from 'vitest';
import type { Phone } from '../../../core/ids.ts';
import { countNumbers } from '../../../core/store/numbers.ts';
import type { CallRow } from '../../../core/store/schema.ts';
import { call } from '../../scenarios/calling.ts';
import { missedCall, text } from '../../scenarios/texting.ts';
import { ALEX, LINE, ROBIN } from '../../scenarios/world.ts';
import { Desk } from './desk.ts';
import { plansOf } from './plans.ts';

const MINUTE = 60_000;
const at = (zoned: string) => Temporal.ZonedDateTime.from(`${zoned}[America/New_York]`).epochMilliseconds;

async function numbers(desk: Desk, query = 'days=7') {
  const { status, json } = await desk.get('front_desk', `/api/numbers?${query}`);
  expect(status).toBe(200);
  return json;
}

/** Where calls were missed, as `weekday hour: how many`, from Monday on. */
const cells = (json: { missed: { week: number[][] } }) =>
  json.missed.week.flatMap((day, weekday) =>
    day.flatMap((count, hour) => (count > 0 ? [`${weekday} ${hour}: ${count}`] : [])),
  );

/** Calls that were missed then, past the product. */
async function missedAt(desk: Desk, times: readonly number[], more: Partial<CallRow> = {}): Promise<void> {
  await desk.world.store.write(async tx => {
    const made = times.map((arrived_at, n) => ({
      ...{ id: `019aa000-0000-7000-8000-${String(arrived_at + n).slice(-12)}` as CallRow['id'] },
      ...{ provider_sid: `CA${arrived_at} ${n} ${more.line ?? ''}${more.caller ?? ''}`, line: LINE as never },
      ...{ contact_id: null, caller: 'withheld' as const, language: 'en' as const, state: 'missed' as const },
      ...{
        plan: '[]',
        no_texts: 0 as const,
        arrived_at,
        decided_at: arrived_at,
        ended_at: arrived_at,
        ...more,
      },
    }));
    await tx.db.insertInto('calls').values(made).execute();
  });
}

test('missed calls by the weekday and hour where the practice is, whatever its clocks did meanwhile', async () => {
  const desk = await Desk.begin({ at: '2026-11-06T12:00[America/New_York]' });
  await missedAt(desk, [
    // Saturday, the last full day of daylight saving; and 1:30 on Sunday, which comes twice.
    at('2026-10-31T09:59:59.999'),
    ...['2026-11-01T05:30Z', '2026-11-01T06:30Z'].map(time => Temporal.Instant.from(time).epochMilliseconds),
    at('2026-11-01T23:59'),
    at('2026-11-02T00:00'),
  ]);
  await missedAt(desk, [at('2026-10-30T09:00')], { caller: 'staff' });
  await missedAt(desk, [at('2026-11-03T09:00')], { caller: 'staff' });
  // Before the seven days, of which today is one; and one that somebody took.
  await missedAt(desk, [at('2026-10-30T23:59:59')]);
  await missedAt(desk, [at('2026-11-04T09:00')], { state: 'taken' });
  const json = await numbers(desk);
  expect(cells(json)).toEqual(['0 0: 1', '5 9: 1', '6 1: 2', '6 23: 1']);
  expect(json).toMatchObject({ days: 7, line: null, from: at('2026-10-31T00:00'), missed: { total: 5 } });
  expect((await numbers(desk, 'days=30')).missed.total).toBe(6);
});

test('how long until a person answered: by text, by taking their call, or by calling back; and what became of it', async () => {
  const desk = await Desk.begin();
  const { world } = desk;
  const later = (minutes: number) => world.pass(minutes * 60);
  await text(world, ROBIN, '1');
  await text(world, ALEX, '1');
  expect((await numbers(desk)).answers).toEqual({
    ...{ asked: 2, answered: 0, needed_none: 0, waiting: 2, median: null, nineOfTen: null },
  });
  const robin = await desk.entryOf(ROBIN);
  await later(10);
  await desk.send('front_desk', `/api/entries/${robin.id}/reply`, {
    version: robin.version,
    words: 'At four.',
  });
  const first = (await numbers(desk)).answers;
  expect(first).toMatchObject({ answered: 1, waiting: 1 });
  expect(first.median / MINUTE).toBeCloseTo(10, 0);

  const alex = await desk.entryOf(ALEX);
  await later(20);
  const handled = await desk.send('front_desk', `/api/entries/${alex.id}/handle`, {
    ...{ version: alex.version, outcome: 'reached' },
  });
  const both = await numbers(desk);
  expect(both.answers).toMatchObject({ answered: 2, waiting: 0, needed_none: 0 });
  expect(both.answers.nineOfTen / MINUTE).toBeCloseTo(30, 0);
  expect(both.outcomes).toEqual(
    expect.arrayContaining([
      { outcome: 'reached', count: 1 },
      { outcome: null, count: 1 },
    ]),
  );
  // What was undone is no answer, and done again it is one.
  const undone = await desk.send('front_desk', `/api/entries/${alex.id}/undo`, { act: handled.json.act });
  expect((await numbers(desk)).answers).toMatchObject({ answered: 1, waiting: 1 });
  const redone = await desk.send('front_desk', `/api/entries/${alex.id}/undo`, { act: undone.json.act });
  expect(redone.status).toBe(200);
  expect((await numbers(desk)).answers).toMatchObject({ answered: 2, waiting: 0 });
  await desk.send('front_desk', `/api/entries/${alex.id}/undo`, { act: redone.json.act });
  const open = await desk.entryOf(ALEX);
  await desk.send('front_desk', `/api/entries/${alex.id}/handle`, { version: open.version, outcome: 'spam' });
  expect((await numbers(desk)).answers).toMatchObject({ answered: 1, waiting: 0, needed_none: 1 });
});

test('a call that somebody takes is an answer to what the same person asked', async () => {
  const desk = await Desk.begin();
  await text(desk.world, ROBIN, '1');
  await call(desk.world, ROBIN);
  await desk.world.store.write(async tx => {
    const { id } = await tx.db.selectFrom('calls').select('id').executeTakeFirstOrThrow();
    await tx.db
      .updateTable('calls')
      .set({ state: 'taken', decided_at: tx.now })
      .where('id', '=', id)
      .execute();
  });
  expect((await numbers(desk)).answers).toMatchObject({ asked: 1, answered: 1 });
});

test('a call of staff that somebody answered is one, too', async () => {
  const desk = await Desk.begin();
  await text(desk.world, ROBIN, '1');
  const { id } = await desk.entryOf(ROBIN);
  await desk.world.store.write(async tx => {
    const call = {
      id: 'call' as never,
      entry_id: id,
      staff: 'dana',
      line: LINE as Phone,
      number: ROBIN as Phone,
    };
    const fate = { typed: 0, request: 'a', state: 'calling', ended_at: null, at: tx.now } as never;
    await tx.db
      .insertInto('staff_calls')
      .values({ ...call, ...(fate as object) } as never)
      .execute();
  });
  expect((await numbers(desk)).answers).toMatchObject({ answered: 0, waiting: 1 });
  await desk.world.store.write(tx => tx.db.updateTable('staff_calls').set({ answered_at: tx.now }).execute());
  expect((await numbers(desk)).answers).toMatchObject({ answered: 1, waiting: 0 });
});

test('texts that did not arrive, by why, and what waits now whenever it was asked', async () => {
  const desk = await Desk.begin();
  await missedCall(desk.world, ROBIN);
  const fates = [
    ['undelivered', 30_006],
    ['undelivered', 30_006],
    ['failed', 21_610],
    ['unknown', null],
    ['delivered', null],
  ] as const;
  await desk.world.store.write(async tx => {
    const one = await tx.db
      .selectFrom('messages')
      .selectAll()
      .where('direction', '=', 'out')
      .executeTakeFirstOrThrow();
    for (const [n, [status, error_code]] of fates.entries()) {
      const id = `019aa000-0000-7000-8000-00000000000${n}` as never;
      await tx.db
        .insertInto('messages')
        .values({ ...one, id, provider_sid: null, status, error_code })
        .execute();
    }
  });
  const json = await numbers(desk);
  expect(json.astray).toEqual([
    { why: 'landline', count: 2 },
    { why: 'opted_out', count: 1 },
    { why: 'unknown', count: 1 },
  ]);
  const opened = (await desk.entryOf(ROBIN)).openedAt;
  expect(json.waiting).toEqual({ count: 1, oldest: opened });
  await desk.world.pass(20 * 86_400);
  expect(await numbers(desk)).toMatchObject({
    waiting: { count: 1, oldest: opened },
    answers: { asked: 0 },
    astray: [],
  });
});

test('by line, which must be one of ours; and of no other days', async () => {
  const desk = await Desk.begin();
  await missedCall(desk.world, ROBIN);
  expect((await numbers(desk, `days=7&line=${encodeURIComponent(LINE)}`)).missed.total).toBe(1);
  for (const query of ['days=8', 'days=all', 'line=%2B12125550155', 'days=7&who=robin']) {
    expect([query, (await desk.get('owner', `/api/numbers?${query}`)).status]).toEqual([query, 422]);
  }
});

test.each(['/api/numbers', '/api/numbers/file'])(
  '%s is for owners and staff, and no clinician',
  async path => {
    const desk = await Desk.begin();
    for (const person of ['owner', 'front_desk', 'accountant'] as const) {
      expect((await desk.request(person, path)).status).toBe(200);
    }
    expect((await desk.get('dana', path)).status).toBe(403);
  },
);

test('as a file: one number a line, nothing of anybody, and who took it stands in the audit log', async () => {
  const desk = await Desk.begin();
  await missedCall(desk.world, ROBIN);
  await text(desk.world, ROBIN, 'Please ask for Robin, =1+1');
  const answer = await desk.request(
    'front_desk',
    `/api/numbers/file?days=30&line=${encodeURIComponent(LINE)}`,
  );
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="numbers-30-days.csv"');
  const csv = await answer.text();
  const lines = csv.split('\r\n');
  expect(lines[0]).toMatch(/what,which,hour,value$/);
  expect(lines.filter(line => line.startsWith('missed_calls,')).length).toBe(7 * 24);
  // A number begins with a plus, as a formula does.
  expect(lines).toContain(`line,,,'${LINE}`);
  expect(lines).toContain('asked,all,,1');
  expect(csv).not.toMatch(/Robin|5550140/);
  const audit = await desk.world.store.read
    .selectFrom('audit')
    .select(['who', 'what', 'about', 'details'])
    .where('what', 'like', 'numbers%')
    .execute();
  expect(audit).toEqual([
    { who: 'front_desk', what: 'numbers_exported', about: LINE, details: '{"days":30}' },
  ]);
});

test('nothing is counted by looking through everything, nor by reading more than the indexes', async () => {
  const desk = await Desk.begin();
  await missedCall(desk.world, ROBIN);
  const span = { from: 0, until: desk.world.now, offset: 0 };
  for (const line of [null, LINE as Phone]) {
    const plans = await plansOf(desk.world, reads => countNumbers(reads, [span], line));
    const steps = plans.flatMap(plan => plan.steps).filter(step => !/TEMP B-TREE/.test(step));
    expect(steps).toEqual([
      expect.stringContaining(
        'SEARCH calls USING COVERING INDEX calls_missed (arrived_at>? AND arrived_at<?)',
      ),
      expect.stringContaining(
        'SEARCH entries USING COVERING INDEX entries_opened (opened_at>? AND opened_at<?)',
      ),
      expect.stringContaining('SEARCH messages USING INDEX messages_failed (at>? AND at<?)'),
      // Only what is not handled stands in it.
      expect.stringContaining('SCAN entries USING COVERING INDEX entries_unhandled'),
    ]);
  }
});
