import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { type ConfigHolder, holdConfig } from '../../core/config/holder.ts';
import { readConfig } from '../../core/config/load.ts';
import type { Config } from '../../core/config/schema.ts';
import { beginCatchingUp } from '../../core/flows/catch-up.ts';
import { twilioAnswered } from '../../core/flows/health-facts.ts';
import type { Random } from '../../core/ids.ts';
import { createLog } from '../../core/log.ts';
import { nextDue } from '../../core/store/effects.ts';
import { openDatabase } from '../../core/store/open.ts';
import { DATABASE_FILE, openStore, type Store } from '../../core/store/store.ts';
import { StoreBusyError } from '../../core/store/writer.ts';
import { createApp } from '../../server/app.ts';
import type { SessionPort } from '../../server/auth/session-port.ts';
import { createSimulator, type Simulator, type SimulatorOptions } from '../../simulator/shell.ts';
import { createWorker } from '../../worker/main.ts';
import type { Sweep } from '../../worker/sweep.ts';
import type { TwilioAnswers } from '../../worker/twilio-answers.ts';
import type { Watch } from '../../worker/watching.ts';
import { type Summary, summarize } from './summary.ts';

export const LINE = '+12125550100';
export const DESK = '+12125550111';
export const DANA = '+12125550112';
export const OWNER = '+12125550113';
export const ROBIN = '+12125550140';
export const ALEX = '+12125550141';
export const KITCHEN = '+12125550142';
export const BLOCKED = '+12125550199';

export const NAMES: Readonly<Record<string, string>> = {
  [LINE]: 'the line',
  [DESK]: 'Front desk',
  [DANA]: 'Dana',
  [OWNER]: 'Sam',
  [ROBIN]: 'Robin',
  [ALEX]: 'Alex',
  [KITCHEN]: 'Kitchen',
  [BLOCKED]: 'Blocked',
};

/** A Monday, in open hours. */
const MONDAY = '2026-11-23T10:00[America/New_York]';
const KEY = 'a5'.repeat(32);
const CARRIER = 'https://api.twilio.com';
const REFUSED = { code: 'ECONNREFUSED' };
const YAML = readFileSync(new URL('practice.yaml', import.meta.url), 'utf8');

export interface WorldOptions {
  /** When it begins, with its time zone; a Monday at 10:00 if left out. */
  at?: string;
  /** Changes the practice's YAML text. */
  config?: (yaml: string) => string;
  simulator?: Partial<Pick<SimulatorOptions, 'settings' | 'seed'>>;
  /** Numbers of more phones that may call and text. */
  phones?: readonly string[];
  /** Who is signed in at the desk; there is no desk if left out. */
  session?: SessionPort;
  /** Aborted when the server is about to end. */
  ending?: AbortSignal;
  /** Where requests to the app come from; somewhere on the internet if left out. */
  address?: string;
  /** Answers what the worker asks of others than the carrier; nobody does if left out. */
  elsewhere?: (request: Request) => Promise<Response>;
  /** Alters what the carrier's REST API answers the worker. */
  answered?: (request: Request, answer: Response) => Response | Promise<Response>;
}

/**
 * A whole practice in one process: the real app, flows, store and worker against the simulated carrier, with time in
 * the test's hand. Nothing in it happens that `summary` does not tell.
 */
export class World {
  readonly simulator: Simulator;
  readonly store: Store;
  readonly app: ReturnType<typeof createApp>;
  readonly sweep: Sweep;
  readonly watch: Watch;
  readonly answers: TwilioAnswers;
  readonly holder: ConfigHolder;
  readonly logs: Record<string, unknown>[];
  /** While true, every write of the server fails (the worker's don't). */
  serverCannotWrite = false;
  /** While true, every write of the worker fails. */
  workerCannotWrite = false;
  /** Bytes that the worker finds left on the disk. */
  room = 100_000_000_000;
  /** How many more of the server's writes find the database free. */
  serverWritesLeft = Infinity;
  /** While true, nobody listens: connections to the server are refused. */
  serverIsDown = false;
  readonly #clock: { now: number };
  readonly #folder: string;
  #workerRuns = true;

  private constructor(parts: Omit<WorldParts, never>) {
    this.simulator = parts.simulator;
    this.store = parts.store;
    this.app = parts.app;
    this.sweep = parts.sweep;
    this.watch = parts.watch;
    this.answers = parts.answers;
    this.holder = parts.holder;
    this.logs = parts.logs;
    this.#clock = parts.clock;
    this.#folder = parts.folder;
  }

