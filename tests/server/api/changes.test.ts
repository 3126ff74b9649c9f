import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { Hono } from 'hono';
import { expect, onTestFinished, test } from 'vitest';
import { createLog } from '../../../core/log.ts';
import { noteChange } from '../../../core/store/entries.ts';
import { ChangeFeed } from '../../../server/api/change-feed.ts';
import { changesRoutes } from '../../../server/api/changes.ts';
import { listen } from '../../../server/listen.ts';
import { text } from '../../scenarios/texting.ts';
import { ROBIN } from '../../scenarios/world.ts';
import { Desk, type Person } from './desk.ts';

interface Event {
  event?: string;
  id?: string;
  data?: string;
}

/** A browser's side of a stream: what was said, and how to leave. */
async function follow(desk: Desk, person: Person, last?: string, path = '/api/changes') {
  const headers: Record<string, string> = last === undefined ? {} : { 'last-event-id': last };
  const response = await desk.request(person, path, { headers });
  const reader = response.body!.getReader();
  const events: Event[] = [];
  let rest = '';
  let over = false;
  const reading = (async () => {
    for (;;) {
      const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
      if (done) break;
      rest += new TextDecoder().decode(value);
      const blocks = rest.split('\n\n');
      rest = blocks.pop()!;
      for (const block of blocks) {
        const fields = block.split('\n').map(line => line.split(/: (.*)/s).slice(0, 2));
        const event: Event = Object.fromEntries(fields.filter(([name]) => name !== '' && name !== 'retry'));
        if (event.event) events.push(event);
      }
    }
    over = true;
  })();
  const leave = async () => {
    await reader.cancel();
    await reading;
  };
  onTestFinished(leave);
  return {
    response,
    events,
    changed: () =>
      events
        .filter(one => one.event === 'changes')
        .flatMap(one => JSON.parse(one.data!) as { noun: string; id: string }[]),
    last: () => events.findLast(one => one.id)?.id,
    over: () => over,
    leave,
  };
}

async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 500; turn += 1) {
    if (holds()) return;
    await sleep(20);
  }
  expect.fail('It did not happen');
}

const note = (desk: Desk, id: string) => desk.world.store.write(tx => noteChange(tx, 'entry', id));

test('whoever has read the first view is told of all that changed since', async () => {
  const desk = await Desk.begin();
  await note(desk, 'before');
  const { seq } = (await desk.get('dana', '/api/first-view')).json;
  await note(desk, 'meanwhile');
  const screen = await follow(desk, 'dana', undefined, `/api/changes?after=${seq}`);
  await until(() => screen.changed().length > 0);
  expect(screen.changed()).toEqual([{ noun: 'entry', id: 'meanwhile' }]);
  // Coming back a browser repeats the address, and says by header where it left.
  const again = await follow(desk, 'dana', screen.last(), `/api/changes?after=${seq}`);
  await note(desk, 'later');
  await until(() => again.changed().length > 0);
  expect(again.changed()).toEqual([{ noun: 'entry', id: 'later' }]);
});

test('what changes is said to everybody who listens, as ids alone', async () => {
  const desk = await Desk.begin();
  const [one, other] = [await follow(desk, 'front_desk'), await follow(desk, 'dana')];
  expect(one.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(one.response.headers.get('cache-control')).toBe('no-store');
  await until(() => one.events.length > 0);
  expect(one.events).toEqual([{ event: 'crises', id: '0', data: '0' }]);
  await text(desk.world, ROBIN, 'I am Quillon Farraday');
  const row = await desk.entryOf(ROBIN);
  for (const screen of [one, other]) {
    await until(() => screen.changed().some(change => change.id === row.id));
    expect(JSON.stringify(screen.events)).not.toMatch(/Quillon|\d{10}"/);
  }
  await text(desk.world, ROBIN, 'I want to kill myself');
  await until(() => one.events.some(event => event.event === 'crises' && event.data === '1'));
});

test('whoever comes back is told everything that happened meanwhile, once and in order', async () => {
  const desk = await Desk.begin();
  const first = await follow(desk, 'front_desk');
  await note(desk, 'a');
  await until(() => first.changed().length === 1);
  await first.leave();
  for (const id of ['b', 'c', 'b', 'd']) await note(desk, id);
  const second = await follow(desk, 'front_desk', first.last());
  await until(() => second.changed().length === 3);
  expect(second.changed().map(change => change.id)).toEqual(['b', 'c', 'd']);
  await note(desk, 'e');
  await until(() => second.changed().length === 4);
  expect(second.changed().at(-1)).toEqual({ noun: 'entry', id: 'e' });
});

test('coming and going at any moment loses nothing', async () => {
  const desk = await Desk.begin();
  const { store } = desk.world;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 12 }),
      async counts => {
        const feed = new ChangeFeed(store, error => expect.fail(String(error)));
        const heard = new Set<string>();
        const written: string[] = [];
        let seq: number | null = null;
        feed.listen(null, news => {
          seq = news.seq;
        })();
        for (const [turn, count] of counts.entries()) {
          for (let n = 0; n < count; n += 1) {
            const id = `${turn} ${n} ${Math.random()}`;
            await note(desk, id);
            written.push(id);
          }
          feed.listen(seq, news => {
            for (const { id } of news.changes ?? expect.fail('too much')) heard.add(id);
            seq = news.seq;
          })();
        }
        expect([...heard]).toEqual(written);
      },
    ),
    { numRuns: 20 },
  );
});

