import type { Clock } from '../core/clock.ts';
import type { Config } from '../core/config/schema.ts';
import { listensAgain } from '../core/flows/catch-up.ts';
import { createLog } from '../core/log.ts';
import { openStore, type Store } from '../core/store/store.ts';
import { createApp } from '../server/app.ts';
import type { Chance } from './chance.ts';
import { KEY } from './practice.ts';
import { Life, mortal } from './process.ts';
import type { Record } from './record.ts';
import { turns, until } from './turns.ts';

/** What both processes are made with. */
export interface ProcessDeps {
  folder: string;
  clock: Clock;
  config: () => Config;
  record: Record;
}

/** The server process: the real app on a store of its own, which can be killed and started again. */
export class Server {
  life = new Life();
  readonly #deps: ProcessDeps;
  readonly #random: Chance;
  #running: { store: Store; app: ReturnType<typeof createApp> } | null = null;
  #underWay = 0;

  constructor(deps: ProcessDeps, random: Chance) {
    this.#deps = deps;
    this.#random = random;
  }

  get isUp(): boolean {
    return this.#running !== null;
  }

  async start(): Promise<void> {
    const { folder, clock, config, record } = this.#deps;
    this.life = new Life();
    const store = openStore({ folder, key: KEY, clock, random: this.#random, migrates: true });
    const log = createLog('info', 'server', { write: line => record.logs.push(line) });
    const app = createApp({
      store: mortal(store, this.life),
      config,
      clock,
      random: this.#random,
      log,
      clientAddress: () => `203.0.113.${this.#random.between(1, 250)}`,
    });
    this.#running = { store, app };
    await store.write(tx => listensAgain(tx));
  }

  /** A request from outside. Rejects as a client sees a server that is not there, or that died meanwhile. */
  async fetch(request: Request): Promise<Response> {
    const { record } = this.#deps;
    const answered = {
      token: request.headers.get('i-twilio-idempotency-token'),
      path: new URL(request.url).pathname,
      begun: record.next(),
      ended: 0,
      status: null as number | null,
      diskFailed: this.life.diskFails,
    };
    this.#underWay += 1;
    try {
      if (!this.#running || this.life.dead) {
        throw new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) });
      }
      const answer = await this.life.seenFromOutside(Promise.resolve(this.#running.app.fetch(request)));
      answered.status = answer.status;
      return answer;
    } finally {
      this.#underWay -= 1;
      answered.ended = record.next();
      record.answered.push(answered);
      record.trace.push(`  ${request.method} ${answered.path} ${answered.status ?? 'no answer'}`);
    }
  }

  /** Everything that was asked has been answered when this resolves. */
  async settle(): Promise<void> {
    await until(() => this.#underWay === 0, 'A request to the server');
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

  /** For the end of a run: no death, an orderly closing. */
  async close(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    await running?.store.close();
  }
}
