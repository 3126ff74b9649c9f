import { nameOf } from '../errors.ts';
import { type DoctorFinding, found, inOrder } from '../rules/doctor/findings.ts';
import type { Check } from './check.ts';

/** So long a check may take, in milliseconds. All run at once, so this is also how long all of them take at the most. */
export const CHECK_WITHIN = 15_000;

/**
 * Runs checks side by side. One that breaks or does not end in time is a finding as well, and hides none of the others'.
 *
 * @param depsFor what a check is given, with the signal that ends it
 */
export async function runChecks<Deps>(
  checks: readonly Check<Deps>[],
  depsFor: (signal: AbortSignal) => Deps,
  within = CHECK_WITHIN,
): Promise<DoctorFinding[]> {
  const findings = await Promise.all(checks.map(check => runOne(check, depsFor, within)));
  return inOrder(findings.flat());
}

async function runOne<Deps>(
  check: Check<Deps>,
  depsFor: (signal: AbortSignal) => Deps,
  within: number,
): Promise<readonly DoctorFinding[]> {
  const ending = new AbortController();
  const { promise: tooLate, resolve } = Promise.withResolvers<readonly DoctorFinding[]>();
  const timer = setTimeout(() => {
    resolve([found('check_timed_out', { check: check.name, seconds: Math.round(within / 1000) })]);
    ending.abort(new DOMException('too late', 'TimeoutError'));
  }, within);
  try {
    return await Promise.race([check.run(depsFor(ending.signal)), tooLate]);
  } catch (error) {
    return [found('check_broke', { check: check.name, error: nameOf(error) })];
  } finally {
    clearTimeout(timer);
  }
}
