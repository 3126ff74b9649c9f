import type { AccountState } from './account.ts';
import type { Fault } from './faults.ts';
import type { RestAnswer } from './rest-answer.ts';
import type { Settings } from './settings.ts';
import type { Line, Phone } from './state.ts';
import type { Webhook, WebhookAnswer } from './webhook.ts';

/** What a person does with a phone. Without `callSid` it is about the phone's latest call that is still on. */
export type PhoneAction =
  | { type: 'call'; phone: string; to: string; withheld?: boolean; forwardedFrom?: string }
  | { type: 'hang-up'; phone: string; callSid?: string }
  | { type: 'answer'; phone: string; callSid?: string }
  | { type: 'decline'; phone: string; callSid?: string }
  | { type: 'press'; phone: string; keys: string; callSid?: string }
  /** Says words for a known time: the length of `audio` (a WAV file), else `seconds`, else as long as the words take. */
  | { type: 'speak'; phone: string; words: string; seconds?: number; audio?: Uint8Array; callSid?: string }
  /** Begins to speak for as long as it takes; `stop-speaking` brings what was said. */
  | { type: 'start-speaking'; phone: string; callSid?: string }
  | { type: 'stop-speaking'; phone: string; words: string; audio?: Uint8Array; callSid?: string }
  /** `media`: how many pictures come with it. */
  | { type: 'text'; phone: string; to: string; body: string; media?: number };

export type Adjustment =
  | { type: 'set'; settings: Partial<Settings> }
  | { type: 'set-phone'; number: string; phone: Partial<Omit<Phone, 'number'>> }
  | { type: 'set-line'; number: string; line: Partial<Omit<Line, 'number'>> }
  | { type: 'set-account'; account: Partial<AccountState> }
  | { type: 'fault'; fault: Fault }
  | { type: 'clear-faults' };

export interface RestRequest {
  id: number;
  method: string;
  path: string;
  query: readonly (readonly [name: string, value: string])[];
  form: readonly (readonly [name: string, value: string])[];
  /** Whether it carried the account's own name and token. */
  authorised: boolean;
}

export type Input =
  | PhoneAction
  | Adjustment
  | { type: 'rest'; request: RestRequest }
  | { type: 'webhook-answer'; webhookId: number; answer: WebhookAnswer }
  /** Time has passed: everything due by `now` happens. */
  | { type: 'time' };

export type Output =
  | { type: 'request'; webhook: Webhook }
  | { type: 'abandon'; webhookId: number }
  | { type: 'rest-answer'; restId: number; answer: RestAnswer }
  | { type: 'rest-cut'; restId: number }
  /** What a phone action made. */
  | { type: 'made'; callSid?: string; messageSid?: string }
  /** A phone action that cannot be: the sentence says why. */
  | { type: 'refused'; sentence: string };
