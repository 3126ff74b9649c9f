import type { Context } from 'hono';
import { z } from 'zod';
import { LONGEST_PASSWORD } from '../../../core/rules/password/judge-password.ts';
import { appendAudit } from '../../../core/store/audit.ts';
import type { OpenSession } from '../../../core/store/sessions.ts';
import { passwordOf } from '../../../core/store/users.ts';
import type { AuthParts } from '../deps.ts';
import { AuthProblem } from '../problem.ts';
import { beginTryWithin } from '../sign-in.ts';

/** A password as it is typed to show that one still sits there. */
export const PASSWORD = z.string().min(1).max(LONGEST_PASSWORD);

/** Whose account it is: somebody who signed in with both factors, at a screen that is not covered. @throws AuthProblem */
export function accountOf(c: Context, { sessions }: AuthParts): OpenSession {
  const session = sessions.open(c.req.raw.headers);
  if (!session?.secondFactor) throw new AuthProblem('not-signed-in');
  if (sessions.covered(session)) throw new AuthProblem('covered');
  return session;
}

/**
 * Holds the password against somebody's own: whoever finds a desk open must not change by what its owner signs in.
 *
 * @throws AuthProblem
 */
export async function reAuthenticate(
  session: OpenSession,
  parts: AuthParts,
  password: string,
): Promise<void> {
  const one = beginTryWithin(session, parts);
  const hash = await passwordOf(parts.store.read, session.user);
  if (hash === null || !(await parts.passwords.verify(password, hash))) {
    const { user: who, id } = session;
    const entry = { who, what: 'password_refused' as const, about: who, details: { session: id } };
    await parts.store.write(tx => appendAudit(tx, { at: tx.now, ...entry }));
    throw new AuthProblem('wrong-password');
  }
  parts.slow.succeeded(one);
}
