import type { Clock } from '../core/clock.ts';
import type { Answered } from '../core/flows/health-facts.ts';
import type { Fetch } from '../core/outward.ts';

/** An answer that took longer says too little about the time it was written at, in milliseconds. */
const QUICK = 5_000;
/** `Date` has whole seconds (RFC 9110, 6.6.1): what it says may be up to one old. */
const HALF_A_SECOND = 500;
const NOT_LET_IN = 401;

/**
 * What Twilio's answers say beside what they answer: whether our token is still theirs, and what time it is. Kept here and
 * written down each minute by whoever says that the worker runs.
 */
export class TwilioAnswers {
  readonly #clock: Clock;
  #since: Answered = { token: null, ahead: null };

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The same `fetch`, with an ear on it. */
  listening(fetch: Fetch): Fetch {
    return async (input, init) => {
      const asked = this.#now();
      const answer = await fetch(input, init);
      // What is asked without the token, to see whether that is enough, says nothing of it.
      const withToken = new Headers(init?.headers).has('authorization');
      this.#hear(answer, asked, withToken);
      return answer;
    };
  }

  /** What was heard since this was last asked. */
  take(): Answered {
    const since = this.#since;
    this.#since = { token: null, ahead: null };
    return since;
  }

  #hear({ status, headers }: Response, asked: number, withToken: boolean): void {
    const at = this.#now();
    // A server in trouble, or a proxy on the way, says nothing of our token.
    if (withToken && status < 500) this.#since.token = { accepted: status !== NOT_LET_IN, at };
    const theirs = Date.parse(headers.get('date') ?? '');
    if (Number.isNaN(theirs) || at - asked > QUICK || at < asked) return;
    this.#since.ahead = { at, by: Math.round((asked + at) / 2 - theirs - HALF_A_SECOND) };
  }

  #now(): number {
    return this.#clock.now().epochMilliseconds;
  }
}
