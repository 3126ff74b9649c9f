import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Practice } from './practice.ts';
import { mayStore, wrongInAnswer } from './promises.ts';
import { NO_ROUTE, type Request, ROUTES, type Route } from './routes.ts';
import { integrity, wrongInStore } from './stored.ts';
import { hold, RUNS } from './volume.ts';
import { watched } from './watched.ts';

/** Routes that take something in. */
const TAKING = /^\/webhooks\/(?!.*:line)|^\/(?:form|c\/:token|intake)$/;

let practice: Practice;
beforeEach(async () => {
  practice = await Practice.begin();
});
afterEach(() => practice.end());

test('every route of the app has requests here', () => {
  const routes = new Set(practice.app.routes.map(({ path }) => path));
  expect([...routes].toSorted()).toEqual(Object.keys(ROUTES).toSorted());
});

describe('whatever is sent to', () => {
  test.each<[string, Route]>([...Object.entries(ROUTES), ['no route at all', NO_ROUTE]])(
    '%s',
    async (path, route) => {
      const met = { accepted: 0, refused: 0 };
      await hold(
        fc.asyncProperty(route(practice.known), async request => {
          met[await play(request)] += 1;
        }),
      );
      expect(await wrongInStore(practice)).toEqual([]);
      expect(await integrity(practice)).toBe('ok');
      // Who is always refused, or never, shows nothing.
      if (path !== '/readyz') expect(met.refused).toBeGreaterThan(0);
      if (TAKING.test(path)) expect(met.accepted).toBeGreaterThan(0);
    },
    RUNS * 3_000,
  );
});

/** Sends a request, and holds what came of it against the promises. */
async function play(request: Request): Promise<'accepted' | 'refused'> {
  practice.pass(request.after);
  practice.said.length = 0;
  const before = await practice.contents();
  const answer = await watched(() => told(request), practice.ask(request));
  const after = await practice.contents();
  const wrong = wrongInAnswer(request, answer, practice.said);
  const stored = after.digest !== before.digest;
  if (stored && !mayStore(request, answer)) wrong.push(`stored what it refused: ${changes(before, after)}`);
  if (stored) wrong.push(...(await wrongInStore(practice)));
  if (wrong.length > 0) throw new Error(`${wrong.join('\n')}\n${answer.status} to ${told(request)}`);
  return mayStore(request, answer) ? 'accepted' : 'refused';
}

function changes(before: Contents, after: Contents): string {
  const tables = Object.keys(after.rows).filter(table => after.rows[table] !== before.rows[table]);
  return tables.length > 0 ? `more rows in ${tables.join(', ')}` : 'other values in the same rows';
}

type Contents = Awaited<ReturnType<Practice['contents']>>;

function told({ method, target, headers, body, signed, framing }: Request): string {
  const named = headers.map(([name, value]) => `${name}: ${value.slice(0, 80)}`).join(' | ');
  const words = Buffer.from(body).toString('utf8').slice(0, 600);
  return `${method} ${target.slice(0, 300)} ${signed ? 'signed' : ''} ${framing} (${body.length} bytes)\n${named}\n${words}`;
}
