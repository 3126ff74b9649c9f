import fc from 'fast-check';
import { sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import { verifyAudit } from '../../core/store/audit.ts';
import { type Sent, wrongInApiAnswer, wrongInApiLog, wronglyStored } from './api-promises.ts';
import { API_ROUTES, type ApiRoute, NO_API_ROUTE, type Plan } from './api-routes.ts';
import { CLIENTS, HIDDEN, PEOPLE, type Person, practiceAtWork, SIGNED_IN } from './at-the-desk.ts';
import { type Practice, tablesOf } from './practice.ts';
import { integrity, wrongInStore } from './stored.ts';
import { thereIn } from './there.ts';
import { hold, RUNS } from './volume.ts';
import { watched } from './watched.ts';
import { type Answer, requestBytes } from './wire.ts';

/** A round is a request to each route, in any order. */
const ROUNDS = Math.ceil(RUNS / 50);
const ENDLESS = /event: crises\nid: \d+\ndata: \d+\n\n/;

let practice: Practice;
afterEach(() => practice?.end());

test('every route of the API has requests here', async () => {
  practice = await practiceAtWork();
  const routes = practice.app.routes.filter(
    ({ path, method }) => path.startsWith('/api/') && method !== 'ALL',
  );
  const known = new Set(routes.map(({ method, path }) => `${method} ${path}`));
  expect([...known].toSorted()).toEqual(Object.keys(API_ROUTES).toSorted());
});

interface Asking {
  name: string;
  route: ApiRoute;
  plan: Plan;
  after: number;
  /** Sent twice at once, as a finger does that slips. */
  twice: boolean;
}

const round: fc.Arbitrary<Asking[]> = fc
  .tuple(...[...Object.entries(API_ROUTES), ['nothing', NO_API_ROUTE] as const].map(asking))
  .chain(all => fc.shuffledSubarray(all, { minLength: all.length }));

function asking([name, route]: readonly [string, ApiRoute]): fc.Arbitrary<Asking> {
  const after = fc.constantFrom(0, 0, 1_000, 60_000);
  const twice = fc.constantFrom(false, false, false, true);
  // The request itself is told by the failure.
  const shown = { [fc.toStringMethod]: () => name };
  return fc.record({ plan: route.plan, after, twice }).map(chosen => ({ name, route, ...chosen, ...shown }));
}

describe('whatever is asked of the API by', () => {
  test.each(Object.keys(PEOPLE) as Person[])(
    '%s',
    async who => {
      practice = await practiceAtWork();
      const met = new Map<string, Set<number>>();
      await hold(
        fc.asyncProperty(round, async requests => {
          for (const one of requests) {
            const status = await play(who, one);
            met.set(one.name, (met.get(one.name) ?? new Set()).add(status));
          }
        }),
        ROUNDS,
      );
      for (const one of await allToRead()) await play(who, one);
      expect(await wrongInStore(practice)).toEqual([]);
      expect(await integrity(practice)).toBe('ok');
      expect(await verifyAudit(practice.store.read)).toMatchObject({ ok: true });
      const log = JSON.stringify(await practice.store.read.selectFrom('audit').selectAll().execute());
      expect([log.includes(CLIENTS), log.includes(HIDDEN)]).toEqual([false, false]);
      const statuses = new Set([...met.values()].flatMap(all => [...all]));
      // Who is always refused, or never, shows nothing.
      if (['owner', 'front_desk', 'dana'].includes(who))
        for (const one of [200, 404, 409, 422]) expect(statuses).toContain(one);
    },
    ROUNDS * 120_000,
  );
});

/** Everything that there is to be read by now, of entries and contacts, asked for as it should be. */
async function allToRead(): Promise<Asking[]> {
  const { entries, contacts } = await thereIn(practice);
  const targets = [
    '/api/queue',
    '/api/queue?state=handled',
    ...entries.map(({ id }) => `/api/entries/${id}`),
    ...contacts.map(id => `/api/contacts/${id}/timeline`),
  ];
  const rest = { method: 'GET', headers: [], body: new Uint8Array(), framing: 'length' } as const;
  const { 'GET /api/queue': route = NO_API_ROUTE } = API_ROUTES;
  return targets.map(target => ({
    ...{ name: target, route, after: 0, twice: false },
    plan: () => ({ ...rest, target }),
  }));
}

/** Sends a request, and holds what came of it against the promises. */
async function play(who: Person, { route, plan, after, twice }: Asking): Promise<number> {
  practice.pass(after);
  const asked = plan(await thereIn(practice));
  const signed = who === 'stranger' ? [] : [[SIGNED_IN, who] as const];
  const sent: Sent = { ...asked, who, route, headers: [...asked.headers, ...signed] };
  practice.said.length = 0;
  const before = await everyTable();
  const ask = () => practice.ask(sent, { hangUpAt: ENDLESS });
  const answers = await watched(() => told(sent), Promise.all(twice ? [ask(), ask()] : [ask()]));
  const now = await everyTable();
  const wrong = [
    ...answers.flatMap(answer => wrongInApiAnswer(sent, answer)),
    ...(answers.every(({ status }) => status >= 400) ? wronglyStored(answers[0] as Answer, before, now) : []),
    ...practice.said.flatMap(wrongInApiLog),
  ];
  if (wrong.length > 0)
    throw new Error(`${wrong.join('\n')}\n${answers.map(shown).join('\n')}\nto ${told(sent)}`);
  return answers[0]?.status ?? 0;
}

/** All that stands in each table. */
async function everyTable(): Promise<Record<string, string>> {
  const { store } = practice;
  const tables: Record<string, string> = {};
  for (const table of await tablesOf(store)) {
    const { rows } = await sql`select * from ${sql.table(table)}`.execute(store.read);
    tables[table] = JSON.stringify(rows);
  }
  return tables;
}

function shown({ status, body }: Answer): string {
  return `${status} ${body.slice(0, 400)}`;
}

function told(sent: Sent): string {
  const named = sent.headers.map(([name, value]) => `${name}: ${value.slice(0, 80)}`).join(' | ');
  const words = Buffer.from(requestBytes(sent))
    .toString('utf8')
    .split('\r\n\r\n')
    .slice(1)
    .join('')
    .slice(0, 600);
  return `${sent.method} ${sent.target.slice(0, 300)}\n${named}\n${words}`;
}
