import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../core/config/schema.ts';
import { openStore, type Store } from '../core/store/store.ts';
import { createSimulator, type Simulator } from '../simulator/shell.ts';
import type { Chance } from './chance.ts';
import {
  AUTH_TOKEN,
  BEGINNINGS,
  chooseCallers,
  chooseSetup,
  configOf,
  DANA,
  KEY,
  LINES,
  OWNER,
  PEOPLE,
  type Person,
  type Setup,
} from './practice.ts';
import { Record } from './record.ts';
import { Server } from './server.ts';
import { Hangs, MOST_AT_ONCE, turns } from './turns.ts';
import { Worker } from './worker.ts';

/** In memory where the system has such a folder: a run waits for no disk, and SQLite can't tell. */
const FOLDER = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
/** A practice, its carrier and everybody with a phone, in one process with one clock; all of it from one seed. */
export class World {
  readonly record = new Record();
  readonly simulator: Simulator;
  readonly server: Server;
  readonly worker: Worker;
  /** What staff's own commands write to, as a third process that never dies; also for looking. */
  readonly office: Store;
  readonly chance: Chance;
  setup: Setup;
  /** Whom this run is about: now and then one person alone, so that much happens to them. */
  readonly callers: readonly Person[];
  /** True time, which is the carrier's (epoch milliseconds). */
  time: number;
  /** How wrong the practice's own clock is, in milliseconds. */
  skew = 0;
  readonly #folder: string;
  readonly #downtime: Chance;
  #restarts: { at: number; start: () => unknown }[] = [];
  /** Until when (epoch milliseconds) whatever died stays down, as in a power cut. */
  darkUntil = 0;
  /** No process dies or stays down any more, and disks work. */
  calm = false;

