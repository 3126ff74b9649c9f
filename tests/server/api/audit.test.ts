import { expect, test } from 'vitest';
import type { AuditCode } from '../../../core/rules/audit-codes.ts';
import { appendAudit } from '../../../core/store/audit.ts';
import { text } from '../../scenarios/texting.ts';
import { ROBIN } from '../../scenarios/world.ts';
import { Desk, type Person } from './desk.ts';

interface Row {
  seq: number;
  at: number;
  who: string | null;
  what: AuditCode;
  about: string | null;
  entry: string | null;
  details: Record<string, unknown>;
}

async function write(
  desk: Desk,
  count: number,
  one: (i: number) => Partial<Row> = () => ({}),
): Promise<void> {
  await desk.world.store.write(async tx => {
    for (let i = 0; i < count; i += 1) {
      const { at = tx.now, who = 'dana', what = 'viewed', about = null } = one(i);
      await appendAudit(tx, { at, who, what, about, details: { count: i } });
    }
  });
}

async function rowsOf(desk: Desk, query = ''): Promise<Row[]> {
  const rows: Row[] = [];
  for (let after = ''; ; ) {
    const { status, json } = await desk.get('owner', `/api/audit?${query}${after && `&after=${after}`}`);
    expect(status).toBe(200);
    rows.push(...json.rows);
    if (json.next === null) return rows;
    after = json.next;
  }
}

const told = async (desk: Desk) =>
  desk.world.store.read
    .selectFrom('audit')
    .select(['who', 'what', 'about', 'details'])
    .orderBy('seq')
    .execute();

test('owners read the log, newest first, page by page; reading it is in it, once', async () => {
  const desk = await Desk.begin();
  await write(desk, 120, i => ({ at: desk.world.now - 1_000 + i }));
  const rows = await rowsOf(desk);
  expect(rows.map(row => row.details.count)).toEqual([
    undefined,
    ...Array.from({ length: 120 }, (_, i) => 119 - i),
  ]);
  expect(rows[0]).toMatchObject({ who: 'owner', what: 'audit_viewed' });
  expect((await told(desk)).filter(row => row.what === 'audit_viewed')).toHaveLength(1);
});

test.each<[string, (row: Row) => boolean]>([
  ['who=dana', row => row.who === 'dana'],
  ['who=nobody', row => row.who === null],
  ['what=voicemail_heard', row => row.what === 'voicemail_heard'],
  ['about=019aa000-0000-7000-8000-00000000beef', row => row.about !== null],
  ['who=front_desk&what=viewed', row => row.who === 'front_desk' && row.what === 'viewed'],
  // The practice is in New York: its day begins at five in the morning, UTC.
  [
    'from=2026-11-21&to=2026-11-21',
    row => row.at >= Date.parse('2026-11-21T05:00Z') && row.at < Date.parse('2026-11-22T05:00Z'),
  ],
])('only those that fit %s', async (query, fits) => {
  const desk = await Desk.begin();
  await write(desk, 90, i => ({
    at: Date.parse('2026-11-20T12:00Z') + i * 3_600_000,
    who: ['dana', 'front_desk', null][i % 3]!,
    what: (['viewed', 'voicemail_heard'] as const)[i % 2]!,
    about: i % 5 ? null : '019aa000-0000-7000-8000-00000000beef',
  }));
  const all = (await rowsOf(desk)).filter(row => row.details.count !== undefined);
  expect(all).toHaveLength(90);
  const some = (await rowsOf(desk, query)).filter(row => row.details.count !== undefined);
  expect(some).toEqual(all.filter(fits));
  expect(some.length).toBeGreaterThan(0);
});

test('what is about an entry or its voicemail leads there, and nothing says who the client is', async () => {
  const desk = await Desk.begin();
  await text(desk.world, ROBIN, 'Please call me about Tuesday');
  const entry = await desk.entryOf(ROBIN);
  await desk.get('front_desk', `/api/entries/${entry.id}`);
  const { json } = await desk.get('owner', '/api/audit?what=viewed');
  expect(json.rows).toMatchObject([{ who: 'front_desk', about: entry.id, entry: entry.id }]);
  expect(JSON.stringify(json)).not.toMatch(/Tuesday|5550/);
});

test.each<[Person]>([['front_desk'], ['dana']])(
  '%s read nothing of it, export nothing, verify nothing',
  async person => {
    const desk = await Desk.begin();
    await write(desk, 3);
    const answers = [
      await desk.get(person, '/api/audit'),
      await desk.get(person, '/api/audit/export'),
      await desk.send(person, '/api/audit/verify', {}),
    ];
    expect(answers.map(({ status, json }) => [status, json.type])).toEqual(
      Array(3).fill([403, 'urn:second-ring:problem:not-allowed']),
    );
    expect((await told(desk)).slice(3).map(({ who, what }) => [who, what])).toEqual(
      Array(3).fill([person, 'refused']),
    );
  },
);

