import type { AccountState } from './account.ts';
import type { Call } from './call.ts';
import type { Fault } from './faults.ts';
import type { Message } from './message.ts';
import type { Recording } from './recording.ts';
import type { Settings } from './settings.ts';
import type { Timer } from './timers.ts';
import type { Webhook } from './webhook.ts';

/** A number that the account owns, with the URLs configured on it (each may carry Twilio's `#rc=...` fragment). */
export interface Line {
  number: string;
  voiceUrl: string;
  messageUrl: string;
  callStatusUrl: string;
  voiceFallbackUrl: string | null;
  /** All else that is set at it, by its name in the API (`trunk_sid`): kept and given back, and obeyed only where it says so. */
  more: Readonly<Record<string, string>>;
}

/** A phone in somebody's hand, and how it behaves when nobody touches it. */
export interface Phone {
  number: string;
  name: string;
  role: 'caller' | 'staff';
  kind: 'mobile' | 'landline';
  /** After how many seconds of ringing its own carrier's voicemail picks up and talks; null for never. */
  voicemailAfterSeconds: number | null;
  /** A robot that answers at once and asks who is calling; `presses` is the one key it presses, if any. */
  screening: { presses: string | null } | null;
  /** The error that every text to this phone ends with (30003, 30007, 30034, 21408 ...); null when texts arrive. */
  textError: number | null;
}

/** One request that came to the REST API, and what was answered. */
export interface RestRecord {
  id: number;
  at: number;
  method: string;
  path: string;
  params: readonly (readonly [name: string, value: string])[];
  /** Whether it carried the account's own name and token. */
  authorised: boolean;
  /** null while unanswered, and for good when the connection was cut or left hanging. */
  status: number | null;
  note: string | null;
}

/** Something the product did that Twilio would not have accepted, in one sentence. */
export interface Complaint {
  at: number;
  sentence: string;
  callSid: string | null;
}

/** Everything the simulated carrier knows. Times are epoch milliseconds. It holds no secret: the token stays outside. */
export interface State {
  accountSid: string;
  account: AccountState;
  /** Its own address, without a slash at the end: recordings are addressed under it. */
  baseUrl: string;
  now: number;
  chance: number;
  nextId: number;
  settings: Settings;
  lines: Line[];
  phones: Phone[];
  calls: Call[];
  messages: Message[];
  recordings: Recording[];
  /** Pairs `{line} {phone}`: the phone said STOP to the line. */
  optOuts: string[];
  faults: Fault[];
  timers: Timer[];
  webhooks: Webhook[];
  rest: RestRecord[];
  complaints: Complaint[];
}
