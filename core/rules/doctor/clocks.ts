import { APART, FAR_APART } from '../health.ts';
import { type DoctorFinding, found } from './findings.ts';

/** `Date` has whole seconds (RFC 9110, 6.6.1): what it says may be up to one old. */
const HALF_A_SECOND = 500;

/**
 * Our clock beside that of an answer: `asked` and `answered` by ours, `theirs` as its `Date` says, all in epoch milliseconds.
 * Half of the way is taken to be the way there.
 */
export function judgeClocks({
  asked,
  answered,
  theirs,
}: {
  asked: number;
  answered: number;
  theirs: number;
}): DoctorFinding {
  const apart = Math.abs((asked + answered) / 2 - theirs - HALF_A_SECOND);
  // On a slow way it is not known when theirs was read.
  const certain = Math.max(0, apart - (answered - asked) / 2);
  if (certain < APART) return found('clocks_agree');
  const seconds = Math.round(apart / 1000);
  return found(certain < FAR_APART ? 'clocks_differ' : 'clocks_far_apart', { seconds });
}
