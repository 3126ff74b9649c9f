import { OUTWARD_CHECKS } from '../../core/doctor/checks.ts';
import { runChecks } from '../../core/doctor/run-checks.ts';
import type { Outcome } from '../../core/flows/settle-effect.ts';
import type { PerformDeps } from '../deps.ts';

/** Looks outward as `second-ring doctor` does: the server itself never calls anybody. */
export async function lookAround({ config, fetch, clock, store }: PerformDeps): Promise<Outcome> {
  const now = () => clock.now().epochMilliseconds;
  const findings = await runChecks(OUTWARD_CHECKS, signal => ({
    config: config(),
    fetch,
    now,
    signal,
    store,
  }));
  return { came: 'learned', learned: { of: 'around', findings } };
}
