import type { Looking } from '../../core/store/queue-rows.ts';
import type { SignedIn } from '../auth/session-port.ts';
import type { ApiDeps } from './deps.ts';
import { ownOnly } from './require-role.ts';

/** Who looks at entries now: what is new to them, what is late, and what has gone by. */
export function lookingFor({ clock, config }: Pick<ApiDeps, 'clock' | 'config'>, who: SignedIn): Looking {
  return {
    user: who.user,
    now: clock.now().epochMilliseconds,
    timeZone: config().practice.time_zone,
    onlyFor: ownOnly(who),
  };
}
