import { systemClock } from '../core/clock.ts';
import { systemRandom } from '../core/ids.ts';
import { createLog } from '../core/log.ts';
import { listQueue } from '../core/store/queue-view.ts';
import { openStore } from '../core/store/store.ts';
import { en } from '../core/texts/en.ts';
import { createWorker } from '../worker/main.ts';
import { letTextsAge } from './aging.ts';
import { commitOnce } from './commits.ts';
import { percentile } from './figures.ts';
import { fillHistory, WRITERS } from './history.ts';
import { closedLoop, openLoop } from './load.ts';
import { makePractice } from './practice.ts';
import { freePort, startContender, startServer } from './running.ts';
import { callerNumber, callWebhook, textWebhook } from './webhooks.ts';

/** How much is measured in a round. */
export interface Amount {
  /** Calls that arrive as fast as they are answered. */
  calls: number;
  /** Calls, and then texts, at fifty a second. */
  paced: number;
  /** How often everything else is done. */
  looks: number;
}

/** What it costs to look and to write a row while nobody calls: p50s in milliseconds. */
export interface Quiet {
  commit_p50: number;
  queue_p50: number;
  look_p50: number;
}

/** What calls and texts cost: throughput a second, p50s at fifty a second in milliseconds. */
export interface Busy {
  per_second: number;
  p50: number;
  text_p50: number;
}

export interface AgedPractice extends AsyncDisposable {
  quiet(amount: Amount): Promise<Quiet>;
  /** Leaves entries that wait, so that what is quiet must be measured before. */
  busy(amount: Amount): Promise<Busy>;
}

const AT_ONCE = 32;
const PER_SECOND = 50;
const NO_REPLY = '<Response/>';

/** A practice with so many calls in its past, of which so many still wait, with its server running. */
export async function startAged(calls: number, waiting: number): Promise<AgedPractice> {
  await using started = new AsyncDisposableStack();
  const practice = started.use(makePractice({ port: await freePort() }));
  await fillHistory(practice, calls, waiting);
  started.use(await startServer(practice.file));
  started.use(await startContender('log-keeper', [practice.folder, practice.key]));
  const { folder, key, publicUrl, lines } = practice;
  const config = practice.config();
  const store = openStore({ folder, key, clock: systemClock, random: systemRandom, migrates: false });
  started.defer(() => store.close());
  const { sweep } = await createWorker({
    store,
    config: () => config,
    // Nothing was due then, and nothing is sent.
    clock: { now: () => Temporal.Now.instant().subtract({ hours: 1 }) },
    log: createLog('silent', 'bench'),
    fetch: () => Promise.reject(new Error('Nothing is sent here.')),
  });
  let callers = Math.min(calls, WRITERS);
  let writers = 0;
  const call = () => callWebhook(publicUrl, callerNumber(callers++), lines[0]);
  const text = () => textWebhook(publicUrl, callerNumber(writers++), lines[0], 'Could we move to Friday?');

  const ends = started.move();
  return {
    async quiet({ looks }) {
      return {
        commit_p50: await p50Of(looks, n => commitOnce(store, config, n)),
        queue_p50: await p50Of(looks, () => timed(() => listQueue(store.read, Date.now()))),
        look_p50: await p50Of(looks, () => timed(() => sweep.start())),
      };
    },
    async busy({ calls: count, paced }) {
      letTextsAge(practice);
      const perSecond = await closedLoop(made(count, call), AT_ONCE, en.voice.text_on_its_way);
      letTextsAge(practice);
      const answered = await openLoop(made(paced, call), PER_SECOND, en.voice.text_on_its_way);
      const texted = await openLoop(made(paced, text), PER_SECOND, NO_REPLY);
      return {
        per_second: perSecond,
        p50: percentile(answered, 0.5),
        text_p50: percentile(texted, 0.5),
      };
    },
    [Symbol.asyncDispose]: () => ends.disposeAsync(),
  };
}

function made<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make);
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await act();
  return performance.now() - began;
}

async function p50Of(count: number, measure: (n: number) => Promise<number>): Promise<number> {
  const samples: number[] = [];
  for (let n = 0; n < count; n += 1) samples.push(await measure(n));
  return percentile(samples, 0.5);
}
