import { beginCatchingUp } from '../core/flows/catch-up.ts';
import { releaseLost } from '../core/flows/settle-effect.ts';
import type { EffectId } from '../core/ids.ts';
import { createLog } from '../core/log.ts';
import type { Perform } from '../core/queue/scheduler.ts';
import { openStore, type Store } from '../core/store/store.ts';
import type { Simulator } from '../simulator/shell.ts';
import { createWorker } from '../worker/main.ts';
import type { Chance } from './chance.ts';
import { KEY } from './practice.ts';
import { Life, mortal, never } from './process.ts';
import type { ProcessDeps } from './server.ts';
import { Hangs, MOST_AT_ONCE, turns, until } from './turns.ts';

/** An effect that broke the worker rests, as in its sweep (milliseconds). */
const REST = 30_000;
/** The REST client gives up after so long (milliseconds); its own timer runs in real time and is left aside here. */
const TIMEOUT = 15_000;

/** Effects that are not over, in the order in which they should go. */
async function waiting(store: Store) {
  return store.read
    .selectFrom('effects')
    .select(['id', 'state', 'due_at', 'lease_until'])
    .where('state', 'in', ['pending', 'sending'])
    .orderBy('priority')
    .orderBy('due_at')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** A request to the carrier that time must pass for: it is slow, or it hangs, or the worker itself is held up. */
interface Held {
  /** By the carrier's clock. */
  until: number;
  wake: () => void;
}

/** What goes wrong between the worker and the carrier, beside what the carrier itself does wrong. */
export interface LineTrouble {
  /** So many of the next requests find nobody listening. */
  refused: number;
  /** So many of the next answers reach a worker that had stopped for `stallFor` milliseconds. */
  stalled: number;
  stallFor: number;
}

/** What one life of the worker has under way: what a dead one left open never counts for the next. */
interface Shift {
  life: Life;
  store: Store;
  perform: Perform;
  underWay: Set<{ id: EffectId }>;
  held: Set<Held>;
}

function has({ underWay }: Shift, id: EffectId): boolean {
  return [...underWay].some(one => one.id === id);
}

/** The worker process. It performs effects one after the other, in an order that chance decides where the product's own is free. */
export class Worker {
  life = new Life();
  readonly trouble: LineTrouble = { refused: 0, stalled: 0, stallFor: 0 };
  readonly #deps: ProcessDeps;
  readonly #carrier: () => Simulator;
  readonly #time: () => number;
  readonly #random: Chance;
  readonly #order: Chance;
  readonly #resting = new Map<EffectId, number>();
  #running: Shift | null = null;

  constructor(deps: ProcessDeps, carrier: () => Simulator, time: () => number, random: Chance) {
    this.#deps = deps;
    this.#carrier = carrier;
    this.#time = time;
    this.#random = random;
    this.#order = random.branch();
  }

  get isUp(): boolean {
    return this.#running !== null;
  }

  async start(): Promise<void> {
    const { folder, clock, config, record } = this.#deps;
    const life = new Life();
    this.life = life;
    this.#resting.clear();
    const held = new Set<Held>();
    const store = openStore({ folder, key: KEY, clock, random: this.#random, migrates: false });
    const { perform } = await createWorker({
      store: mortal(store, life),
      config,
      clock,
      log: createLog('info', 'worker', { write: line => record.logs.push(line) }),
      fetch: (input, init) => this.#fetch({ life, held }, input, init),
    });
    this.#running = { life, store, perform, underWay: new Set(), held };
    await store.write(tx => beginCatchingUp(tx));
  }

  /** Performs what is due until nothing is left that could be begun now. */
  async work(): Promise<void> {
    for (let begun = 0; ; begun += 1) {
      if (begun > MOST_AT_ONCE) throw new Hangs('An effect comes again and again at one moment and');
      await this.#settle();
      const running = this.#running;
      if (!running || this.life.dead) return;
      if (await this.#leaseHasRunOut(running.store)) {
        const release = running.store.write(tx => releaseLost(tx, this.#deps.config()));
        await release.catch(() => {});
      }
      const id = await this.#choose(running);
      if (id === null) return;
      this.#begin(running, id);
      if (this.#order.percent(5)) await this.#wakeInVain(running);
    }
  }

  /** When it has something to do next, by the carrier's clock; null for never. */
  async nextDue(): Promise<number | null> {
    const running = this.#running;
    if (!running) return null;
    const times = [...running.held].map(held => held.until);
    const skew = this.#now() - this.#time();
    for (const { id, state, due_at, lease_until } of await waiting(running.store)) {
      if (state === 'sending') times.push((lease_until ?? Infinity) - skew);
      else if (!has(running, id)) times.push(Math.max(due_at, this.#resting.get(id) ?? 0) - skew);
    }
    return times.length > 0 ? Math.min(...times) : null;
  }

  /** Time has come to `now` (the carrier's): what waited for it goes on. */
  wake(): void {
    for (const held of [...(this.#running?.held ?? [])]) if (held.until <= this.#time()) held.wake();
  }

  /** Clears away what is left of a process that died. True when there was one. */
  async bury(): Promise<boolean> {
    const running = this.#running;
    if (!running || !this.life.dead) return false;
    this.#running = null;
    await turns(3);
    await running.store.close();
    return true;
  }

  async close(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    await running?.store.close();
  }

  #now(): number {
    return this.#deps.clock.now().epochMilliseconds;
  }

  async #settle(): Promise<void> {
    await turns(2);
    const running = this.#running;
    await until(() => this.life.dead || running?.underWay.size === running?.held.size, 'An effect');
  }

  async #leaseHasRunOut(store: Store): Promise<boolean> {
    const now = this.#now();
    return (await waiting(store)).some(
      one => one.state === 'sending' && (one.lease_until ?? Infinity) <= now,
    );
  }

  /** As a rule the first by priority and time; a worker with several under way may well be quicker with another. */
  async #choose(shift: Shift): Promise<EffectId | null> {
    const now = this.#now();
    const due = (await waiting(shift.store)).filter(
      one =>
        one.state === 'pending' &&
        one.due_at <= now &&
        !has(shift, one.id) &&
        (this.#resting.get(one.id) ?? 0) <= now,
    );
    const [first] = due;
    if (!first) return null;
    return this.#order.percent(15) ? this.#order.pick(due).id : first.id;
  }

  /** Redis and the sweep may both wake for one effect, and Redis for one that is long over. */
  async #wakeInVain(shift: Shift): Promise<void> {
    const all = await shift.store.read.selectFrom('effects').select('id').orderBy('id').execute();
    this.#begin(shift, this.#order.pick(all).id);
  }

  #begin({ perform, underWay }: Shift, id: EffectId): void {
    const run = { id };
    underWay.add(run);
    perform(id)
      .catch(() => this.#resting.set(id, this.#now() + REST))
      .finally(() => underWay.delete(run));
  }

  async #fetch(
    shift: Pick<Shift, 'life' | 'held'>,
    input: string | URL | Request,
    init: RequestInit = {},
  ): Promise<Response> {
    const { life } = shift;
    const { record } = this.#deps;
    if (life.endsAt('before a request')) return never();
    // Without the client's own timer, which runs in real time.
    const request = new Request(input, { ...init, signal: null });
    const what = `${request.method} ${new URL(request.url).pathname.replace(/.*(?=\/\w+\/?[\w.]*$)/, '')}`;
    if (this.trouble.refused > 0) {
      this.trouble.refused -= 1;
      record.trace.push(`  ${what} refused`);
      throw new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) });
    }
    await this.#note(request.clone());
    const answer = await this.#answerTo(shift, request);
    if (this.trouble.stalled > 0) {
      this.trouble.stalled -= 1;
      await this.#hold(shift, this.#time() + this.trouble.stallFor);
    }
    record.trace.push(`  ${what} ${answer.status}`);
    return life.endsAt('after a request') ? never() : answer;
  }

  /** The carrier's answer; where it takes time, this waits by the carrier's clock, and no longer than the client would. */
  async #answerTo(shift: Pick<Shift, 'life' | 'held'>, request: Request): Promise<Response> {
    const carrier = this.#carrier();
    let answer: Response | null = null;
    const coming = Promise.resolve(carrier.app.fetch(request)).then(given => {
      answer = given;
      return given;
    });
    const slow = () => ['slow', 'hang'].includes(carrier.state().rest.at(-1)?.note ?? '');
    for (let turn = 0; answer === null && turn < 3; turn += 1) await turns(1);
    if (answer !== null || !slow()) return coming;
    const given = await this.#hold(shift, this.#time() + TIMEOUT, coming);
    if (given) return given;
    throw Object.assign(new Error('timed out'), { name: 'TimeoutError' });
  }

  /** Waits until a time or for what comes before, which is then returned. */
  async #hold<T>(
    { life, held: all }: Pick<Shift, 'life' | 'held'>,
    time: number,
    coming: Promise<T> = never(),
  ): Promise<T | null> {
    if (life.dead) return never();
    const { promise, resolve } = Promise.withResolvers<null>();
    const held: Held = { until: time, wake: () => resolve(null) };
    all.add(held);
    return Promise.race([coming, promise]).finally(() => all.delete(held));
  }

  async #note(request: Request): Promise<void> {
    if (request.method !== 'POST' || !request.url.endsWith('/Messages.json')) return;
    const form = new URLSearchParams(await request.text());
    const effect = new URL(form.get('StatusCallback') ?? '').searchParams.get('effect') as EffectId;
    this.#deps.record.sends.push({
      at: this.#deps.record.next(),
      effect,
      to: form.get('To') ?? '',
      body: form.get('Body') ?? '',
      clock: this.#now(),
      time: this.#time(),
    });
  }
}