test('who was away for too long, or comes from another database, is told to read everything again', async () => {
  const desk = await Desk.begin();
  await desk.world.store.write(async tx => {
    for (let n = 0; n < 10_350; n += 1) await noteChange(tx, 'entry', String(n));
  });
  const kept = await desk.world.store.read
    .selectFrom('changes')
    .select(eb => [eb.fn.min<number>('seq').as('first'), eb.fn.max<number>('seq').as('last')])
    .executeTakeFirstOrThrow();
  expect(kept).toEqual({ first: 301, last: 10_350 });
  for (const last of ['1', '299', '9000', '99999']) {
    const screen = await follow(desk, 'owner', last);
    await until(() => screen.events.some(event => event.event === 'reload'));
    expect(screen.last()).toBe('10350');
    expect(screen.changed()).toEqual([]);
  }
  const near = await follow(desk, 'owner', '10000');
  await until(() => near.changed().length === 350);
  // What is no place at all is as good as none.
  const strange = await follow(desk, 'owner', 'DROP TABLE');
  await until(() => strange.events.length > 0);
  expect(strange.events.map(event => event.event)).toEqual(['crises']);
});

test('a covered screen hears of crises, and of nothing else', async () => {
  const desk = await Desk.begin();
  const [covered, open] = [await follow(desk, 'covered'), await follow(desk, 'owner')];
  await text(desk.world, ROBIN, '1');
  await text(desk.world, ROBIN, 'I want to kill myself');
  await until(() => covered.events.some(event => event.data === '1'));
  await until(() => open.changed().length > 0);
  expect([...new Set(covered.events.map(event => event.event))]).toEqual(['crises']);
});

test('a stream ends with its session, which it never makes last longer, and hides what a cover hides', async () => {
  const desk = await Desk.begin();
  const { sessions } = desk;
  const { store } = desk.world;
  const asked: string[] = [];
  let covered = false;
  const session = {
    async signedIn(request: Request) {
      asked.push(request.headers.get('x-signed-in') ?? '');
      const who = await sessions.signedIn(request);
      return who && { ...who, covered };
    },
  };
  const log = createLog('error', 'test', { write: () => expect.fail('Nothing is to be logged') });
  const app = new Hono().route('/', changesRoutes({ store, session, log }, 10));
  const open = async () => {
    const response = await app.request('/changes', { headers: { 'x-signed-in': 'owner' } });
    let said = '';
    const reading = (async () => {
      for await (const bytes of response.body!) said += new TextDecoder().decode(bytes);
    })();
    return { reading, said: () => said };
  };
  const screen = await open();
  await until(() => asked.length > 3 && screen.said().includes(': \n\n'));
  covered = true;
  const from = asked.length;
  await until(() => asked.length > from + 2);
  await note(desk, 'hidden');
  await sleep(300);
  sessions.ended.add('session of owner');
  await screen.reading;
  expect(screen.said()).not.toContain('hidden');
});

test('whoever is shut out is told of nothing that changes afterwards, and their stream ends with it', async () => {
  const desk = await Desk.begin();
  const [gone, stays] = [await follow(desk, 'dana'), await follow(desk, 'owner')];
  await note(desk, 'before');
  await until(() => gone.changed().length > 0);
  desk.sessions.ended.add('session of dana');
  await note(desk, 'afterwards');
  await until(() => stays.changed().length > 1 && gone.over());
  expect(gone.changed()).toEqual([{ noun: 'entry', id: 'before' }]);
});

