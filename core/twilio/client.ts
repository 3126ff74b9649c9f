import Twilio from 'twilio/lib/rest/Twilio.js';
import { EdgeError } from '../errors.ts';
import { type Fetch, outward, retryAfter } from '../outward.ts';
import { readAtMost } from '../read-at-most.ts';

/** The account as the configuration has it now: a token may be rotated while the worker runs. */
export interface Account {
  accountSid: string;
  authToken: string;
  /** Another address than Twilio's own, for all of its hosts; a simulator's. */
  apiUrl: string | null;
  publicUrl: string;
}

/** The host of the API of 2010; newer ones have hosts of their own. */
export const API = 'https://api.twilio.com';
/** Twilio answers a send within a second or two; what takes longer than this is not known to have been sent. */
export const TIMEOUT = 15_000;
/** A page of the longest list is some hundred kilobytes; what is longer does not come from Twilio. */
const LONGEST_ANSWER = 4 * 1024 * 1024;

/** Twilio's library for the account as it is now, over our own `fetch`. Every failure of it is an `EdgeError`. */
export function clientFor(account: () => Account, fetch: Fetch): () => Twilio {
  return () => {
    const { accountSid, authToken, apiUrl } = account();
    const httpClient = new FetchClient(fetch, apiUrl) as never;
    return new Twilio(accountSid, authToken, { httpClient });
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
  readonly #apiUrl: string | null;

  constructor(fetch: Fetch, apiUrl: string | null) {
    this.#fetch = fetch;
    this.#apiUrl = apiUrl;
  }

  async request(outgoing: Outgoing): Promise<Incoming> {
    const asked = new URL(outgoing.uri);
    const url = new URL(`${this.#apiUrl ?? hostOf(asked)}${asked.pathname}${asked.search}`);
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

/** Twilio has a host for each product, and names the next page of a list by its whole address: the token goes to none but its own. */
function hostOf({ protocol, hostname, origin }: URL): string {
  if (protocol === 'https:' && hostname.endsWith('.twilio.com')) return origin;
  throw new EdgeError('not_understood', { sent: 'no' });
}

export function basic(user: string, password: string): string {
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

export async function bodyOf(answer: Response): Promise<unknown> {
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
export function isPermanent(status: number): boolean {
  return status >= 400 && status < 500 && ![401, 408, 425, 429].includes(status);
}

export function refused(answer: Response, body: unknown, permanent: boolean): EdgeError {
  const named = (body as { code?: unknown } | null)?.code;
  return new EdgeError(`http_${answer.status}`, {
    // A server error may come after Twilio has taken the message.
    sent: answer.status >= 500 ? 'unknown' : 'no',
    permanent,
    errorCode: typeof named === 'number' ? named : null,
    retryAfter: retryAfter(answer.headers),
  });
}
