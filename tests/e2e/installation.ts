import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../core/clock.ts';
import { systemRandom } from '../../core/ids.ts';
import type { WholeEntry } from '../../core/store/queue-view.ts';
import { openStore, type Store } from '../../core/store/store.ts';
import { listen } from '../../simulator/listen.ts';
import { createSimulator, type Simulator } from '../../simulator/shell.ts';
import { atTheEnd } from './at-the-end.ts';
import { freePort } from './ports.ts';
import { type Ended, Process } from './process.ts';
import { LIMIT, until } from './until.ts';

export const LINE = '+12125550100';
export const DANA = '+12125550112';
export const OWNER = '+12125550113';
export const ROBIN = '+12125550140';
export const ALEX = '+12125550141';

const MAIN = fileURLToPath(new URL('../../cli/main.js', import.meta.url));
export const TOKEN = 'a-token-for-tests';

export interface InstallationOptions {
  redis?: { url: string };
  /** Changes the practice's YAML text. */
  config?: (yaml: string) => string;
  /** More phones that may call and text. */
  phones?: readonly string[];
}

/** What a command left behind. */
export interface Ran extends Ended {
  stdout: string;
  stderr: string;
}

/**
 * A practice as an owner sets it up: a folder with the configuration and a key, server and worker as processes of their
 * own, and the simulated carrier at the other end of real HTTP.
 */
export class Installation {
  readonly folder: string;
  readonly file: string;
  readonly url: string;
  readonly simulator: Simulator;
  /** Sids of the incoming texts that the server has taken in, as far as the carrier was told. */
  readonly acknowledged: Set<string>;
  /** Every process that was started, in order. */
  readonly started: Process[] = [];
  readonly #closeCarrier: () => Promise<void>;

  private constructor(parts: {
    folder: string;
    url: string;
    simulator: Simulator;
    acknowledged: Set<string>;
    closeCarrier: () => Promise<void>;
  }) {
    this.folder = parts.folder;
    this.file = join(parts.folder, 'config.yaml');
    this.url = parts.url;
    this.simulator = parts.simulator;
    this.acknowledged = parts.acknowledged;
    this.#closeCarrier = parts.closeCarrier;
  }

  static async begin(options: InstallationOptions = {}): Promise<Installation> {
    const folder = mkdtempSync(join(tmpdir(), 'second-ring-e2e-'));
    const port = await freePort();
    const carrierPort = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const acknowledged = new Set<string>();
    const simulator = carrier(url, `http://127.0.0.1:${carrierPort}`, options.phones ?? [], acknowledged);
    const { close: closeCarrier } = await listen(simulator, carrierPort);
    const installation = new Installation({ folder, url, simulator, acknowledged, closeCarrier });
    atTheEnd(() => installation.#end());
    const yaml = practice(port, carrierPort, options.redis?.url ?? null);
    installation.configure((options.config ?? (same => same))(yaml));
    const made = await installation.command('key', 'new', 'database.key');
    if (made.code !== 0) throw new Error(made.stderr);
    return installation;
  }

  configure(yaml: string): void {
    writeFileSync(this.file, yaml, { mode: 0o600 });
    this.yaml = yaml;
  }

  /** The configuration file as it stands. */
  yaml = '';

  /** Starts the server; resolves when it answers. */
  async serve(): Promise<Process> {
    const server = this.start('serve');
    await server.says('"event":"listening"');
    const ready = await fetch(`${this.url}/readyz`);
    if (!ready.ok) throw new Error(await ready.text());
    return server;
  }

  /** Starts a worker; resolves when it works. */
  async work(): Promise<Process> {
    const worker = this.start('work');
    await worker.says('"event":"working"');
    return worker;
  }

  /** `second-ring ...` with this installation's configuration, running on. */
  start(...args: string[]): Process {
    const started = new Process(
      `second-ring ${args.join(' ')}`,
      process.execPath,
      [MAIN, ...args, '--config', this.file],
      this.folder,
    );
    this.started.push(started);
    return started;
  }

  /** `second-ring ...` until it ends. */
  async command(...args: string[]): Promise<Ran> {
    const command = this.start(...args);
    const ended = await command.ends(LIMIT);
    return { ...ended, stdout: command.stdout, stderr: command.stderr };
  }

  /** Runs a command that must not be refused, and gives what it says. */
  async ask(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.command(...args);
    if (code !== 0) throw new Error(`second-ring ${args.join(' ')} ended with ${code}:\n${stderr}`);
    return stdout;
  }

  /** The one entry of the queue, with everything that belongs to it, as `queue show --json` prints it. */
  async onlyEntry(): Promise<WholeEntry> {
    const entries = JSON.parse(await this.ask('queue', '--json'));
    if (entries.length !== 1) throw new Error(`There are ${entries.length} entries`);
    return JSON.parse(await this.ask('queue', 'show', entries[0].shortId, '--json'));
  }

  /** The database itself, beside the running processes. It is closed when `look` is done. */
  async inDatabase<T>(look: (read: Store['read']) => Promise<T>): Promise<T> {
    const { storage } = await this.#config();
    const store = openStore({ ...storage, clock: systemClock, random: systemRandom, migrates: false });
    try {
      return await look(store.read);
    } finally {
      await store.close();
    }
  }

  do(...actions: Parameters<Simulator['do']>): ReturnType<Simulator['do']> {
    return this.simulator.do(...actions);
  }

  /** The texts that stand on a phone from the line, oldest first. */
  textsOn(phone: string): string[] {
    return this.simulator
      .state()
      .messages.filter(message => message.to === phone && message.arrivedAt !== null)
      .map(message => message.shown);
  }

  /** Waits for a text on a phone, and gives it. */
  text(phone: string, words: string, count = 1): Promise<string> {
    return until(`text ${count} with "${words}" on ${phone}`, () =>
      this.textsOn(phone)
        .filter(text => text.includes(words))
        .at(count - 1),
    );
  }

  /** Waits until a phone has heard words on its latest call. */
  heard(phone: string, words: string): Promise<unknown> {
    return until(`"${words}" is heard on ${phone}`, () =>
      this.simulator
        .state()
        .calls.findLast(call => call.phone === phone)
        ?.heard.some(one => one.text.includes(words)),
    );
  }

  /** Waits until a phone rings. */
  rings(phone: string): Promise<unknown> {
    return until(`${phone} rings`, () =>
      this.simulator
        .state()
        .calls.some(call => call.to === phone && call.endedAt === null && call.answeredAt === null),
    );
  }

  /** Waits until the caller hears the tone. */
  tone(phone: string): Promise<unknown> {
    return until(`the tone is heard on ${phone}`, () =>
      this.simulator.state().calls.some(call => call.phone === phone && call.doing?.type === 'recording'),
    );
  }

  /** All that the server and every worker said, standard error included. */
  get logs(): string {
    return this.started.map(one => one.output).join('');
  }

  async #config(): Promise<{ storage: { folder: string; key: string } }> {
    const { readConfigFile } = await import('../../core/config/files.ts');
    const reading = readConfigFile(this.file, {});
    if (!('config' in reading)) throw new Error(JSON.stringify(reading.errors));
    const { path, key } = reading.config.storage;
    return { storage: { folder: path, key } };
  }

