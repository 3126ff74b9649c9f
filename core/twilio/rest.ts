import Twilio from 'twilio/lib/rest/Twilio.js';
import { EdgeError } from '../errors.ts';
import type { EffectId, Phone, StaffCallId } from '../ids.ts';
import { type Fetch, outward, retryAfter } from '../outward.ts';
import { readAtMost } from '../read-at-most.ts';
import { RINGS_STAFF } from '../rules/staff-call.ts';
import { createLists, type Lists } from './lists.ts';
import { createLookUps, type LookUps } from './look-ups.ts';
import { stepUrls } from './urls.ts';

/** The account as the configuration has it now: a token may be rotated while the worker runs. */
export interface Account {
  accountSid: string;
  authToken: string;
  /** Another address than Twilio's own; a simulator's. */
  apiUrl: string | null;
  publicUrl: string;
}

/** The little of Twilio's REST API that the worker uses. Every failure is an `EdgeError`. */
export interface TwilioRest extends LookUps, Lists {
  sendText(text: {
    effect: EffectId;
    from: Phone;
    to: Phone;
    body: string;
  }): Promise<{ sid: string; status: string }>;
  /** Rings a staff member's own phone; what it hears when it is lifted, and whom it is for, our steps say. */
  placeCall(call: { call: StaffCallId; from: Phone; to: Phone }): Promise<{ sid: string; status: string }>;
  /** The sound of a recording as WAV. A 404 is not permanent: the file may not be there yet. */
  fetchRecording(sid: string, mostBytes: number): Promise<{ sound: Uint8Array; contentType: string }>;
  /** One that is gone already counts as deleted. */
  deleteRecording(sid: string): Promise<void>;
}

const API = 'https://api.twilio.com';
/** Twilio answers a send within a second or two; what takes longer than this is not known to have been sent. */
const TIMEOUT = 15_000;
/** A page of the longest list is some hundred kilobytes; what is longer does not come from Twilio. */
const LONGEST_ANSWER = 4 * 1024 * 1024;

export function createRest(account: () => Account, fetch: Fetch): TwilioRest {
  const client = () => {
    const { accountSid, authToken, apiUrl } = account();
    const httpClient = new FetchClient(fetch, apiUrl ?? API) as never;
    return new Twilio(accountSid, authToken, { httpClient });
  };
  return {
    ...createLookUps(client),
    ...createLists(client),
    async sendText({ effect, from, to, body }) {
      const statusCallback = stepUrls(account().publicUrl).messageStatus(effect);
      const message = await client().messages.create({ to, from, body, statusCallback });
      if (!message.sid) throw new EdgeError('not_understood', { sent: 'unknown' });
      return { sid: message.sid, status: message.status };
    },
    async placeCall({ call, from, to }) {
      const urls = stepUrls(account().publicUrl);
      const placed = await client().calls.create({
        to,
        from,
        url: urls.staffCall(call),
        method: 'POST',
        timeout: RINGS_STAFF,
        statusCallback: urls.staffCallPhone(call),
        statusCallbackMethod: 'POST',
        statusCallbackEvent: ['completed'],
      });
      if (!placed.sid) throw new EdgeError('not_understood', { sent: 'unknown' });
      return { sid: placed.sid, status: placed.status };
    },
    async fetchRecording(sid, mostBytes) {
      const { accountSid, authToken, apiUrl } = account();
      const url = `${apiUrl ?? API}/2010-04-01/Accounts/${accountSid}/Recordings/${sid}.wav`;
      const headers = { authorization: basic(accountSid, authToken) };
      const answer = await outward(() => fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT) }));
      if (!answer.ok)
        throw refused(answer, await bodyOf(answer), answer.status !== 404 && isPermanent(answer.status));
      const length = Number(answer.headers.get('content-length') ?? 0);
      const sound = length > mostBytes ? null : await outward(() => readAtMost(answer, mostBytes));
      if (!sound) throw new EdgeError('recording_too_large', { sent: 'no', permanent: true });
      return { sound, contentType: answer.headers.get('content-type') ?? '' };
    },
    async deleteRecording(sid) {
      try {
        await client().recordings(sid).remove();
      } catch (error) {
        if (!(error instanceof EdgeError && error.code === 'http_404')) throw error;
      }
    },
  };
}

/** What Twilio's library hands to its HTTP client, as far as we use it. */
interface Outgoing {
  method: string;
  uri: string;
  username?: string;
  password?: string;
  headers?: Record<string, string>;
  params?: Record<string, unknown>;
  data?: Record<string, unknown>;
}

/** What it wants back. */
interface Incoming {
  statusCode: number;
  body: unknown;
  headers: Record<string, string>;
}

/** Twilio's library over `fetch`: honours another API address, never logs, and says of a failure what is known. */
class FetchClient {
  readonly #fetch: Fetch;
  readonly #base: string;

  constructor(fetch: Fetch, base: string) {
    this.#fetch = fetch;
    this.#base = base;
  }

  async request(outgoing: Outgoing): Promise<Incoming> {
    const asked = new URL(outgoing.uri);
    const url = new URL(`${this.#base}${asked.pathname}${asked.search}`);
    for (const [name, value] of pairs(outgoing.params)) url.searchParams.append(name, value);
    const headers = new Headers(outgoing.headers);
    const { username = '', password = '' } = outgoing;
    headers.set('authorization', basic(username, password));
    const init: RequestInit = {
      method: outgoing.method.toUpperCase(),
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT),
    };
    if (init.method === 'POST') {
      headers.set('content-type', 'application/x-www-form-urlencoded');
      init.body = new URLSearchParams(pairs(outgoing.data)).toString();
    }
    const answer = await outward(() => this.#fetch(url, init));
    if (answer.ok) {
      // Cut off in the middle of a yes: it was taken, and we do not know under which name.
      const text = await outward(() => textOf(answer));
      const body = text === null ? 'endless' : parsed(text);
      if (typeof body === 'string' && body !== '') throw new EdgeError('not_understood', { sent: 'unknown' });
      return { statusCode: answer.status, body, headers: Object.fromEntries(answer.headers) };
    }
    const body = await bodyOf(answer);
    throw refused(answer, body, isPermanent(answer.status));
  }
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

function pairs(values: Record<string, unknown> = {}): [string, string][] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one): [string, string] => [name, String(one)]),
  );
}

/** A body as text; null when it is too long to come from Twilio. */
async function textOf(answer: Response): Promise<string | null> {
  const bytes = await readAtMost(answer, LONGEST_ANSWER);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

async function bodyOf(answer: Response): Promise<unknown> {
  return parsed((await textOf(answer).catch(() => null)) ?? '');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** 4xx says no for good, but for a wrong token (may be mid-rotation), a timeout and a rate limit. */
function isPermanent(status: number): boolean {
  return status >= 400 && status < 500 && ![401, 408, 425, 429].includes(status);
}

function refused(answer: Response, body: unknown, permanent: boolean): EdgeError {
  const named = (body as { code?: unknown } | null)?.code;
  return new EdgeError(`http_${answer.status}`, {
    // A server error may come after Twilio has taken the message.
    sent: answer.status >= 500 ? 'unknown' : 'no',
    permanent,
    errorCode: typeof named === 'number' ? named : null,
    retryAfter: retryAfter(answer.headers),
  });
}
