import type { Context } from 'hono';
import { z } from 'zod';
import { LONGEST_PASSWORD } from '../../core/rules/password/judge-password.ts';
import { appendAudit } from '../../core/store/audit.ts';
import { secondFactorsOf } from '../../core/store/second-factors.ts';
import { type OpenSession, sweepSessions } from '../../core/store/sessions.ts';
import { findUser, findUserByEmail, sameEmail } from '../../core/store/users.ts';
import type { During } from './adapter.ts';
import { cookieHeader, cookieSet, PENDING_COOKIE, PENDING_SECONDS, SESSION_COOKIE } from './cookies.ts';
import type { AuthParts } from './deps.ts';
import { AuthProblem } from './problem.ts';
import { readJson } from './request.ts';
import type { Try } from './slow-down.ts';

/** How long somebody who has given a password may take to set up a second factor, in seconds. */
export const SET_UP_SECONDS = 1_800;

const SIGN_IN = z.strictObject({
  email: z.email().max(254),
  password: z.string().min(1).max(LONGEST_PASSWORD),
});

/**
 * `POST /auth/sign-in`: email and password. Whoever is unknown, disabled or wrong gets the same answer after the same work.
 * Whoever is right has still to prove the second factor, and is told by what they can, or to set one up.
 */
export async function signIn(c: Context, parts: AuthParts): Promise<Response> {
  const { password, ...written } = await readJson(c, SIGN_IN);
  const email = sameEmail(written.email);
  const one = beginTryAt(c, parts, { email, account: email });
  const { adding } = await import('./adapter.ts');
  const { api } = await parts.library();
  let user = '';
  const signed = await adding(
    passwordSession(id => (user = id)),
    () => api.signInEmail({ body: { email, password }, headers: new Headers(), returnHeaders: true }),
  ).catch(async error => {
    if (!isRefusal(error)) throw error;
    await noteFailure(parts, email);
    throw new AuthProblem('wrong-credentials');
  });
  parts.slow.succeeded(one);
  const pending = cookieSet(signed.headers, PENDING_COOKIE);
  if (pending !== null) {
    c.header('Set-Cookie', cookieHeader(PENDING_COOKIE, pending, PENDING_SECONDS));
    const { app, passkeys } = await secondFactorsOf(parts.store.read, user);
    return c.json({ next: 'second_factor', app, passkey: passkeys > 0 });
  }
  const session = cookieSet(signed.headers, SESSION_COOKIE);
  if (session === null) throw new AuthProblem('failed');
  c.header('Set-Cookie', cookieHeader(SESSION_COOKIE, session, SET_UP_SECONDS));
  return c.json({ next: 'set_up_second_factor' });
}

/**
 * Counts a try by a stranger at what belongs to an email address: `account` says which of its locks.
 *
 * @throws AuthProblem when it has to wait
 */
export function beginTryAt(
  c: Context,
  parts: AuthParts,
  { email, account }: { email: string; account: string },
): Try {
  const now = parts.clock.now().epochMilliseconds;
  const knownDevice = parts.devices.knows(c.req.raw.headers, email, now);
  return begun(parts, { address: parts.clientAddress(c), account: parts.hashed(account), knownDevice });
}

/**
 * The same within a session, which counts by itself: whoever holds it is no stranger, and no stranger stands in their way.
 *
 * @throws AuthProblem when it has to wait
 */
export function beginTryWithin(session: OpenSession, parts: AuthParts): Try {
  return begun(parts, { address: '', account: session.id, knownDevice: true });
}

function begun(parts: AuthParts, one: Try): Try {
  const now = parts.clock.now().epochMilliseconds;
  const wait = Math.ceil(parts.slow.begin(one, now) / 1_000);
  if (wait > 0) throw new AuthProblem('too-many', { seconds: wait }, wait);
  return one;
}

/** The library first makes a session from the password alone, and takes it back where there is a second factor. */
function passwordSession(knows: (user: string) => void): During {
  return {
    async with(tx, { table, how, row }) {
      if (table !== 'sessions' || how !== 'added') return;
      const user = await findUser(tx, String(row.user_id));
      if (!user || user.disabled_at !== null) throw new SignInRefused();
      knows(user.id);
      await sweepSessions(tx);
      row.second_factor = 0;
      row.acted_at = tx.now;
      row.expires_at = tx.now + SET_UP_SECONDS * 1_000;
      if (user.second_factor === 1) return;
      await appendAudit(tx, {
        at: tx.now,
        who: user.id,
        what: 'password_given',
        about: user.id,
        details: {},
      });
    },
  };
}

/** Somebody may not sign in, though the password is right: answered as a wrong one. */
export class SignInRefused extends Error {
  override name = 'SignInRefused';
}

/** An address that is nobody's is written down as its keyed hash: it may be that of a client who is lost. */
async function noteFailure({ store, hashed }: AuthParts, email: string): Promise<void> {
  await store.write(async tx => {
    const user = await findUserByEmail(tx, email);
    const details = user ? {} : { account: hashed(email) };
    await appendAudit(tx, {
      at: tx.now,
      who: null,
      what: 'sign_in_failed',
      about: user?.id ?? null,
      details,
    });
  });
}

/** Whether the library, or we within its write, refused somebody; anything else is a failure of ours. */
function isRefusal(error: unknown): boolean {
  return error instanceof SignInRefused || codeOf(error) !== null;
}

/** The library's code for why it refused; null when this is no refusal of its. */
export function codeOf(error: unknown): string | null {
  const { name, body, statusCode } = error as {
    name?: string;
    body?: { code?: string };
    statusCode?: number;
  };
  if (name !== 'APIError' || (statusCode ?? 500) >= 500) return null;
  return body?.code ?? '';
}
