import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { EraseRefused } from '../../core/flows/erase-refused.ts';
import { WorkRefused } from '../../core/flows/work-refused.ts';
import { StoreBusyError } from '../../core/store/writer.ts';
import { type ProblemDetails, problemDetails, sendProblem } from '../problem-details.ts';

/** What can be wrong with a request: the end of the problem's `type`, which clients may rely on, and its status. */
export const PROBLEMS = {
  'not-signed-in': 401,
  'from-elsewhere': 403,
  'not-allowed': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'too-large': 413,
  'not-json': 415,
  'bad-range': 416,
  'bad-input': 422,
  covered: 423,
  'too-many': 429,
  failed: 500,
  busy: 503,
  // What an entry does not let happen (core/flows/work-refused.ts).
  no_such_entry: 404,
  changed: 409,
  sent: 409,
  handled: 409,
  taken: 409,
  crisis: 409,
  not_handled: 409,
  asked_anew: 409,
  undone: 409,
  opted_out: 409,
  no_number: 409,
  no_phone: 409,
  own_number: 409,
  costly: 409,
  country: 409,
  on_a_call: 409,
  being_called: 409,
  no_words: 422,
  too_long: 422,
  past: 422,
  unknown_staff: 422,
  not_staff: 403,
  not_yours: 403,
  not_unknown: 409,
  no_asks: 422,
  two_numbers: 409,
  joined: 409,
  // What is not erased (core/flows/erase-refused.ts).
  no_such_contact: 404,
  held: 409,
  all_held: 409,
  on_the_phone: 409,
  under_way: 409,
  looked_at_less: 409,
  not_over: 409,
  // What the team does not let happen (core/flows/team.ts).
  exists: 409,
  last_owner: 409,
} as const satisfies Record<string, ContentfulStatusCode>;

export type ProblemType = keyof typeof PROBLEMS;

/** A request that gets a problem for an answer. `detail` is for people and holds nobody's words or number. */
export class Problem extends Error {
  override name = 'Problem';
  readonly type: ProblemType;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(type: ProblemType, detail: string, more: Readonly<Record<string, unknown>> = {}) {
    super(detail);
    this.type = type;
    this.more = more;
  }

  get details(): ProblemDetails {
    const name = this.type.replaceAll('_', '-');
    return problemDetails(name, PROBLEMS[this.type], this.message, this.more);
  }
}

/** What an error is for whoever asked; null for one of which there is nothing to say but that it happened. */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  if (error instanceof WorkRefused) return new Problem(error.code, error.message, error.facts);
  if (error instanceof EraseRefused) return new Problem(error.why, error.message);
  if (error instanceof StoreBusyError) return new Problem('busy', 'Nothing was changed. Please try again.');
  return null;
}

export function answerProblem(c: Context, problem: Problem): Response {
  return sendProblem(c, problem.details);
}
