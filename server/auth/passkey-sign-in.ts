import type { Context } from 'hono';
import { z } from 'zod';
import { appendAudit } from '../../core/store/audit.ts';
import type { BoundTo } from '../../core/store/challenges.ts';
import { usePasskey } from '../../core/store/passkeys.ts';
import type { UserRow } from '../../core/store/schema.ts';
import { userById } from '../../core/store/users.ts';
import type { During } from './adapter.ts';
import { cookieHeader, PENDING_COOKIE } from './cookies.ts';
import type { AuthParts } from './deps.ts';
import { type Begun, beginInFull, enter, ProofUsed, refused } from './full-session.ts';
import { answerForOne, askForOne } from './passkey-challenge.ts';
import { AuthProblem } from './problem.ts';
import { NOTHING, readJson } from './request.ts';
import { beginTryAt } from './sign-in.ts';
import { ASSERTION, type Proven } from './webauthn.ts';

/** `POST /auth/second-factor/passkey/begin`: after the password; what the browser needs to ask for a passkey. */
export async function beginPasskeyProof(c: Context, parts: AuthParts): Promise<Response> {
  await readJson(c, NOTHING);
  const { user, to } = await halfWay(c, parts);
  return c.json(await askForOne(parts, to, user.id, false));
}

/** `POST /auth/second-factor/passkey`: what the passkey signed; from then on somebody is signed in. */
export async function provePasskey(c: Context, parts: AuthParts): Promise<Response> {
  const { passkey } = await readJson(c, z.strictObject({ passkey: ASSERTION }));
  const { user, to, identifier } = await halfWay(c, parts);
  const one = beginTryAt(c, parts, { email: user.email, account: `passkey ${user.id}` });
  const proven = await answerForOne(parts, to, user.id, { passkey, alone: false });
  if (!proven) {
    const details = { factor: 'passkey' };
    const entry = { who: null, what: 'second_factor_failed' as const, about: user.id, details };
    await parts.store.write(tx => appendAudit(tx, { at: tx.now, ...entry }));
    throw new AuthProblem('wrong-passkey');
  }
  const { adding } = await import('./adapter.ts');
  const { internalAdapter } = await (await parts.library()).$context;
  const begun: Begun = {};
  const session = await adding(signedInBy(parts, proven, begun), async () => {
    const consumed = await internalAdapter.consumeVerificationValue(identifier);
    if (consumed?.value !== user.id) throw new AuthProblem('begin-again');
    return internalAdapter.createSession(user.id);
  }).catch(refused);
  parts.slow.succeeded(one);
  c.header('Set-Cookie', cookieHeader(PENDING_COOKIE, '', 0));
  return enter(c, parts, parts.sessions.cookieOf(session.token), begun);
}

/** Who has given their password and nothing else yet. @throws AuthProblem */
async function halfWay(
  c: Context,
  parts: AuthParts,
): Promise<{ user: UserRow; to: BoundTo; identifier: string }> {
  const identifier = parts.sessions.halfWay(c.req.raw.headers);
  if (identifier === null) throw new AuthProblem('begin-again');
  const { internalAdapter } = await (await parts.library()).$context;
  const found = await internalAdapter.findVerificationValue(identifier);
  const now = parts.clock.now().epochMilliseconds;
  if (!found || new Date(found.expiresAt).getTime() <= now) throw new AuthProblem('begin-again');
  const user = parts.store.first(userById, { id: found.value });
  if (!user || user.disabled_at !== null) throw new AuthProblem('begin-again');
  return { user, to: { purpose: 'sign_in', within: parts.hashed(identifier) }, identifier };
}

function signedInBy(parts: AuthParts, { passkey, counter }: Proven, begun: Begun): During {
  return {
    async with(tx, written) {
      const { table, how, row } = written;
      if (table !== 'sessions' || how !== 'added') return;
      const { id } = await beginInFull(tx, parts, written, begun);
      if (!(await usePasskey(tx, passkey, counter))) throw new ProofUsed();
      const details = { session: String(row.id), factor: 'passkey', passkey: passkey.id };
      await appendAudit(tx, { at: tx.now, who: id, what: 'signed_in', about: id, details });
    },
  };
}