  static async begin(options: WorldOptions = {}): Promise<World> {
    const clock = { now: Temporal.ZonedDateTime.from(options.at ?? MONDAY).epochMilliseconds };
    const folder = mkdtempSync(join(tmpdir(), 'second-ring-scenario-'));
    const holder = holdConfig(configOf(options.config?.(YAML) ?? YAML, folder), () => {
      throw new Error('Scenarios do not reload from a file');
    });
    const config = () => holder.current();
    const virtual = { now: () => Temporal.Instant.fromEpochMilliseconds(clock.now) };
    const random = inOrder();
    const store = openStore({ folder, key: KEY, clock: virtual, random, migrates: true });
    const logs: Record<string, unknown>[] = [];
    const log = createLog('debug', 'scenario', { write: line => logs.push(JSON.parse(line)) });
    const deps = { store, config, clock: virtual, random, log };
    const failing: Store = {
      ...store,
      write: flow => {
        if (world.serverCannotWrite) return Promise.reject(new Error('disk I/O error'));
        world.serverWritesLeft -= 1;
        return world.serverWritesLeft < 0 ? Promise.reject(new StoreBusyError('locked')) : store.write(flow);
      },
    };
    const app = createApp({
      ...deps,
      ...(options.session ? { session: options.session } : {}),
      ...(options.ending ? { ending: options.ending } : {}),
      store: failing,
      clientAddress: () => options.address ?? '203.0.113.7',
    });
    const simulator = createSimulator({
      ...carrierOf(config(), clock, options.phones),
      ...options.simulator,
      fetch: async request => {
        if (world.serverIsDown) throw Object.assign(new TypeError('fetch failed'), { cause: REFUSED });
        return app.fetch(request);
      },
    });
    const { sweep, watch, answers } = await createWorker({
      ...deps,
      store: {
        ...store,
        room: () => world.room,
        write: flow =>
          world.workerCannotWrite ? Promise.reject(new Error('disk I/O error')) : store.write(flow),
      },
      fetch: async (input, init) => {
        const request = new Request(input, init);
        if (new URL(request.url).origin !== CARRIER) {
          if (!options.elsewhere) throw new Error(`Nobody answers at ${request.url}`);
          return options.elsewhere(request);
        }
        const answer = await simulator.app.fetch(request);
        return options.answered?.(request, answer) ?? answer;
      },
    });
    const world = new World({ simulator, store, app, sweep, watch, answers, holder, logs, clock, folder });
    open.push(world);
    return world;
  }

  get now(): number {
    return this.#clock.now;
  }

  /** A phone does something, and everything that follows at once happens. */
  async do(...actions: Parameters<Simulator['do']>[0][]): Promise<void> {
    for (const action of actions) {
      await this.simulator.do(action);
      await this.settle();
    }
  }

  /** Lets seconds pass; everything happens at its own time. */
  async pass(seconds: number): Promise<void> {
    const until = this.#clock.now + seconds * 1000;
    await this.settle();
    for (;;) {
      const next = await this.#nextThing();
      if (next === null || next > until) break;
      this.#clock.now = Math.max(this.#clock.now, next);
      await this.simulator.tick();
      await this.settle();
    }
    this.#clock.now = until;
  }

  /** Lets minutes pass, in each of which the worker looks around. */
  async watchFor(minutes: number): Promise<void> {
    for (let minute = 0; minute < minutes; minute += 1) {
      await this.pass(60);
      await this.store.write(tx => twilioAnswered(tx, this.answers.take()));
      await this.watch.look();
      await this.settle();
    }
  }

  /** Lets time pass until the tone on a phone's call; fails when there is none within three minutes. */
  async untilTone(phone: string): Promise<void> {
    await this.until(() => {
      const call = this.simulator.state().calls.findLast(one => one.phone === phone);
      return call?.doing?.type === 'recording';
    });
  }

  /** Lets time pass, a tenth of a second at a time, until something holds; fails after three minutes. */
  async until(holds: () => boolean | Promise<boolean>): Promise<void> {
    const until = this.now + 180_000;
    while (!(await holds())) {
      if (this.now > until) throw new Error('It did not happen within three minutes');
      await this.pass(0.1);
    }
  }

  /** Somebody sets the clock back. */
  setBack(seconds: number): void {
    this.#clock.now -= seconds * 1000;
  }