test('a screen that is uncovered again is told to read everything, and no stream passes for a person', async () => {
  const desk = await Desk.begin();
  const { store } = desk.world;
  const acts: (string | null)[] = [];
  let covered = true;
  const session = {
    async signedIn(request: Request) {
      acts.push(request.headers.get('second-ring-act'));
      const who = await desk.sessions.signedIn(request);
      return who && { ...who, covered };
    },
  };
  const log = createLog('error', 'test', { write: () => expect.fail('Nothing is to be logged') });
  const app = new Hono().route('/', changesRoutes({ store, session, log }, 10));
  const headers = { 'x-signed-in': 'owner', 'second-ring-act': 'person' };
  const response = await app.request('/changes', { headers });
  let said = '';
  const reading = (async () => {
    for await (const bytes of response.body!) said += new TextDecoder().decode(bytes);
  })();
  await note(desk, 'hidden');
  await sleep(300);
  covered = false;
  await until(() => said.includes('event: reload\nid: 1\n'));
  expect(said).not.toContain('hidden');
  await note(desk, 'shown');
  await until(() => said.includes('shown'));
  expect(said.match(/event: reload/g)).toHaveLength(1);
  expect(new Set(acts)).toEqual(new Set([null]));
  desk.sessions.ended.add('session of owner');
  await reading;
});

test('a stream that could not begin takes up no room', async () => {
  const desk = await Desk.begin();
  const { store } = desk.world;
  let broken = true;
  const fails: typeof store.first = (query, args) => {
    if (broken) throw new Error('The disk is gone');
    return store.first(query, args);
  };
  const log = createLog('error', 'test', { write: () => expect.fail('Nothing is to be logged') });
  const sick = { ...store, first: fails };
  const app = new Hono().route('/', changesRoutes({ store: sick, session: desk.sessions, log }));
  app.onError((_, c) => c.text('failed', 500));
  const ask = () => app.request('/changes', { headers: { 'x-signed-in': 'owner' } });
  for (let time = 0; time < 8; time += 1) expect((await ask()).status).toBe(500);
  broken = false;
  const begun = await ask();
  expect(begun.status).toBe(200);
  await begun.body!.cancel();
});

test('nobody listens: nobody looks', async () => {
  const desk = await Desk.begin();
  let looks = 0;
  const { store } = desk.world;
  const watched = {
    all: store.all,
    first: store.first,
    dataVersion: () => {
      looks += 1;
      return store.dataVersion();
    },
  };
  const feed = new ChangeFeed(watched, error => expect.fail(String(error)));
  const leave = [feed.listen(null, () => {}), feed.listen(null, () => {}), feed.listen(null, () => {})];
  await until(() => looks >= 2);
  for (const one of leave) one();
  const before = looks;
  await sleep(400);
  expect(looks).toBe(before);
  // One look serves all: each of the three was told by the same ones.
  const times = [0, 0, 0];
  const again = times.map((_, n) => feed.listen(null, () => (times[n] = times[n]! + 1)));
  const from = looks;
  await note(desk, 'x');
  await until(() => times.every(count => count === 2));
  expect(looks - from).toBeLessThanOrEqual(2);
  for (const one of again) one();
});

test('a session has so many streams and no more, and one that is left makes room', async () => {
  const desk = await Desk.begin();
  const streams = await Promise.all(Array.from({ length: 6 }, () => follow(desk, 'owner')));
  const seventh = await desk.get('owner', '/api/changes');
  expect([seventh.status, seventh.json.type]).toEqual([429, 'urn:second-ring:problem:too-many']);
  expect((await follow(desk, 'dana')).response.status).toBe(200);
  await streams[0]!.leave();
  // Nobody reads what answers a HEAD, or ever leaves it.
  for (let time = 0; time < 6; time += 1) {
    expect((await desk.request('owner', '/api/changes', { method: 'HEAD' })).status).toBe(200);
  }
  expect((await follow(desk, 'owner')).response.status).toBe(200);
});

test('streams end when the process does, and keep no connection open', async () => {
  const ending = new AbortController();
  const desk = await Desk.begin({ ending: ending.signal });
  const screen = await follow(desk, 'owner');
  const server = await listen(desk.world.app, { host: '127.0.0.1', port: 0 });
  const live = await fetch(`http://127.0.0.1:${server.port}/api/changes`, {
    headers: { 'x-signed-in': 'dana' },
  });
  const reading = live.text();
  ending.abort();
  await until(() => screen.over());
  // Nobody cuts it: were it still open, this would never come.
  await reading;
  await server.stop();
  expect((await desk.get('owner', '/api/changes')).status).toBe(503);
});
