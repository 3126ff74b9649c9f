import type { Context } from 'hono';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { LONGEST_PASSWORD } from '../../core/rules/password/judge-password.ts';
import { appendAudit } from '../../core/store/audit.ts';
import { keepChallenge, readChallenge } from '../../core/store/challenges.ts';
import type { Tables, UserRow } from '../../core/store/schema.ts';
import { recoveryCodesOf } from '../../core/store/second-factors.ts';
import { endSessionsOf, type OpenSession, useCode } from '../../core/store/sessions.ts';
import { changeUser, findUser } from '../../core/store/users.ts';
import type { Tx } from '../../core/store/writer.ts';
import type { During } from './adapter.ts';
import { cookieHeader, cookieOf, cookieSet, PENDING_COOKIE, SESSION_COOKIE } from './cookies.ts';
import type { AuthParts } from './deps.ts';
import { type Begun, beginInFull, enter, ProofUsed, refused } from './full-session.ts';
import { AuthProblem } from './problem.ts';
import { readJson } from './request.ts';
import { beginTryWithin, SET_UP_SECONDS, SignInRefused } from './sign-in.ts';

/** What an authenticator app shows. */
export const CODE = z.string().regex(/^\d{6}$/);
const PROOF = z.union([
  z.strictObject({ code: CODE }),
  z.strictObject({ recovery_code: z.string().regex(/^\w{5}-\w{5}$/) }),
]);

/** `POST /auth/second-factor`: after the password, a code of the authenticator app or a recovery code. */
export async function proveSecondFactor(c: Context, parts: AuthParts): Promise<Response> {
  const proof = await readJson(c, PROOF);
  const pending = cookieOf(c.req.raw.headers, PENDING_COOKIE);
  if (pending === null) throw new AuthProblem('begin-again');
  const headers = new Headers({ cookie: `${PENDING_COOKIE}=${pending}` });
  const { adding } = await import('./adapter.ts');
  const { api } = await parts.library();
  const code = 'code' in proof ? proof.code : proof.recovery_code;
  const factor = 'code' in proof ? 'totp' : 'recovery_code';
  const begun: Begun = {};
  const proven = await adding(fullSession(parts, code, factor, begun), () =>
    factor === 'totp'
      ? api.verifyTOTP({ body: { code }, headers, returnHeaders: true })
      : api.verifyBackupCode({ body: { code }, headers, returnHeaders: true }),
  ).catch(refused);
  c.header('Set-Cookie', cookieHeader(PENDING_COOKIE, '', 0));
  return enter(c, parts, cookieSet(proven.headers, SESSION_COOKIE), begun);
}

/** `POST /auth/second-factor/set-up`: the password again; answers with what the authenticator app needs. */
export async function setUpSecondFactor(c: Context, parts: AuthParts): Promise<Response> {
  const { password } = await readJson(
    c,
    z.strictObject({ password: z.string().min(1).max(LONGEST_PASSWORD) }),
  );
  const session = settingUp(c, parts);
  const one = beginTryWithin(session, parts);
  const { adding } = await import('./adapter.ts');
  const { api } = await parts.library();
  const made = await adding(notSetUpYet(session, parts), () =>
    api.enableTwoFactor({ body: { password, method: 'totp' }, headers: ownCookie(c) }),
  ).catch(refused);
  if (!('totpURI' in made)) throw new AuthProblem('failed');
  parts.slow.succeeded(one);
  return c.json({ uri: made.totpURI, recovery_codes: made.backupCodes });
}

/** `POST /auth/second-factor/confirm`: the first code; from then on it is asked for, and every other session has ended. */
export async function confirmSecondFactor(c: Context, parts: AuthParts): Promise<Response> {
  const { code } = await readJson(c, z.strictObject({ code: CODE }));
  const session = settingUp(c, parts);
  const one = beginTryWithin(session, parts);
  const { adding } = await import('./adapter.ts');
  const { api } = await parts.library();
  const begun: Begun = {};
  const proven = await adding(firstFullSession(parts, code, begun), () =>
    api.verifyTOTP({ body: { code }, headers: ownCookie(c), returnHeaders: true }),
  ).catch(refused);
  parts.slow.succeeded(one);
  return enter(c, parts, cookieSet(proven.headers, SESSION_COOKIE), begun);
}

