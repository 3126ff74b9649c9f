import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { problemDetails, sendProblem } from '../problem-details.ts';

/** What can be wrong, by the end of the problem's `type`: the status, and a sentence for people. */
export const PROBLEMS = {
  'not-signed-in': [401, 'Please sign in.'],
  'wrong-credentials': [401, 'This is not the right email and password.'],
  'wrong-code': [401, 'This code is not right.'],
  'used-code': [401, 'This code has been used. Please sign in again, with the next one.'],
  'wrong-passkey': [401, 'This passkey could not be checked. Please try again.'],
  'wrong-password': [401, 'This is not the right password.'],
  'begin-again': [401, 'Please sign in again from the beginning.'],
  'from-elsewhere': [403, 'This can be done from the desk itself only.'],
  'not-allowed': [403, 'This is not open to your role. Ask the owner of the practice.'],
  'not-found': [404, 'There is nothing here by this name.'],
  'method-not-allowed': [405, 'This cannot be done here.'],
  exists: [409, 'There is a user with this email already.'],
  'already-set-up': [409, 'A second factor is set up already.'],
  'last-second-factor': [409, 'This is your last second factor. Set up another one first.'],
  'known-passkey': [409, 'This passkey is here already.'],
  'too-many-passkeys': [409, 'These are as many passkeys as somebody can have. Remove one first.'],
  'no-passkeys-here': [409, 'Passkeys need the desk to be opened by name and https, not by a bare address.'],
  gone: [410, 'This link has expired or was used. Ask for another one.'],
  'too-large': [413, 'This is too long.'],
  'not-json': [415, 'Expected application/json.'],
  'bad-input': [422, 'This cannot be read.'],
  'weak-password': [422, 'Please take another password.'],
  covered: [423, 'The screen is covered. Open it again with your password or passkey.'],
  'too-many': [429, 'Too many tries. Please wait a little.'],
  failed: [500, 'Something went wrong here. Please try again.'],
  busy: [503, 'Too much is going on here right now. Please try again in a moment.'],
} as const satisfies Record<string, readonly [ContentfulStatusCode, string]>;

export type ProblemType = keyof typeof PROBLEMS;

/** A request that gets a problem for an answer (RFC 9457). Nothing in it is anybody's word, name or address. */
export class AuthProblem extends Error {
  override name = 'AuthProblem';
  readonly type: ProblemType;
  readonly more: Readonly<Record<string, string | number>>;
  /** Seconds to wait, where waiting helps. */
  readonly retryAfter: number | null;

  constructor(
    type: ProblemType,
    more: Readonly<Record<string, string | number>> = {},
    retryAfter: number | null = null,
  ) {
    super(type);
    this.type = type;
    this.more = more;
    this.retryAfter = retryAfter;
  }
}

export function answerProblem(c: Context, { type, more, retryAfter }: AuthProblem): Response {
  const [status, detail] = PROBLEMS[type];
  if (retryAfter !== null) c.header('Retry-After', String(retryAfter));
  return sendProblem(c, problemDetails(type, status, detail, more));
}
