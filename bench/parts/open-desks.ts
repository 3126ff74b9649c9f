import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../core/clock.ts';
import { newId, systemRandom } from '../../core/ids.ts';
import { noteChange } from '../../core/store/entries.ts';
import { openStore, type Store } from '../../core/store/store.ts';
import { signInTimes } from '../desk-sessions.ts';
import type { Effort } from '../effort.ts';
import { type Figure, percentile } from '../figures.ts';
import { fillHistory } from '../history.ts';
import { makePractice } from '../practice.ts';
import { cpuOf, freePort, startServer } from '../running.ts';

const EFFORT = {
  whole: { calls: 1_000, desks: 50, seconds: 20, changes: 60 },
  quick: { calls: 20, desks: 4, seconds: 1, changes: 3 },
} as const;
/** As many streams as one session may have. */
const A_SESSION = 6;

/** The real server with so many desks open and listening: what they cost it, and how soon each hears of a change. */
export async function measureOpenDesks(effort: Effort): Promise<Figure[]> {
  const { calls, desks, seconds, changes } = EFFORT[effort];
  using practice = makePractice({ port: await freePort() });
  await fillHistory(practice, calls, calls / 10);
  await using server = await startServer(practice.file);
  const store = openStore({ ...practice, clock: systemClock, random: systemRandom, migrates: false });
  await using ends = new AsyncDisposableStack();
  ends.defer(() => store.close());

  const cookies = await signInTimes(store, practice.publicUrl, Math.ceil(desks / A_SESSION));
  const without = await busyFor(server.pid, seconds, store);
  const heard = new Map<string, number[]>();
  const streams = Array.from({ length: desks }, (_, n) =>
    listen(practice.publicUrl, cookies[Math.floor(n / A_SESSION)] ?? '', id =>
      heard.get(id)?.push(performance.now()),
    ),
  );
  ends.defer(() => {
    for (const stream of streams) stream.stop();
  });
  await Promise.all(streams.map(stream => stream.open));
  const beside = await busyFor(server.pid, seconds, store);

  const waited: number[] = [];
  for (let n = 0; n < changes; n += 1) {
    const id = newId<string>(Date.now(), systemRandom);
    const times: number[] = [];
    heard.set(id, times);
    await store.write(tx => noteChange(tx, 'entry', id));
    const committed = performance.now();
    for (let looks = 0; times.length < desks && looks < 500; looks += 1) await sleep(10);
    if (times.length < desks) throw new Error(`${desks - times.length} desks never heard of a change.`);
    waited.push(...times.map(at => at - committed));
    // Not in step with the server's own looking.
    await sleep(50 + ((n * 37) % 100));
  }
  const figure = (id: string, what: string, value: number | null, more: Partial<Figure> = {}): Figure => ({
    part: 'open-desks',
    ...{ id: `open-desks.${id}`, what, value, unit: 'ms' },
    ...more,
  });
  const during = `the server's time of a core in ${seconds} s with a change each`;
  return [
    figure('cpu.none', `${during}, no desk open`, without),
    figure('cpu.many', `${during}, ${desks} desks open`, beside),
    figure('heard.p50', `from a commit until one of ${desks} desks hears: p50`, percentile(waited, 0.5)),
    figure('heard.p99', `from a commit until one of ${desks} desks hears: p99`, percentile(waited, 0.99), {
      aim: { most: 300 },
    }),
  ];
}

/** How much of a core's time a process uses while something changes every second, in milliseconds. */
async function busyFor(pid: number, seconds: number, store: Store): Promise<number | null> {
  const before = cpuOf(pid);
  for (let n = 0; n < seconds; n += 1) {
    await store.write(tx => noteChange(tx, 'entry', newId<string>(tx.now, tx.random)));
    await sleep(1_000);
  }
  const after = cpuOf(pid);
  return before === null || after === null ? null : after - before;
}

/** A desk's stream: calls `hear` with the id of everything that changes. */
function listen(url: string, cookie: string, hear: (id: string) => void) {
  const { promise: open, resolve, reject } = Promise.withResolvers<void>();
  const out = request(`${url}/api/changes`, { headers: { cookie }, agent: false }, answer => {
    if (answer.statusCode !== 200) return reject(new Error(`A desk was answered ${answer.statusCode}.`));
    resolve();
    let text = '';
    answer.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        for (const [, id = ''] of text.slice(0, end).matchAll(/"id":"([^"]+)"/g)) hear(id);
        text = text.slice(end + 2);
      }
    });
    answer.on('error', () => {});
  });
  out.on('error', reject);
  out.end();
  return { open, stop: () => out.destroy() };
}
