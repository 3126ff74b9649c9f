import type { Hono } from 'hono';
import { type Config, configSchema } from '../../../core/config/schema.ts';
import type { FormSubmission } from '../../../core/rules/form.ts';
import type { Language } from '../../../core/texts/texts.ts';
import type { PagesDeps } from '../../../server/pages/deps.ts';
import type { SubmitResult } from '../../../server/pages/intake-port.ts';
import { createPages } from '../../../server/pages/pages.ts';

export const OPEN = 'AAAAAAAAAAAAAAAAAAAAAA';
export const OPEN_SPANISH = 'BBBBBBBBBBBBBBBBBBBBBB';
export const EXPIRED = 'CCCCCCCCCCCCCCCCCCCCCC';
export const UNKNOWN = 'DDDDDDDDDDDDDDDDDDDDDD';
export const WEBSITE = 'https://willowstreet.example';

const LINKS: Record<string, { state: 'open' | 'expired'; language: Language }> = {
  [OPEN]: { state: 'open', language: 'en' },
  [OPEN_SPANISH]: { state: 'open', language: 'es' },
  [EXPIRED]: { state: 'expired', language: 'en' },
};

type Changes = Record<string, unknown>;

/** A whole configuration, with blocks of it changed. */
export function someConfig(changes: Changes = {}): Config {
  return configSchema.parse({
    practice: {
      name: 'Willow Street Counseling',
      sender: 'Willow Street',
      legal: {
        name: 'Willow Street Counseling LLC',
        address: '1 Willow Street, Springfield, NY 10001',
        privacy_contact: 'privacy@willowstreet.example',
      },
      time_zone: 'America/New_York',
      languages: ['en', 'es'],
      public_url: 'https://calls.willowstreet.example',
      ...(changes.practice as Changes | undefined),
    },
    twilio: { account_sid: `AC${'0'.repeat(32)}`, auth_token: 'a'.repeat(32) },
    storage: { key: '0'.repeat(64) },
    hours: { office: { weekdays: '09:00-17:00' } },
    staff: { dana: { name: 'Dana Reyes', phone: '+12125550112' } },
    lines: [
      {
        number: '+12125550100',
        name: 'Main line',
        hours: 'office',
        ...(changes.line as Changes | undefined),
      },
    ],
    continuation: { ...(changes.continuation as Changes | undefined) },
    intake: { allowed_origins: [WEBSITE], ...(changes.intake as Changes | undefined) },
    alerts: [
      { to: ['dana'], by: 'sms', about: ['crisis', 'callback', 'message', 'voicemail', 'missed_call'] },
    ],
    keep: { ...(changes.keep as Changes | undefined) },
    texts: { ...(changes.texts as Changes | undefined) },
  });
}

/** The pages over a port that remembers what reached it; "crisis" in a message stands for crisis words. */
export class Pages {
  readonly app: Hono;
  readonly submitted: FormSubmission[] = [];
  readonly opened: string[] = [];
  readonly logged: Record<string, string | number>[] = [];
  config: Config;
  now = Temporal.Instant.from('2026-03-02T15:00:00Z');
  address = '203.0.113.7';
  failing = false;
  #byte = 0;

  constructor(changes: Changes = {}) {
    this.config = someConfig(changes);
    const deps: PagesDeps = {
      config: () => this.config,
      now: () => this.now,
      random: { bytes: length => new Uint8Array(length).fill(++this.#byte % 256) },
      clientAddress: () => this.address,
      log: event => this.logged.push(event),
      intake: {
        openLink: async token => {
          if (this.failing) throw new Error('disk full');
          this.opened.push(token);
          return LINKS[token] ?? null;
        },
        submit: async form => this.#submit(form),
      },
    };
    this.app = createPages(deps);
  }

  #submit(form: FormSubmission): SubmitResult {
    if (this.failing) throw new Error('disk full');
    const repeated = this.submitted.some(other => other.submissionKey === form.submissionKey);
    if (!repeated) this.submitted.push(form);
    return {
      outcome: repeated ? 'repeated' : 'accepted',
      crisis: form.message.includes('crisis'),
      language: form.language,
    };
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return Promise.resolve(this.app.request(path, { headers }));
  }

  post(
    path: string,
    fields: Record<string, string> | [string, string][] | string,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const body = typeof fields === 'string' ? fields : new URLSearchParams(fields).toString();
    return Promise.resolve(
      this.app.request(path, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      }),
    );
  }

  postJson(path: string, value: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.post(path, typeof value === 'string' ? value : JSON.stringify(value), {
      'content-type': 'application/json',
      origin: WEBSITE,
      ...headers,
    });
  }
}
