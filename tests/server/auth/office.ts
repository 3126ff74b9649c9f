import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { Clock } from '../../../core/clock.ts';
import type { Config } from '../../../core/config/schema.ts';
import { acceptInvitation, inviteUser } from '../../../core/flows/team.ts';
import { systemRandom } from '../../../core/ids.ts';
import { createLog } from '../../../core/log.ts';
import type { UserRole } from '../../../core/store/schema.ts';
import { openStore, type Store } from '../../../core/store/store.ts';
import { createApp } from '../../../server/app.ts';
import { partsOf } from '../../../server/auth/auth.ts';
import type { AuthParts } from '../../../server/auth/deps.ts';
import { authenticatorCode } from '../../../simulator/authenticator.ts';
import { configOf, SAMPLE } from '../../core/config/sample.ts';

export const ORIGIN = 'https://calls.willowstreet.example';
export const PASSWORD = 'the green lamp hums at night';
export const DATABASE_KEY = 'ab12'.repeat(16);

/** A practice whose people sign in, its clock in the test's hand. */
export class Office {
  readonly folder = mkdtempSync(join(tmpdir(), 'second-ring-auth-'));
  readonly config: Config;
  readonly store: Store;
  readonly parts: AuthParts;
  readonly app: ReturnType<typeof createApp>;
  /** Every line of the log, as it was written. */
  readonly log: string[] = [];
  /** Where requests come from. */
  address = '203.0.113.7';

  constructor(desk = '') {
    // The library asks the system's clock, so that is the one that is moved.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-23T15:00:05Z') });
    const config = configOf(`${SAMPLE}${desk}`);
    this.config = { ...config, storage: { path: this.folder, key: DATABASE_KEY } };
    const clock: Clock = { now: () => Temporal.Instant.fromEpochMilliseconds(Date.now()) };
    const random = systemRandom;
    this.store = openStore({ folder: this.folder, key: DATABASE_KEY, clock, random, migrates: true });
    const log = createLog('debug', 'test', { write: line => void this.log.push(line) });
    const deps = {
      config: () => this.config,
      store: this.store,
      clock,
      random,
      log,
      clientAddress: () => this.address,
    };
    this.parts = partsOf(deps);
    this.app = createApp({ ...deps, session: this.parts.sessions }, this.parts);
    onTestFinished(async () => {
      vi.useRealTimers();
      await this.store.close();
      rmSync(this.folder, { recursive: true, force: true });
    });
  }

  pass(milliseconds: number): void {
    vi.setSystemTime(Date.now() + milliseconds);
  }

  /** Somebody who has joined and has no second factor yet. */
  async join(email: string, role: UserRole = 'staff', staff: string | null = null): Promise<void> {
    const token = await this.store.write(tx =>
      inviteUser(tx, 'command', { email, name: 'Dana', role, staff }),
    );
    const password = await this.parts.passwords.hash(PASSWORD);
    await this.store.write(tx => acceptInvitation(tx, { token, password, email: null, name: null }));
  }

  /** Somebody who has signed in, second factor and all. */
  async dana(role: UserRole = 'staff'): Promise<Browser> {
    await this.join('dana@willowstreet.example', role, 'dana');
    const browser = new Browser(this);
    await browser.signIn();
    await browser.setUp();
    return browser;
  }

  /** What the audit log has been told, as codes. */
  async audit(): Promise<string[]> {
    return (await this.store.read.selectFrom('audit').select('what').orderBy('seq').execute()).map(
      row => row.what,
    );
  }

  /** Every byte that lies in the folder. */
  raw(): Buffer {
    return Buffer.concat(readdirSync(this.folder).map(name => readFileSync(join(this.folder, name))));
  }
}

export interface Answer {
  status: number;
  body: Record<string, unknown>;
  headers: Headers;
}

/** A browser on our own pages, with a jar of cookies. */
export class Browser {
  readonly office: Office;
  readonly jar = new Map<string, string>();
  secret = '';
  recoveryCodes: string[] = [];

  constructor(office: Office) {
    this.office = office;
  }

  async send(
    method: string,
    path: string,
    body?: unknown,
    more: Record<string, string | null> = {},
  ): Promise<Answer> {
    const headers = new Headers({ origin: ORIGIN, 'content-type': 'application/json' });
    if (this.jar.size > 0) headers.set('cookie', [...this.jar].map(pair => pair.join('=')).join('; '));
    for (const [name, value] of Object.entries(more)) {
      if (value === null) headers.delete(name);
      else headers.set(name, value);
    }
    const sent = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await this.office.app.request(`${ORIGIN}${path}`, { method, headers, body: sent });
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/s);
      if (/Max-Age=0(?:;|$)/.test(cookie)) this.jar.delete(name);
      else this.jar.set(name, value);
    }
    const text = await answer.text();
    const told = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {};
    return { status: answer.status, body: told, headers: answer.headers };
  }

  post(path: string, body: unknown = {}, more: Record<string, string | null> = {}): Promise<Answer> {
    return this.send('POST', path, body, more);
  }

  me(more: Record<string, string | null> = {}): Promise<Answer> {
    return this.send('GET', '/auth/me', undefined, more);
  }

  signIn(password = PASSWORD, email = 'dana@willowstreet.example'): Promise<Answer> {
    return this.post('/auth/sign-in', { email, password });
  }

  async setUp(): Promise<Answer> {
    const { body } = await this.post('/auth/second-factor/set-up', { password: PASSWORD });
    this.secret = new URL(String(body.uri)).searchParams.get('secret') ?? '';
    this.recoveryCodes = body.recovery_codes as string[];
    return this.post('/auth/second-factor/confirm', { code: this.code() });
  }

  code(at = Date.now()): string {
    return authenticatorCode(this.secret, at);
  }

  prove(code = this.code()): Promise<Answer> {
    return this.post('/auth/second-factor', { code });
  }

  /** Another browser of the same person. */
  async another(): Promise<Browser> {
    const browser = new Browser(this.office);
    browser.secret = this.secret;
    browser.recoveryCodes = this.recoveryCodes;
    this.office.pass(90_000);
    await browser.signIn();
    await browser.prove();
    return browser;
  }
}

/** A request of this browser's to somewhere else in the app. */
export function asks(browser: Browser, more: Record<string, string> = {}): Request {
  const cookie = [...browser.jar].map(pair => pair.join('=')).join('; ');
  return new Request('https://calls.willowstreet.example/api/queue', { headers: { cookie, ...more } });
}
