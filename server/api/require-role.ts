import { createMiddleware } from 'hono/factory';
import type { SessionPort, SignedIn } from '../auth/session-port.ts';
import { Problem } from './problem.ts';

export type Role = SignedIn['role'];

/** Everybody who works here. */
export const EVERYBODY = ['owner', 'staff', 'clinician'] as const satisfies readonly Role[];
/** Whoever works the whole queue. */
export const FRONT_DESK = ['owner', 'staff'] as const satisfies readonly Role[];
/** Whoever answers for the practice. */
export const OWNERS = ['owner'] as const satisfies readonly Role[];

/** What a handler behind `requireRole` knows. */
export interface Asking {
  Variables: { who: SignedIn };
}

/**
 * Lets a request through if somebody of these roles is signed in. Every route states its own; a covered screen gets
 * nothing, unless `whileCovered` says that the answer is about nobody.
 */
export function requireRole(
  session: SessionPort,
  roles: readonly Role[],
  { whileCovered = false }: { whileCovered?: boolean } = {},
) {
  return createMiddleware<Asking>(async (c, next) => {
    const who = await session.signedIn(c.req.raw);
    if (!who) throw new Problem('not-signed-in', 'Please sign in.');
    if (who.covered && !whileCovered) {
      throw new Problem('covered', 'The screen is covered. Open it again with your password or passkey.');
    }
    c.set('who', who);
    if (!roles.includes(who.role)) {
      throw new Problem('not-allowed', 'This is not open to your role. Ask the owner of the practice.');
    }
    await next();
  });
}

/** Whose entries somebody sees where that is not everybody's: clinicians their own, nobody's, and every crisis. */
export function ownOnly({ role, staff }: SignedIn): { staff: string | null } | null {
  return role === 'clinician' ? { staff } : null;
}
