import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Desk, type Person } from './desk.ts';

const API = /^\/api(\/|$)/;
const NAMES: Readonly<Record<string, string>> = {
  id: '019aa000-0000-7000-8000-00000000beef',
  number: '+12125550100',
};

async function routes(desk: Desk): Promise<{ method: string; path: string }[]> {
  const all = desk.world.app.routes.filter(({ path }) => API.test(path));
  const own = all.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`);
  return [...new Set([...own, 'GET /api/nothing-here', 'POST /api/nothing-here'])].map(route => {
    const [method = '', path = ''] = route.split(' ');
    return { method, path: path.replace(/:(\w+)(\{[^}]*\})?/g, (_, name: string) => NAMES[name] ?? name) };
  });
}

test('no route answers without a session, whatever it is asked', async () => {
  const desk = await Desk.begin();
  const known = await routes(desk);
  expect(known.length).toBeGreaterThan(2);
  for (const { method, path } of known) {
    for (const body of [undefined, '{}', 'nonsense']) {
      const init = { method, ...(method === 'GET' || body === undefined ? {} : { body }) };
      const response = await desk.request(null, path, init);
      expect([path, response.status]).toEqual([path, 401]);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.json()).toEqual({
        type: 'urn:second-ring:problem:not-signed-in',
        status: 401,
        title: 'Not signed in',
        detail: 'Please sign in.',
      });
    }
  }
});

test('a covered screen is told nothing about anybody', async () => {
  const desk = await Desk.begin();
  for (const { method, path } of await routes(desk)) {
    if (path === '/api/changes') continue;
    const { status, json } = await desk.send('covered', path, method === 'GET' ? undefined : {}, method);
    expect([path, status, json.type]).toEqual([path, 423, 'urn:second-ring:problem:covered']);
  }
});

test("what another website makes a browser send is refused, whoever's session it is", async () => {
  const desk = await Desk.begin();
  const foreign: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ];
  for (const { method, path } of await routes(desk)) {
    for (const headers of foreign) {
      const response = await desk.request('owner', path, { method, headers });
      expect([path, response.status]).toEqual([path, 403]);
      expect(((await response.json()) as { type: string }).type).toBe(
        'urn:second-ring:problem:from-elsewhere',
      );
    }
  }
});

test('whoever is shut out while they still send something has not sent it in time', async () => {
  const desk = await Desk.begin();
  const asked = JSON.stringify({ email: 'kim@practice.example', name: 'Kim', role: 'owner' });
  let end = () => {};
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(asked.slice(0, 9)));
      end = () => {
        controller.enqueue(new TextEncoder().encode(asked.slice(9)));
        controller.close();
      };
    },
  });
  const sending = desk.request('owner', '/api/team/invitations', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': String(asked.length) },
    body,
    duplex: 'half',
  } as RequestInit);
  await setImmediate();
  desk.sessions.ended.add('session of owner');
  end();
  expect((await sending).status).toBe(401);
  const rows = await desk.world.store.read.selectFrom('invitations').selectAll().execute();
  expect(rows).toEqual([]);
});

test('what is not there is a problem in words, too', async () => {
  const desk = await Desk.begin();
  for (const person of ['owner', 'dana'] satisfies Person[]) {
    const { status, json } = await desk.get(person, '/api/nothing-here');
    expect([status, json.type]).toEqual([404, 'urn:second-ring:problem:not-found']);
  }
});
