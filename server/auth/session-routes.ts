import type { Context } from 'hono';
import { appendAudit } from '../../core/store/audit.ts';
import { secondFactorsOf } from '../../core/store/second-factors.ts';
import { endSession, endSessionsOf, type OpenSession } from '../../core/store/sessions.ts';
import { hasUsers } from '../../core/store/users.ts';
import { cookieHeader, SESSION_COOKIE } from './cookies.ts';
import type { AuthParts } from './deps.ts';
import { AuthProblem } from './problem.ts';

/**
 * `GET /auth/me`: who is signed in and until when; asking puts nothing off. Where nobody has ever joined it says so: whoever
 * opens the desk of a new installation has nothing to sign in with.
 */
export async function whoAmI(c: Context, parts: AuthParts): Promise<Response> {
  if (!parts.sessions.open(c.req.raw.headers) && !(await hasUsers(parts.store.read))) {
    throw new AuthProblem('not-signed-in', { users: 0 });
  }
  const session = mustBeOpen(c, parts);
  const { user, name, staff, role, expiresAt } = session;
  if (!session.secondFactor) return c.json({ name, next: 'set_up_second_factor' });
  const coversAt = parts.sessions.coveredFrom(session);
  const covered = parts.sessions.covered(session);
  const who = { user, name, staff, role, next: null, covered, covers_at: coversAt, ends_at: expiresAt };
  // By what a covered screen can be opened; while it is open nobody asks.
  if (!covered) return c.json(who);
  const { passkeys } = await secondFactorsOf(parts.store.read, user);
  return c.json({ ...who, passkey: passkeys > 0 });
}

/** `POST /auth/sign-out`: this session ends, covered or not. */
export async function signOut(c: Context, parts: AuthParts): Promise<Response> {
  const session = parts.sessions.open(c.req.raw.headers);
  if (session) {
    await parts.store.write(async tx => {
      if (!(await endSession(tx, session.id, session.user))) return;
      const details = { session: session.id };
      await appendAudit(tx, {
        at: tx.now,
        who: session.user,
        what: 'signed_out',
        about: session.user,
        details,
      });
    });
  }
  c.header('Set-Cookie', cookieHeader(SESSION_COOKIE, '', 0));
  return c.body(null, 204);
}

/** `POST /auth/sign-out-everywhere`: every session of this person ends, this one included. */
export async function signOutEverywhere(c: Context, parts: AuthParts): Promise<Response> {
  const { user } = mustBeOpen(c, parts);
  await parts.store.write(async tx => {
    const sessions = await endSessionsOf(tx, user);
    await appendAudit(tx, {
      at: tx.now,
      who: user,
      what: 'signed_out_everywhere',
      about: user,
      details: { sessions },
    });
  });
  c.header('Set-Cookie', cookieHeader(SESSION_COOKIE, '', 0));
  return c.body(null, 204);
}

function mustBeOpen(c: Context, { sessions }: AuthParts): OpenSession {
  const session = sessions.open(c.req.raw.headers);
  if (!session) throw new AuthProblem('not-signed-in');
  return session;
}