  /** Everything that is due now has happened when this resolves. */
  async settle(): Promise<void> {
    do {
      await this.simulator.idle();
      if (this.#workerRuns) await this.sweep.drain();
      await this.simulator.idle();
      if ((this.simulator.nextTimer() ?? Infinity) <= this.now) await this.simulator.tick();
    } while (((await this.#nextThing()) ?? Infinity) <= this.now);
  }

  /** The worker is down: promises are kept, nothing of them is done. */
  stopWorker(): void {
    this.#workerRuns = false;
  }

  /** A worker process starts, which begins to read the carrier's lists. */
  async catchUp(): Promise<void> {
    await this.store.write(tx => beginCatchingUp(tx));
    await this.settle();
  }

  async startWorker(): Promise<void> {
    this.#workerRuns = true;
    await this.settle();
  }

  /** All that happened: texts, legs, entries, requests, rows, and what the log said from warn upward. */
  summary(): Promise<Summary> {
    return summarize(this);
  }

  /** What a phone heard on its latest call, sentence by sentence. */
  heard(phone: string): string[] {
    const call = this.simulator.state().calls.findLast(one => one.phone === phone);
    return (call?.heard ?? [])
      .filter(one => ['say', 'play', 'carrier'].includes(one.kind))
      .map(one => one.text);
  }

  /** The texts that stand on a phone from the line, oldest first. */
  textsOn(phone: string): string[] {
    return this.simulator
      .state()
      .messages.filter(message => message.to === phone && message.arrivedAt !== null)
      .map(message => message.shown);
  }

  /** The database file as it is without its encryption. What stands in its log alone is in it too. */
  bytes(): Buffer {
    const database = openDatabase(join(this.#folder, DATABASE_FILE), KEY, 'read');
    try {
      return database.serialize();
    } finally {
      database.close();
    }
  }

  async end(): Promise<void> {
    await this.store.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #nextThing(): Promise<number | null> {
    const due = this.#workerRuns ? await nextDue(this.store.read) : null;
    const times = [this.simulator.nextTimer(), due].filter(time => time !== null);
    return times.length > 0 ? Math.min(...times) : null;
  }
}

interface WorldParts {
  simulator: Simulator;
  store: Store;
  app: ReturnType<typeof createApp>;
  sweep: Sweep;
  watch: Watch;
  answers: TwilioAnswers;
  holder: ConfigHolder;
  logs: Record<string, unknown>[];
  clock: { now: number };
  folder: string;
}

/** Ids of one millisecond sort in the order they were made, so that a scenario may list what happened in order. */
function inOrder(): Random {
  let made = 0;
  return {
    bytes: length => {
      const bytes = randomBytes(length);
      if (length !== 16) return bytes;
      made += 1;
      // What newId keeps after the time: 4, 8, 6 and 8 bits.
      bytes.set([(made >> 22) & 0x0f, (made >> 14) & 0xff, (made >> 8) & 0x3f, made & 0xff], 6);
      return bytes;
    },
  };
}

const open: World[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.end();
});

function configOf(yaml: string, folder: string): Config {
  const around = {
    folder,
    env: { KEY },
    readFile: () => ({ problem: 'missing' as const }),
    exists: () => true,
  };
  const reading = readConfig(yaml, around);
  if (!('config' in reading)) throw new Error(reading.errors.map(error => error.message).join('\n'));
  return reading.config;
}

function carrierOf(
  config: Config,
  clock: { now: number },
  more: readonly string[] = [],
): Omit<SimulatorOptions, 'fetch'> {
  const webhooks = `${config.practice.public_url}/webhooks/twilio`;
  const phone = (number: string, role: 'caller' | 'staff', kind: 'mobile' | 'landline' = 'mobile') => ({
    number,
    name: NAMES[number] ?? number,
    role,
    kind,
  });
  return {
    accountSid: config.twilio.account_sid,
    authToken: config.twilio.auth_token[0] ?? '',
    baseUrl: CARRIER,
    numbers: config.lines.map(line => ({
      number: line.number,
      voiceUrl: `${webhooks}/voice#rc=2&rp=ct,rt,5xx`,
      messageUrl: `${webhooks}/message#rc=2&rp=ct,rt,5xx`,
      callStatusUrl: `${webhooks}/call-status#rc=2&rp=ct,rt,5xx`,
    })),
    phones: [
      phone(ROBIN, 'caller'),
      phone(ALEX, 'caller'),
      phone(KITCHEN, 'caller', 'landline'),
      phone(BLOCKED, 'caller'),
      phone(DESK, 'staff', 'landline'),
      phone(DANA, 'staff'),
      phone(OWNER, 'staff'),
      ...more.map(number => phone(number, 'caller')),
    ],
    seed: 1,
    now: () => clock.now,
  };
}