  private constructor(chance: Chance) {
    this.chance = chance;
    this.setup = chooseSetup(chance);
    this.callers = chooseCallers(chance);
    this.time = Temporal.ZonedDateTime.from(chance.pick(BEGINNINGS)).epochMilliseconds;
    this.#folder = mkdtempSync(join(FOLDER, 'second-ring-simulation-'));
    this.#downtime = chance.branch();
    const clock = { now: () => Temporal.Instant.fromEpochMilliseconds(this.clock) };
    const deps = { folder: this.#folder, clock, config: () => this.config, record: this.record };
    const random = chance.branch();
    this.office = openStore({
      folder: this.#folder,
      key: KEY,
      clock,
      random: chance.branch(),
      migrates: true,
    });
    this.server = new Server(deps, random.branch());
    this.worker = new Worker(
      deps,
      () => this.simulator,
      () => this.time,
      random.branch(),
    );
    this.simulator = createSimulator({
      ...carrierOf(this.config),
      settings: carrierHabits(chance),
      seed: chance.next(),
      now: () => this.time,
      fetch: request => this.server.fetch(request),
    });
  }

  static async begin(chance: Chance): Promise<World> {
    const world = new World(chance);
    await world.server.start();
    await world.worker.start();
    for (const { number, textError } of PEOPLE) {
      if (textError) await world.simulator.do({ type: 'set-phone', number, phone: { textError } });
    }
    // A carrier's voicemail on a staff phone lifts, and is nobody.
    for (const number of [DANA, OWNER]) {
      const voicemailAfterSeconds = chance.pick([null, 4, 9]);
      await world.simulator.do({ type: 'set-phone', number, phone: { voicemailAfterSeconds } });
    }
    return world;
  }

  get config(): Config {
    return configOf(this.setup);
  }

  /** What the practice takes for the time (epoch milliseconds). */
  get clock(): number {
    return this.time + this.skew;
  }

  /** Everything that needs no time has happened when this resolves. */
  async settle(): Promise<void> {
    for (let round = 0; ; round += 1) {
      if (round > MOST_AT_ONCE) throw new Hangs('Something happens again and again at one moment and');
      await this.#quiet();
      await this.worker.work();
      await this.#quiet();
      if ((this.simulator.nextTimer() ?? Infinity) <= this.time) await this.simulator.tick();
      else if (((await this.#nextThing()) ?? Infinity) > this.time) return;
      else await this.#wake();
    }
  }

  /** Lets milliseconds pass; everything happens at its own time. */
  async pass(milliseconds: number): Promise<void> {
    const until = this.time + milliseconds;
    await this.settle();
    for (;;) {
      const next = await this.#nextThing();
      if (next === null || next > until) break;
      this.time = Math.max(this.time, next);
      await this.#wake();
      await this.simulator.tick();
      await this.settle();
    }
    this.time = until;
  }

  /** Whatever is down comes back soon. */
  powerIsBack(): void {
    this.darkUntil = 0;
    this.#restarts = this.#restarts.map(one => ({ ...one, at: Math.min(one.at, this.time + 60_000) }));
  }

  async end(): Promise<void> {
    await this.server.close();
    await this.worker.close();
    await this.office.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #quiet(): Promise<void> {
    await turns(2);
    await this.server.settle();
    await this.simulator.idle();
    await this.#buryTheDead();
  }

  async #buryTheDead(): Promise<void> {
    if (await this.server.bury()) this.#restartLater('server', () => this.server.start());
    if (await this.worker.bury()) this.#restartLater('worker', () => this.worker.start());
  }

  #restartLater(name: string, start: () => unknown): void {
    const chance = this.#downtime;
    const long = chance.percent(15) ? chance.between(60, 1_500) : chance.between(0, 20);
    const seconds = this.calm ? 0 : Math.max(long, (this.darkUntil - this.time) / 1_000);
    this.record.trace.push(`  the ${name} died and is down for ${seconds} s`);
    this.#restarts.push({ at: this.time + seconds * 1_000, start });
  }

  async #wake(): Promise<void> {
    const due = this.#restarts.filter(({ at }) => at <= this.time);
    this.#restarts = this.#restarts.filter(one => !due.includes(one));
    for (const { start } of due) await start();
    this.worker.wake();
  }

  async #nextThing(): Promise<number | null> {
    const times = [
      this.simulator.nextTimer(),
      await this.worker.nextDue(),
      ...this.#restarts.map(({ at }) => at),
    ].filter(time => time !== null);
    return times.length > 0 ? Math.min(...times) : null;
  }
}

function carrierOf(config: Config) {
  const webhooks = `${config.practice.public_url}/webhooks/twilio`;
  return {
    accountSid: config.twilio.account_sid,
    authToken: AUTH_TOKEN,
    baseUrl: 'https://api.twilio.com',
    numbers: LINES.map(number => ({
      number,
      voiceUrl: `${webhooks}/voice#rc=2&rp=ct,rt,5xx`,
      messageUrl: `${webhooks}/message#rc=2&rp=ct,rt,5xx`,
      callStatusUrl: `${webhooks}/call-status#rc=2&rp=ct,rt,5xx`,
    })),
    phones: PEOPLE.map(({ number, name, role, kind }) => ({ number, name, role, kind })),
  };
}

/** What Twilio's documentation leaves open is different in each run. */
function carrierHabits(chance: Chance) {
  return {
    emptyRecording: chance.pick(['call-action', 'fall-through', 'report-absent'] as const),
    recordingMediaLateSeconds: chance.pick([0, 0, 5, 40]),
    dialActionAfterHangup: chance.pick(['sent', 'not-sent'] as const),
    hungUpDialStatus: chance.pick(['canceled', 'no-answer', 'completed'] as const),
    unbridgedDialStatus: chance.pick(['completed', 'no-answer'] as const),
    advancedOptOut: chance.percent(50),
    optedOutRefusal: chance.pick(['rest', 'callback'] as const),
    landlineRefusal: chance.pick(['rest', 'callback'] as const),
    messageSentMs: chance.pick([10, 100, 3_000]),
    messageDeliveredMs: chance.pick([20, 300, 9_000]),
  };
}