  async #end(): Promise<void> {
    for (const one of this.started) await one.kill();
    await this.#closeCarrier();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A practice that is always open, with one phone to ring and little to wait for. */
function practice(port: number, carrierPort: number, redis: string | null): string {
  return `practice:
  name: Willow Street Counseling
  sender: Willow Street
  spoken_name: Willow Street
  legal: {name: Willow Street Counseling LLC, address: "1 Willow Street, New York, NY 10001", privacy_contact: privacy@willowstreet.example}
  time_zone: America/New_York
  languages: [en, es]
  public_url: http://127.0.0.1:${port}
twilio:
  account_sid: AC00000000000000000000000000000000
  auth_token: ${TOKEN}
  api_url: http://127.0.0.1:${carrierPort}
storage: {path: ./data, key: {file: database.key}}
server: {port: ${port}, host: 127.0.0.1}
${redis ? `redis: {url: "${redis}"}\n` : ''}hours:
  always: {every day: 24 hours}
staff:
  dana: {name: Dana Reyes, phone: "${DANA}"}
  owner: {name: Sam Okafor, phone: "${OWNER}"}
lines:
  - number: "${LINE}"
    name: Main line
    hours: always
    ring: [{who: dana, for: 12s, accept: press_1}]
continuation: {text_if_rang: 0s, message_window: 5s}
alerts:
  - {to: [dana], by: sms, about: [crisis, callback, voicemail, missed_call]}
  - {to: [owner], by: sms, about: [message]}
`;
}

function carrier(
  url: string,
  baseUrl: string,
  more: readonly string[],
  acknowledged: Set<string>,
): Simulator {
  const webhooks = `${url}/webhooks/twilio`;
  const phone = (number: string, role: 'caller' | 'staff') => {
    return { number, name: number, role, kind: 'mobile' as const };
  };
  return createSimulator({
    accountSid: 'AC00000000000000000000000000000000',
    authToken: TOKEN,
    baseUrl,
    numbers: [
      {
        number: LINE,
        voiceUrl: `${webhooks}/voice#rc=2&rp=ct,rt,5xx`,
        messageUrl: `${webhooks}/message#rc=2&rp=ct,rt,5xx`,
        callStatusUrl: `${webhooks}/call-status#rc=2&rp=ct,rt,5xx`,
      },
    ],
    phones: [
      ...[ROBIN, ALEX, ...more].map(number => phone(number, 'caller')),
      ...[DANA, OWNER].map(number => phone(number, 'staff')),
    ],
    settings: { charactersPerSecond: 400, recordingReadySeconds: 0.2 },
    seed: randomBytes(4).readUInt32BE(),
    now: Date.now,
    async fetch(request) {
      const sid = new URLSearchParams(await request.clone().text()).get('MessageSid');
      const answer = await fetch(request);
      if (answer.ok && sid && request.url.endsWith('/message')) acknowledged.add(sid);
      return answer;
    },
  });
}
