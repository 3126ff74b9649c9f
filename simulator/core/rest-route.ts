import type { RestAnswer } from './rest-answer.ts';
import type { Turn } from './turn.ts';

type Pairs = readonly (readonly [name: string, value: string])[];

export interface Asked {
  /** The whole path, for messages and for the addresses of further pages. */
  path: string;
  /** The route's own match; its groups are the identifiers in the path. */
  match: RegExpExecArray;
  query: Pairs;
  form: Pairs;
}

/** One address of the API. `path` is matched after `/2010-04-01/Accounts/{AccountSid}`. May throw `RestError`. */
export interface RestRoute {
  method: 'GET' | 'POST' | 'DELETE';
  path: RegExp;
  answer: (turn: Turn, asked: Asked) => RestAnswer;
}
