import type { Context } from 'hono';
import { z } from 'zod';
import { appRemoved, appSetUp } from '../../../core/flows/second-factors.ts';
import { appendAudit } from '../../../core/store/audit.ts';
import { type BoundTo, keepChallenge, readChallenge, takeChallenge } from '../../../core/store/challenges.ts';
import { type OpenSession, useCode } from '../../../core/store/sessions.ts';
import type { AuthParts } from '../deps.ts';
import { AuthProblem } from '../problem.ts';
import { readJson } from '../request.ts';
import { CODE } from '../second-factor.ts';
import { beginTryWithin } from '../sign-in.ts';
import { inOurWords } from './problems.ts';
import { accountOf, PASSWORD, reAuthenticate } from './re-authenticate.ts';

/*
 * An authenticator app in the place of the one before, or beside a passkey. The library would throw the old one away before
 * the new one has shown its first code: the new secret waits here until then, encrypted as the library encrypts it.
 */

/** `POST /auth/account/app/begin`: the password again; answers with what the authenticator app needs. */
export async function beginApp(c: Context, parts: AuthParts): Promise<Response> {
  const { password } = await readJson(c, z.strictObject({ password: PASSWORD }));
  const session = accountOf(c, parts);
  await reAuthenticate(session, parts, password);
  const { generateRandomString, symmetricEncrypt } = await import('better-auth/crypto');
  const { createOTP } = await import('@better-auth/utils/otp');
  const { secretConfig } = await (await parts.library()).$context;
  const secret = generateRandomString(32);
  const challenge = await symmetricEncrypt({ key: secretConfig, data: secret });
  await parts.store.write(tx => keepChallenge(tx, setting(session), { user: session.user, challenge }));
  const uri = createOTP(secret).url(parts.config().practice.sender, session.email);
  return c.json({ uri });
}

/** `POST /auth/account/app`: its first code; from then on its codes are taken, and no others. */
export async function confirmApp(c: Context, parts: AuthParts): Promise<Response> {
  const { code } = await readJson(c, z.strictObject({ code: CODE }));
  const session = accountOf(c, parts);
  const { user } = session;
  const one = beginTryWithin(session, parts);
  const now = parts.clock.now().epochMilliseconds;
  const waiting = await readChallenge(parts.store.read, setting(session), now);
  if (waiting === null) throw new AuthProblem('begin-again');
  const { symmetricDecrypt } = await import('better-auth/crypto');
  const { createOTP } = await import('@better-auth/utils/otp');
  const { secretConfig } = await (await parts.library()).$context;
  const secret = await symmetricDecrypt({ key: secretConfig, data: waiting });
  if (!(await createOTP(secret).verify(code))) {
    const entry = {
      who: user,
      what: 'second_factor_failed' as const,
      about: user,
      details: { factor: 'totp' },
    };
    await parts.store.write(tx => appendAudit(tx, { at: tx.now, ...entry }));
    throw new AuthProblem('wrong-code');
  }
  const done = await parts.store
    .write(async tx => {
      // Another one may have been begun while this one's code was looked at.
      if ((await takeChallenge(tx, setting(session), user)) !== waiting) return false;
      await useCode(tx, user, parts.hashed(`${user} ${code}`));
      await appSetUp(tx, user, waiting);
      return true;
    })
    .catch(inOurWords);
  if (!done) throw new AuthProblem('begin-again');
  parts.slow.succeeded(one);
  return c.body(null, 204);
}

/** `POST /auth/account/app/remove`: the password again; not the last second factor. */
export async function removeApp(c: Context, parts: AuthParts): Promise<Response> {
  const { password } = await readJson(c, z.strictObject({ password: PASSWORD }));
  const session = accountOf(c, parts);
  await reAuthenticate(session, parts, password);
  await parts.store.write(tx => appRemoved(tx, session.user)).catch(inOurWords);
  return c.body(null, 204);
}

function setting({ id }: OpenSession): BoundTo {
  return { purpose: 'set_up_app', within: id };
}
