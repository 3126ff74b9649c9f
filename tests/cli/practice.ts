import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach } from 'vitest';
import { systemClock } from '../../core/clock.ts';
import { readConfigFile } from '../../core/config/files.ts';
import type { Config } from '../../core/config/schema.ts';
import { callArrives } from '../../core/flows/call-arrives.ts';
import { callEnds } from '../../core/flows/call-ends.ts';
import { callerPresses } from '../../core/flows/caller-presses.ts';
import { formSent } from '../../core/flows/form-sent.ts';
import { soundPieces, storePieces } from '../../core/flows/store-sound.ts';
import { textArrives } from '../../core/flows/text-arrives.ts';
import { systemRandom } from '../../core/ids.ts';
import type { FormSubmission } from '../../core/rules/form.ts';
import { openStore, type Store } from '../../core/store/store.ts';
import { changeVoicemail, insertVoicemail } from '../../core/store/voicemails.ts';
import type { Tx } from '../../core/store/writer.ts';

export const LINE = '+12125550100';
export const ALEX = '+12125550141';
export const ROBIN = '+12125550140';
export const KEY = '5ec4e7'.repeat(10).concat('abcd');

const MAIN = fileURLToPath(new URL('../../cli/main.js', import.meta.url));

export const CONFIG = `practice:
  name: Willow Street Counseling
  sender: Willow Street
  time_zone: America/New_York
  languages: [en, es]
  public_url: https://calls.willowstreet.example
  legal: {name: Willow Street LLC, address: "1 Willow Street", privacy_contact: privacy@willowstreet.example}
twilio:
  account_sid: AC00000000000000000000000000000000
  auth_token: {file: token}
storage:
  path: ./data
  key: {file: key}
hours:
  office: {monday to sunday: 24 hours}
staff:
  dana: {name: Dana Reyes, phone: "+12125550112"}
  sam: {name: Sam Okafor, phone: "+12125550113"}
lines:
  - {number: "${LINE}", name: Main line, hours: office, after_hours: text_and_voicemail}
alerts:
  - {to: [dana], by: sms, about: [crisis, callback, message, voicemail, missed_call]}
`;

/** What a command left behind. */
export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** A practice in a folder of its own, its database open beside the commands under test. */
export class Practice {
  readonly folder: string;
  readonly file: string;
  readonly config: Config;
  readonly #children: ChildProcess[] = [];
  #store: Store | undefined;
  #calls = 0;

  constructor(folder = mkdtempSync(join(tmpdir(), 'second-ring-cli-')), config = CONFIG) {
    this.folder = folder;
    this.file = join(folder, 'config.yaml');
    writeFileSync(join(folder, 'key'), `${KEY}\n`, { mode: 0o600 });
    writeFileSync(join(folder, 'token'), 'a-token\n', { mode: 0o600 });
    writeFileSync(this.file, config);
    const reading = readConfigFile(this.file, {});
    if ('errors' in reading) throw new Error(JSON.stringify(reading.errors));
    this.config = reading.config;
    practices.push(this);
  }

  get store(): Store {
    this.#store ??= openStore({
      folder: join(this.folder, 'data'),
      key: KEY,
      clock: systemClock,
      random: systemRandom,
      migrates: true,
    });
    return this.#store;
  }

  /** Runs a flow. */
  write<T>(flow: (tx: Tx) => Promise<T>): Promise<T> {
    return this.store.write(flow);
  }

  async closeStore(): Promise<void> {
    await this.#store?.close();
    this.#store = undefined;
  }

  /** The first call left a voicemail, whose sound is stored. */
  async storedVoicemail(sound: Uint8Array): Promise<void> {
    await this.write(async tx => {
      const call = await tx.db.selectFrom('calls').selectAll().executeTakeFirstOrThrow();
      const { id } = await insertVoicemail(tx, {
        call: call.id,
        recordingSid: 'RE1',
        state: 'announced',
        seconds: 9,
      });
      for (const pieces of soundPieces(sound)) await storePieces(tx, id, pieces);
      await changeVoicemail(tx, id, { state: 'stored', bytes: sound.length, content_type: 'audio/wav' });
    });
  }

  /** A call that nobody took; its caller has hung up after so many milliseconds. */
  async missedCall(from: string, keyed?: string, lasted = 30_000): Promise<void> {
    this.#calls += 1;
    const call = { sid: `CA${String(this.#calls).padStart(32, '0')}`, line: LINE, from, forwardedFrom: null };
    const { config } = this;
    await this.write(tx => callArrives(tx, config, call));
    if (keyed) {
      const pressed = { sid: call.sid, digits: keyed, language: 'en' } as const;
      await this.write(tx => callerPresses(tx, config, pressed));
    }
    await this.write(tx => callEnds(tx, config, { ...call, lasted }));
  }

  async text(from: string, body: string): Promise<void> {
    this.#calls += 1;
    const sid = `SM${String(this.#calls).padStart(32, '0')}`;
    await this.write(tx =>
      textArrives(tx, this.config, { sid, line: LINE, from, body, media: 0, optOutType: null }),
    );
  }

  async form(change: Partial<FormSubmission> = {}): Promise<void> {
    this.#calls += 1;
    await this.write(tx =>
      formSent(tx, this.config, {
        token: null,
        source: 'page',
        wants: 'callback',
        message: '',
        bestTime: '',
        nameToAsk: '',
        newHere: null,
        language: 'en',
        number: null,
        textMe: false,
        submissionKey: `form-${String(this.#calls).padStart(16, '0')}`,
        consentWords: '',
        ...change,
      }),
    );
  }

  /** Runs `second-ring` with these arguments to its end. */
  async run(args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
    const started = this.start(args, env);
    return started.ended;
  }

  /** The same as somebody whom the rights of files and folders bind, which is not so for root. */
  async runBound(args: readonly string[]): Promise<Ran> {
    const without = '-dac_override,-dac_read_search';
    const by = ['setpriv', '--bounding-set', without, '--inh-caps', without];
    return startCommand(args, { cwd: this.folder, children: this.#children, by }).ended;
  }

  start(args: readonly string[], env: Record<string, string> = {}) {
    return startCommand(args, { cwd: this.folder, env, children: this.#children });
  }

  async clear(): Promise<void> {
    for (const child of this.#children) child.kill('SIGKILL');
    await this.closeStore();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Starts the command in a folder; `heard` resolves once the output holds some words. */
export function startCommand(
  args: readonly string[],
  {
    cwd,
    env = {},
    children = [],
    by = [],
  }: { cwd: string; env?: Record<string, string>; children?: ChildProcess[]; by?: readonly string[] },
) {
  const [program = '', ...more] = [...by, process.execPath, MAIN, ...args];
  const child = spawn(program, more, {
    cwd,
    env: { PATH: process.env.PATH, HOME: cwd, ...env },
  });
  children.push(child);
  const ran: Ran = { code: null, out: '', err: '' };
  const listeners = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    ran.out += text;
    for (const listener of listeners) listener();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    ran.err += text;
  });
  const ended = new Promise<Ran>(resolve => {
    child.on('close', code => resolve({ ...ran, code }));
  });
  return {
    child,
    ended,
    heard: (words: string | RegExp): Promise<void> =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!(typeof words === 'string' ? ran.out.includes(words) : words.test(ran.out))) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        ended.then(({ out, err }) => reject(new Error(`ended before it said "${words}":\n${out}\n${err}`)));
        look();
      }),
  };
}

const practices: Practice[] = [];

afterEach(async () => {
  for (const practice of practices.splice(0)) await practice.clear();
});
