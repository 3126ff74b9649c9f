import { type ClientResponse, hc, type InferResponseType } from 'hono/client';
import type { Api } from '../server/api/api.ts';
import { refusal, say } from './words.ts';

/** A request with it puts off the moment at which the screen is covered; see server/auth/sessions.ts. */
const BY_A_PERSON = { 'second-ring-act': 'person' };

/** The API on behalf of somebody who has just done something, and on behalf of nobody, as when something came in. */
export const { api: desk } = hc<Api>('/', { headers: BY_A_PERSON });
export const { api: quietly } = hc<Api>('/');

export type Entry = InferResponseType<typeof desk.queue.$get, 200>['entries'][number];
export type Conversation = InferResponseType<(typeof desk.entries)[':id']['$get'], 200>;
export type Item = Conversation['items'][number];
export type Practice = InferResponseType<typeof desk.practice.$get, 200>;

/** What the server would not do, with its sentence for people (RFC 9457); status 0 when it could not be reached. */
export class Refused extends Error {
  override name = 'Refused';
  readonly status: number;
  /** The end of the problem's type, such as `changed`. */
  readonly code: string;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(status: number, code: string, sentence: string, more: Readonly<Record<string, unknown>> = {}) {
    super(sentence);
    this.status = status;
    this.code = code;
    this.more = more;
  }
}

const onRefusal = new Set<(refused: Refused) => void>();

/** Calls `hear` with every refusal, whoever asked: that a session has ended concerns the whole screen. */
export function whenRefused(hear: (refused: Refused) => void): void {
  onRefusal.add(hear);
}

/** The JSON of an answer. @throws Refused */
export async function answered<Body>(asked: Promise<ClientResponse<Body, number, string>>): Promise<Body> {
  const response = await reached(asked);
  return (await response.json()) as Body;
}

/** Sends JSON to where people sign in, which is no part of the API. @throws Refused */
export async function send(path: string, body: object = {}): Promise<unknown> {
  const response = await reached(
    fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );
  return response.status === 204 ? null : response.json();
}

/** An answer that is no refusal. @throws Refused */
export async function reached<Answer extends Pick<Response, 'ok' | 'status' | 'text'>>(
  asked: Promise<Answer>,
): Promise<Answer> {
  const response = await asked.catch(() => null);
  const refused = response ? await refusalOf(response) : new Refused(0, 'unreachable', say('unreachable'));
  if (!refused && response) return response;
  const error = refused ?? new Refused(0, 'unreachable', say('unreachable'));
  for (const hear of onRefusal) hear(error);
  throw error;
}

async function refusalOf(response: Pick<Response, 'ok' | 'status' | 'text'>): Promise<Refused | null> {
  if (response.ok) return null;
  const text = await response.text().catch(() => '');
  try {
    return refusedBy(response.status, JSON.parse(text) as Record<string, unknown>);
  } catch {
    // A proxy's page, perhaps.
    return new Refused(response.status, 'failed', say('failed'));
  }
}

/** A problem of the API (RFC 9457) as an error, with a sentence in the chosen language. */
export function refusedBy(status: number, { type, detail, ...more }: Record<string, unknown>): Refused {
  const code = String(type).split(':').at(-1) ?? '';
  return new Refused(status, code, refusal(code) ?? String(detail), more);
}

/** The sentence of an error for whoever is looking. */
export function sentenceOf(error: unknown): string {
  return error instanceof Refused ? error.message : say('failed');
}
