import { SecondFactorRefused } from '../../../core/flows/second-factors.ts';
import { AuthProblem, type ProblemType } from '../problem.ts';

const WORDS: Readonly<Record<SecondFactorRefused['why'], ProblemType>> = {
  last: 'last-second-factor',
  no_such: 'not-found',
  known_already: 'known-passkey',
  too_many: 'too-many-passkeys',
  not_set_up: 'begin-again',
};

/** Says why a flow refused. @throws AuthProblem, or what was thrown when it was no refusal */
export function inOurWords(error: unknown): never {
  throw error instanceof SecondFactorRefused ? new AuthProblem(WORDS[error.why]) : error;
}
