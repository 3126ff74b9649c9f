import type { Looking } from '../../core/store/queue-rows.ts';
import type { SignedIn } from '../auth/session-port.ts';
import type { ApiDeps } from './deps.ts';

/** Who looks at entries now: what is new to them, what is late, and what has gone by. */
export function lookingFor(
  { clock, config }: Pick<ApiDeps, 'clock' | 'config'>,
  { user }: SignedIn,
): Looking {
  return { user, now: clock.now().epochMilliseconds, timeZone: config().practice.time_zone };
}
