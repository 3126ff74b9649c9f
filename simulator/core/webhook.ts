import type { Method } from './twiml.ts';

/** What a request to the product is for. The first six are answered with TwiML that is then run. */
export type WebhookKind =
  | 'voice'
  | 'gather'
  | 'record'
  | 'dial'
  | 'whisper'
  | 'redirect'
  | 'call-status'
  | 'leg-status'
  | 'recording-status'
  | 'message'
  | 'message-status'
  | 'media';

/** Twilio's connection overrides, from the URL's fragment: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides */
export interface RetryPolicy {
  /** Attempts after the first. */
  retries: number;
  on: readonly ('ct' | 'rt' | '4xx' | '5xx')[];
  totalMs: number;
}

export interface Webhook {
  id: number;
  kind: WebhookKind;
  method: Method;
  /** Without its fragment. */
  url: string;
  params: readonly (readonly [name: string, value: string])[];
  callSid: string | null;
  messageSid: string | null;
  /** The phone it is about, for faults to be matched by. */
  number: string | null;
  attempt: number;
  policy: RetryPolicy;
  /** The same for all attempts of one request, as I-Twilio-Idempotency-Token. */
  token: string;
  createdAt: number;
  sentAt: number | null;
  answeredAt: number | null;
  status: number | null;
  body: string | null;
  outcome: 'waiting' | 'under-way' | 'answered' | 'failed' | 'lost' | 'superseded';
  reason: string | null;
  /** Set by a fault: delivered twice, or not before another one of its kind was answered. */
  doubled: boolean;
  held: boolean;
}

/** What came of one attempt at a webhook. */
export type WebhookAnswer =
  | {
      status: number;
      contentType: string;
      body: string;
      location: string | null;
      mediaSeconds: number | null;
    }
  | { failure: 'ct' | 'rt' };
