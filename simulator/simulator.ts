import type { Hono } from 'hono';
import type { AccountState } from './core/account.ts';
import type { Input } from './core/input.ts';
import type { Settings } from './core/settings.ts';
import type { State } from './core/state.ts';

export interface SimulatorOptions {
  accountSid: string;
  authToken: string;
  /** Its own address: recordings are addressed under it. */
  baseUrl: string;
  numbers: {
    number: string;
    voiceUrl: string;
    messageUrl: string;
    callStatusUrl: string;
    voiceFallbackUrl?: string;
    more?: Record<string, string>;
  }[];
  phones: {
    number: string;
    name: string;
    role: 'caller' | 'staff';
    kind: 'mobile' | 'landline';
    voicemailAfterSeconds?: number;
  }[];
  settings?: Partial<Settings>;
  account?: Partial<AccountState>;
  seed: number;
  /** Epoch milliseconds. Time passes only by this and `tick`. */
  now: () => number;
  /** Delivers webhooks: the global fetch, or an app's own in the same process. */
  fetch: (request: Request) => Promise<Response>;
  /** Shown on the page. */
  links?: { label: string; href: string }[];
}

/** What `do` makes: the identifier of a call or a message that a phone began. */
export interface Made {
  callSid?: string;
  messageSid?: string;
}

export interface Simulator {
  /** Twilio's REST API, and the page with its own API. */
  app: Hono;
  /** A phone action, a setting or a fault. Rejects with one sentence when it cannot be. Waits for no webhook. */
  do(input: Exclude<Input, { type: 'rest' | 'webhook-answer' | 'time' }>): Promise<Made>;
  state(): Readonly<State>;
  /** Epoch milliseconds of the next due thing, in the past when `tick` is overdue; null when nothing is waiting. */
  nextTimer(): number | null;
  /** Does everything that is due at `now()`. Waits for no webhook: see `idle`. */
  tick(): Promise<void>;
  /** Resolves when no webhook is under way. */
  idle(): Promise<void>;
  /** Calls back after every step; returns how to stop it. */
  watch(changed: () => void): () => void;
  now(): number;
  /** The file that a `<Play>` of this address fetched, for the page to be heard. */
  played(url: string): { file: Uint8Array<ArrayBuffer>; contentType: string } | undefined;
}
