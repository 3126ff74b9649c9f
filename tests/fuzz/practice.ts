import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'node:util';
import { sql } from 'kysely';
import { readConfig } from '../../core/config/load.ts';
import type { Config } from '../../core/config/schema.ts';
import { staffCalls } from '../../core/flows/staff-calls.ts';
import { phonesAreTested } from '../../core/flows/test-calls.ts';
import { systemRandom } from '../../core/ids.ts';
import { createLog } from '../../core/log.ts';
import { makeFormLink } from '../../core/store/form-links.ts';
import { openStore, type Store } from '../../core/store/store.ts';
import { createApp } from '../../server/app.ts';
import type { SessionPort } from '../../server/auth/session-port.ts';
import { clientAddress } from '../../server/client-address.ts';
import { type Listening, listen } from '../../server/listen.ts';
import { post, TOKEN } from './webhook.ts';
import { type Answer, type Asked, exchange, requestBytes, type Sending } from './wire.ts';

export const LINE = '+12125550100';
export const ROBIN = '+12125550140';
export const WEBSITE = 'https://willowstreet.example';
const KEY = 'a5'.repeat(32);
const YAML = readFileSync(new URL('../scenarios/practice.yaml', import.meta.url), 'utf8').replace(
  'storage:',
  `intake: {allowed_origins: ["${WEBSITE}"]}\n\nstorage:`,
);
/** A Monday, in open hours. */
const MONDAY = Temporal.ZonedDateTime.from('2026-11-23T10:00[America/New_York]').epochMilliseconds;

/** Things that are really there, for requests that name them. */
export interface Known {
  call: string;
  staffCall: string;
  testCall: string;
  effect: string;
  link: string;
}

/** The server as it runs for an owner, on a real socket over a real encrypted database; only time is ours. */
export class Practice {
  readonly store: Store;
  readonly app: ReturnType<typeof createApp>;
  readonly port: number;
  readonly known: Known;
  /** Every line of the log since it was last emptied, and what a library said on its own. */
  readonly said: string[];
  readonly #clock: { now: number };
  readonly #end: () => Promise<void>;

  private constructor(parts: Pick<Practice, 'store' | 'app' | 'port' | 'known' | 'said'>, more: Inner) {
    this.store = parts.store;
    this.app = parts.app;
    this.port = parts.port;
    this.known = parts.known;
    this.said = parts.said;
    this.#clock = more.clock;
    this.#end = more.end;
  }

  /** `session`: who is signed in at the desk; there is no API if left out. */
  static async begin({ session }: { session?: SessionPort } = {}): Promise<Practice> {
    const folder = mkdtempSync(join(tmpdir(), 'second-ring-fuzz-'));
    const clock = { now: MONDAY };
    const virtual = { now: () => Temporal.Instant.fromEpochMilliseconds(clock.now) };
    const store = openStore({ folder, key: KEY, clock: virtual, random: systemRandom, migrates: true });
    const said: string[] = [];
    const restore = listenToConsole(said);
    const log = createLog('debug', 'fuzz', { write: line => said.push(line.trim()) });
    const config = configOf(folder);
    const app = createApp({
      store,
      config: () => config,
      clock: virtual,
      random: systemRandom,
      log,
      clientAddress,
      ...(session ? { session } : {}),
    });
    const listening: Listening = await listen(app, { host: '127.0.0.1', port: 0 });
    const end = async () => {
      await listening.stop();
      await store.close();
      restore();
      rmSync(folder, { recursive: true, force: true });
    };
    const known = await begun(listening.port, store, config);
    return new Practice({ store, app, port: listening.port, known, said }, { clock, end });
  }

  ask(asked: Asked, sending?: Sending): Promise<Answer> {
    return exchange(this.port, requestBytes(asked), sending);
  }

  pass(milliseconds: number): void {
    this.#clock.now += milliseconds;
  }

  end(): Promise<void> {
    return this.#end();
  }

  /** How many rows each table has, and one sum over all that stands in them. */
  async contents(): Promise<{ rows: Record<string, number>; digest: string }> {
    const rows: Record<string, number> = {};
    const digest = createHash('sha256');
    for (const table of await tablesOf(this.store)) {
      const all = await sql`select * from ${sql.table(table)}`.execute(this.store.read);
      rows[table] = all.rows.length;
      digest.update(`${table} ${JSON.stringify(all.rows)}`);
    }
    return { rows, digest: digest.digest('hex') };
  }
}

interface Inner {
  clock: { now: number };
  end: () => Promise<void>;
}

/** Ours: how SQLite keeps its search index is its own business (`integrity_check` looks at that). */
export async function tablesOf(store: Store): Promise<string[]> {
  const found = await sql<{
    name: string;
  }>`select name from sqlite_schema where type = 'table' order by name`.execute(store.read);
  return found.rows
    .map(({ name }) => name)
    .filter(name => !/_(?:data|idx|docsize|config|content)$/.test(name));
}

function configOf(folder: string) {
  const around = {
    folder,
    env: { KEY },
    readFile: () => ({ problem: 'missing' as const }),
    exists: () => true,
  };
  const reading = readConfig(YAML, around);
  if (!('config' in reading)) throw new Error(reading.errors.map(error => error.message).join('\n'));
  return reading.config;
}

/** A call that rings, a text with an alert promised for it, a form link, and a call that somebody on staff makes. */
async function begun(port: number, store: Store, config: Config): Promise<Known> {
  const from = { From: ROBIN, To: LINE };
  const ringing = { ...from, CallSid: 'CA00000000000000000000000000000001', CallStatus: 'ringing' };
  const text = { ...from, MessageSid: 'SM00000000000000000000000000000001', Body: 'Please call me' };
  for (const [path, pairs] of [
    ['/webhooks/twilio/voice', ringing],
    ['/webhooks/twilio/message', text],
  ] as const) {
    const { status } = await exchange(port, requestBytes(post(path, Object.entries(pairs), TOKEN)));
    if (status !== 200) throw new Error(`${path} was answered with ${status}`);
  }
  const call = await store.read.selectFrom('calls').select('id').executeTakeFirstOrThrow();
  const effect = await store.read
    .selectFrom('effects')
    .select('id')
    .orderBy('kind')
    .executeTakeFirstOrThrow();
  const contact = await store.read.selectFrom('contacts').select('id').executeTakeFirstOrThrow();
  const expiresAt = MONDAY + 400 * 86_400_000;
  const link = await store.write(tx =>
    makeFormLink(tx, { contact: contact.id, line: LINE as never, expiresAt }),
  );
  const { id: entry } = await store.read.selectFrom('entries').select('id').executeTakeFirstOrThrow();
  const calling = { entry, staff: 'dana', request: 'one press of the button', typed: false };
  const { call: staffCall } = await store.write(tx => staffCalls(tx, config, calling));
  const [testCall] = await store.write(tx => phonesAreTested(tx, config, ['dana']));
  if (!testCall) throw new Error('nobody is tested');
  return { call: call.id, staffCall: staffCall.id, testCall: testCall.id, effect: effect.id, link };
}

/** What a library prints past the log counts as said too. */
function listenToConsole(said: string[]): () => void {
  const { error, info, warn, log } = console;
  const keep = (...words: unknown[]) => said.push(format(...words));
  Object.assign(console, { error: keep, info: keep, warn: keep, log: keep });
  return () => Object.assign(console, { error, info, warn, log });
}