test('the whole log as a file: what fits, nothing a spreadsheet would run, and the export is in the log', async () => {
  const desk = await Desk.begin();
  await write(desk, 1_234, i => ({
    about: i === 7 ? '+12125550100' : null,
    who: i % 2 ? 'dana' : '=HYPERLINK("x")',
  }));
  const response = await desk.request('owner', '/api/audit/export');
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="audit-log.csv"');
  const bytes = Buffer.from(await response.arrayBuffer()).toString('utf8');
  expect(bytes.startsWith('\uFEFFnumber,time,who,who_id,what,about,details,hash\r\n')).toBe(true);
  const lines = bytes.trimEnd().split('\r\n');
  expect(lines).toHaveLength(1 + 1 + 1_234);
  expect(lines[1]).toMatch(/^1235,2026-[^,]*-05:00,,owner,audit_exported,,"\{""who"":null,/);
  expect(bytes).toContain(`,'+12125550100,`);
  expect(bytes).toContain(`,"'=HYPERLINK(""x"")",`);
  expect(bytes).not.toMatch(/(^|,)[=+@]/m);
  const some = await desk.request('owner', '/api/audit/export?who=dana');
  expect((await some.text()).trimEnd().split('\r\n')).toHaveLength(1 + 617);
  expect((await told(desk)).at(-1)).toMatchObject({
    who: 'owner',
    what: 'audit_exported',
    details: expect.stringContaining('"who":"dana"'),
  });
});

test('an export is read slice by slice, and whoever leaves costs no more', async () => {
  const desk = await Desk.begin();
  await write(desk, 3_000);
  const response = await desk.request('owner', '/api/audit/export');
  const reader = response.body!.getReader();
  const { value } = await reader.read();
  expect(Buffer.from(value!).toString('utf8').split('\r\n').length).toBeLessThan(1_000);
  await reader.cancel();
});

test('whoever is shut out while they export it gets no further', async () => {
  const desk = await Desk.begin();
  await write(desk, 3_000);
  const reader = (await desk.request('owner', '/api/audit/export')).body!.getReader();
  await reader.read();
  desk.sessions.ended.add('session of owner');
  const rest = async () => {
    while (!(await reader.read()).done);
  };
  await expect(rest()).rejects.toThrow('no longer');
});

test('it says that the log is whole, and with what it ends; or where it is not', async () => {
  const desk = await Desk.begin();
  await write(desk, 20);
  const whole = await desk.send('owner', '/api/audit/verify', {});
  expect(whole.json).toEqual({ ok: true, end: { seq: 20, hash: expect.stringMatching(/^[0-9a-f]{64}$/) } });
  expect((await told(desk)).at(-1)).toMatchObject({
    what: 'audit_verified',
    details: '{"whole":true,"seq":20}',
  });
  expect((await desk.get('owner', '/api/audit')).json.end).toMatchObject({ seq: 22 });
});

test("the log is asked by no client's number, which would then stand in it", async () => {
  const desk = await Desk.begin();
  for (const about of ['%2B12125550141', '2125550141', '212-555-0141']) {
    for (const path of ['/api/audit', '/api/audit/export']) {
      expect([path, about, (await desk.get('owner', `${path}?about=${about}`)).status]).toEqual([
        path,
        about,
        422,
      ]);
    }
  }
  expect(JSON.stringify(await told(desk))).not.toContain('0141');
  const { number } = desk.world.holder.current().lines[0]!;
  expect((await desk.get('owner', `/api/audit?about=${encodeURIComponent(number)}`)).status).toBe(200);
});

test('what names nothing that a log could hold is refused', async () => {
  const desk = await Desk.begin();
  for (const query of [
    'who=Robin%20Park',
    'what=%3D1',
    'about=a%20b',
    'from=yesterday',
    'after=x',
    'after=1',
    'order=asc',
    `who=${'x'.repeat(61)}`,
  ]) {
    expect([query, (await desk.get('owner', `/api/audit?${query}`)).status]).toEqual([query, 422]);
  }
  expect((await desk.get('owner', '/api/audit?after=0.0')).json.rows).toEqual([]);
});

test('who is refused something is in the log: by which route, about what, never with what they typed', async () => {
  const desk = await Desk.begin();
  const entry = '019aa000-0000-7000-8000-00000000beef';
  await desk.get('dana', `/api/entries/${entry}`);
  await desk.send('dana', '/api/lines/+12125550123/closed', { until: null }, 'PUT');
  await desk.send('accountant', `/api/entries/${entry}/take`, { version: 1 });
  await desk.send('dana', '/api/entries/batch', { act: 'take', entries: [{ id: entry, version: 1 }] });
  await desk.get(null, `/api/entries/${entry}`);
  await desk.get('dana', '/api/nothing-here');
  expect(await told(desk)).toEqual([
    {
      who: 'dana',
      what: 'refused',
      about: entry,
      details: '{"route":"GET /api/entries/:id","why":"not-found"}',
    },
    {
      who: 'dana',
      what: 'refused',
      about: null,
      details: '{"route":"PUT /api/lines/:number/closed","why":"not-allowed"}',
    },
    {
      who: 'accountant',
      what: 'refused',
      about: entry,
      details: '{"route":"POST /api/entries/:id/take","why":"not_staff"}',
    },
    {
      who: 'dana',
      what: 'refused',
      about: entry,
      details: '{"route":"POST /api/entries/batch","why":"no_such_entry"}',
    },
  ]);
});

test('whoever looks for one person after another without a pause is written down each minute', async () => {
  const desk = await Desk.begin();
  for (let time = 0; time < 25; time += 1) {
    await desk.send('front_desk', '/api/queue/search', { search: `Robin ${time}` });
    await desk.world.pass(6);
  }
  expect(await told(desk)).toHaveLength(3);
});

test('that somebody searched is in the log, never for what; what is typed on is one search', async () => {
  const desk = await Desk.begin();
  await text(desk.world, ROBIN, 'Please call me about Tuesday');
  const search = (words: string) => desk.send('front_desk', '/api/queue/search', { search: words });
  for (const words of ['', 'Tu', 'Tues', 'Tuesday']) await search(words);
  await desk.world.pass(11);
  await search('5550141');
  await desk.send('dana', '/api/queue/search', { search: 'Tuesday' });
  expect(await told(desk)).toEqual(
    ['front_desk', 'front_desk', 'dana'].map(who => ({ who, what: 'searched', about: null, details: '{}' })),
  );
});
