import { expect, test } from 'vitest';
import type { QueueRow } from '../../../core/store/queue-rows.ts';
import { text } from '../../scenarios/texting.ts';
import { ALEX, ROBIN } from '../../scenarios/world.ts';
import { Desk } from './desk.ts';

const AT = '/api/entries/batch';

async function twoAsk(): Promise<{ desk: Desk; rows: QueueRow[] }> {
  const desk = await Desk.begin();
  await text(desk.world, ROBIN, '1');
  await text(desk.world, ALEX, '1');
  return { desk, rows: [await desk.entryOf(ROBIN), await desk.entryOf(ALEX)] };
}

const seen = (rows: readonly QueueRow[]) => rows.map(({ id, version }) => ({ id, version }));
const typesOf = (results: { problem: { type: string } | null }[]) =>
  results.map(({ problem }) => problem?.type.split(':').at(-1) ?? 'done');

test('a database that becomes busy half way: each entry says whether it was done', async () => {
  const { desk, rows } = await twoAsk();
  desk.world.serverWritesLeft = 1;
  const { status, json } = await desk.send('front_desk', AT, { act: 'take', entries: seen(rows) });
  desk.world.serverWritesLeft = Infinity;
  expect(status).toBe(200);
  expect(typesOf(json.results)).toEqual(['done', 'busy']);
  expect(json.results[1]).toMatchObject({
    id: rows[1]!.id,
    entry: null,
    act: null,
    problem: { status: 503, detail: 'Nothing was changed. Please try again.' },
  });
  expect([(await desk.entryOf(ROBIN)).owner, (await desk.entryOf(ALEX)).owner]).toEqual(['front_desk', null]);
});

test('an error that nobody foresaw is told of its entry, and logged without a word about anybody', async () => {
  const { desk, rows } = await twoAsk();
  desk.world.serverCannotWrite = true;
  const { status, json } = await desk.send('front_desk', AT, { act: 'take', entries: seen(rows) });
  desk.world.serverCannotWrite = false;
  expect([status, typesOf(json.results)]).toEqual([200, ['failed', 'failed']]);
  expect(desk.world.logs.filter(line => line.event === 'request_failed')).toHaveLength(2);
  expect(JSON.stringify(desk.world.logs)).not.toContain('5550140');
});

test('what was done to several is undone for all of them at once, by whoever did it', async () => {
  const { desk, rows } = await twoAsk();
  const did = await desk.send('front_desk', AT, { act: 'handle', outcome: 'no_need', entries: seen(rows) });
  expect(await desk.queue('owner')).toEqual([]);
  const entries = did.json.results.map(({ id, act }: { id: string; act: string }) => ({ id, act }));
  const foreign = await desk.send('second_desk', AT, { act: 'undo', entries });
  expect(typesOf(foreign.json.results)).toEqual(['not-yours', 'not-yours']);
  const undone = await desk.send('front_desk', AT, { act: 'undo', entries });
  expect(typesOf(undone.json.results)).toEqual(['done', 'done']);
  expect((await desk.queue('owner')).map(row => row.state)).toEqual(['open', 'open']);
  const again = await desk.send('front_desk', AT, { act: 'undo', entries });
  expect(typesOf(again.json.results)).toEqual(['undone', 'undone']);
});

test('an entry that stands in the list twice is done once', async () => {
  const { desk, rows } = await twoAsk();
  const [first] = seen(rows);
  const { json } = await desk.send('front_desk', AT, { act: 'take', entries: [first, first] });
  expect(typesOf(json.results)).toEqual(['done', 'changed']);
});

test.each([
  ['none', { act: 'take', entries: [] }],
  [
    'an undo by version',
    { act: 'undo', entries: [{ id: '019aa000-0000-7000-8000-00000000beef', version: 1 }] },
  ],
  [
    'a hundred and one',
    {
      act: 'reopen',
      entries: Array.from({ length: 101 }, () => ({
        id: '019aa000-0000-7000-8000-00000000beef',
        version: 1,
      })),
    },
  ],
])('%s: refused as a whole', async (_, body) => {
  const desk = await Desk.begin();
  expect((await desk.send('front_desk', AT, body)).status).toBe(422);
});

test('clinicians do to several what they may do to one', async () => {
  const { desk, rows } = await twoAsk();
  await desk.send('front_desk', AT, { act: 'take', entries: seen(rows.slice(0, 1)) });
  const now = [await desk.entryOf(ROBIN), await desk.entryOf(ALEX)];
  const { json } = await desk.send('dana', AT, { act: 'take', entries: seen(now) });
  expect(typesOf(json.results)).toEqual(['no-such-entry', 'done']);
});
