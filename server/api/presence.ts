import { staffIsActive } from '../../core/flows/staff-is-active.ts';
import type { EntryId } from '../../core/ids.ts';
import type { Tx } from '../../core/store/writer.ts';
import { ACT_HEADER, type SessionPort, type SignedIn } from '../auth/session-port.ts';

/** Whether a person caused a request, rather than a timer or news of a change. */
export function byPerson(request: Request): boolean {
  return request.headers.get(ACT_HEADER) === 'person';
}

/**
 * Somebody sits at the desk: for a while ordinary alerts to them wait, and those about the entry they look at are seen. Who
 * is not in the configuration's staff gets none.
 */
export async function isAtTheDesk(tx: Tx, { staff }: SignedIn, entry: EntryId | null): Promise<void> {
  if (staff !== null) await staffIsActive(tx, staff, entry);
}

/** A stream is no act of a person, whatever its request says: it goes on, and browsers open it again, by themselves. */
export function withoutActs(session: SessionPort): SessionPort {
  return {
    signedIn(request) {
      const headers = new Headers(request.headers);
      headers.delete(ACT_HEADER);
      return session.signedIn(new Request(request.url, { headers }));
    },
  };
}