/** The session that is good for setting up a second factor. @throws AuthProblem */
export function settingUp(c: Context, { sessions }: AuthParts): OpenSession {
  const session = sessions.open(c.req.raw.headers);
  if (!session) throw new AuthProblem('not-signed-in');
  if (session.secondFactor) throw new AuthProblem('already-set-up');
  return session;
}

export function ownCookie(c: Context): Headers {
  return new Headers({ cookie: `${SESSION_COOKIE}=${cookieOf(c.req.raw.headers, SESSION_COOKIE) ?? ''}` });
}

/** A code signs in once: the library would take it again for as long as its half minute and those beside it last. */
function fullSession(parts: AuthParts, code: string, factor: 'totp' | 'recovery_code', begun: Begun): During {
  return {
    async with(tx, written) {
      const { table, how, row } = written;
      if (table === 'second_factors' && how === 'counted') {
        const about = String(row.user_id);
        await appendAudit(tx, {
          at: tx.now,
          who: null,
          what: 'second_factor_failed',
          about,
          details: { factor },
        });
      }
      if (table !== 'sessions' || how !== 'added') return;
      const user = await beginInFull(tx, parts, written, begun);
      await spend(tx, parts, user, code);
      const who = user.id;
      const details = { session: String(row.id), factor };
      await appendAudit(tx, { at: tx.now, who, what: 'signed_in', about: who, details });
    },
  };
}

function firstFullSession(parts: AuthParts, code: string, begun: Begun): During {
  return {
    async with(tx, written) {
      const { table, how, row } = written;
      // The library would note it before there is a session: whoever fails in between would be shut out.
      if (table === 'users' && how === 'changed') delete row.second_factor;
      if (table !== 'sessions' || how !== 'added') return;
      const who = String(row.user_id);
      // One that was begun by the password alone, here or elsewhere, must not become one that was begun with both.
      await endSessionsOf(tx, who);
      const user = await beginInFull(tx, parts, written, begun);
      if (user.second_factor === 1) throw new SignInRefused();
      await spend(tx, parts, user, code);
      await changeUser(tx, who, { second_factor: 1 });
      await tx.db.updateTable('second_factors').set({ verified: 1 }).where('user_id', '=', who).execute();
      const details = { session: String(row.id) };
      await appendAudit(tx, { at: tx.now, who, what: 'second_factor_set_up', about: who, details });
    },
  };
}

/**
 * Checking the password takes a while. Whoever began with it alone must not put recovery codes of their own in the place of
 * those of somebody who has finished meanwhile; and whose codes they are is remembered until somebody does.
 */
function notSetUpYet({ id, user }: OpenSession, { hashed }: AuthParts): During {
  return {
    async with(tx, { table, row }) {
      if (table !== 'second_factors') return;
      if ((await findUser(tx, user))?.second_factor !== 0) throw new SignInRefused();
      const challenge = hashed(String(row.recovery_codes));
      const lasts = SET_UP_SECONDS * 1_000;
      await keepChallenge(tx, { purpose: 'set_up_codes', within: id }, { user, challenge, lasts });
    },
  };
}

/**
 * Whether the recovery codes there are were given out in this session. Of two that know the password the later one's count,
 * and nobody is to finish with codes that somebody else has.
 */
export async function hasGivenCodes(
  db: Kysely<Tables>,
  { id, user }: OpenSession,
  { hashed, clock }: AuthParts,
): Promise<boolean> {
  const codes = await recoveryCodesOf(db, user);
  const now = clock.now().epochMilliseconds;
  const given = await readChallenge(db, { purpose: 'set_up_codes', within: id }, now);
  return codes !== null && given === hashed(codes);
}

/** A code is good once, by whichever session. */
async function spend(tx: Tx, { hashed }: AuthParts, user: UserRow, code: string): Promise<void> {
  if (!(await useCode(tx, user.id, hashed(`${user.id} ${code}`)))) throw new ProofUsed();
}
