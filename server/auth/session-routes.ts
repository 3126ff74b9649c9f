import type { Context } from 'hono';
import { z } from 'zod';
import { LONGEST_PASSWORD } from '../../core/rules/password/judge-password.ts';
import { appendAudit } from '../../core/store/audit.ts';
import { actedIn, endSession, endSessionsOf, type OpenSession } from '../../core/store/sessions.ts';
import { passwordOf } from '../../core/store/users.ts';
import { cookieHeader, SESSION_COOKIE } from './cookies.ts';
import type { AuthParts } from './deps.ts';
import { AuthProblem } from './problem.ts';
import { readJson } from './request.ts';
import { beginTryWithin } from './sign-in.ts';

/** `GET /auth/me`: who is signed in and until when; asking puts nothing off. */
export function whoAmI(c: Context, parts: AuthParts): Response {
  const session = mustBeOpen(c, parts);
  const { user, name, staff, role, expiresAt } = session;
  if (!session.secondFactor) return c.json({ name, next: 'set_up_second_factor' });
  const coversAt = parts.sessions.coveredFrom(session);
  const covered = coversAt <= parts.clock.now().epochMilliseconds;
  return c.json({ user, name, staff, role, next: null, covered, covers_at: coversAt, ends_at: expiresAt });
}

/** `POST /auth/unlock`: the password uncovers a covered screen. */
export async function unlock(c: Context, parts: AuthParts): Promise<Response> {
  const { password } = await readJson(
    c,
    z.strictObject({ password: z.string().min(1).max(LONGEST_PASSWORD) }),
  );
  const session = mustBeOpen(c, parts);
  if (!session.secondFactor) throw new AuthProblem('not-signed-in');
  const one = beginTryWithin(session, parts);
  const hash = await passwordOf(parts.store.read, session.user);
  const right = hash !== null && (await parts.passwords.verify(password, hash));
  const opened = await parts.store.write(async tx => {
    const what = right ? 'unlocked' : 'unlock_failed';
    const details = { session: session.id };
    await appendAudit(tx, { at: tx.now, who: session.user, what, about: session.user, details });
    return right && (await actedIn(tx, session.id));
  });
  if (!right) throw new AuthProblem('wrong-password');
  parts.slow.succeeded(one);
  if (!opened) throw new AuthProblem('not-signed-in');
  return c.body(null, 204);
}

/** `POST /auth/sign-out`: this session ends, covered or not. */
export async function signOut(c: Context, parts: AuthParts): Promise<Response> {
  const session = parts.sessions.open(c.req.raw.headers);
  if (session) {
    await parts.store.write(async tx => {
      if (!(await endSession(tx, session.id))) return;
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
