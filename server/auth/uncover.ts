import type { Context } from 'hono';
import { z } from 'zod';
import type { AuditCode } from '../../core/rules/audit-codes.ts';
import { LONGEST_PASSWORD } from '../../core/rules/password/judge-password.ts';
import { appendAudit } from '../../core/store/audit.ts';
import type { BoundTo } from '../../core/store/challenges.ts';
import { usePasskey } from '../../core/store/passkeys.ts';
import { actedIn, coverSession, type OpenSession } from '../../core/store/sessions.ts';
import { passwordOf } from '../../core/store/users.ts';
import type { Tx } from '../../core/store/writer.ts';
import type { AuthParts } from './deps.ts';
import { answerForOne, askForOne } from './passkey-challenge.ts';
import { AuthProblem } from './problem.ts';
import { NOTHING, readJson } from './request.ts';
import { beginTryWithin } from './sign-in.ts';
import { ASSERTION } from './webauthn.ts';

/** `POST /auth/unlock`: the password uncovers a covered screen. */
export async function unlock(c: Context, parts: AuthParts): Promise<Response> {
  const { password } = await readJson(
    c,
    z.strictObject({ password: z.string().min(1).max(LONGEST_PASSWORD) }),
  );
  const session = inFull(c, parts);
  const one = beginTryWithin(session, parts);
  const hash = await passwordOf(parts.store.read, session.user);
  const right = hash !== null && (await parts.passwords.verify(password, hash));
  const opened = await parts.store.write(tx => uncover(tx, session, right, 'password'));
  if (!right) throw new AuthProblem('wrong-password');
  parts.slow.succeeded(one);
  if (!opened) throw new AuthProblem('not-signed-in');
  return c.body(null, 204);
}

/** `POST /auth/unlock/passkey/begin`: what the browser needs to ask for a passkey. */
export async function beginUnlock(c: Context, parts: AuthParts): Promise<Response> {
  await readJson(c, NOTHING);
  const session = inFull(c, parts);
  return c.json(await askForOne(parts, unlocking(session), session.user, true));
}

/** `POST /auth/unlock/passkey`: a passkey alone uncovers the screen, if it has asked who holds it. */
export async function unlockByPasskey(c: Context, parts: AuthParts): Promise<Response> {
  const { passkey } = await readJson(c, z.strictObject({ passkey: ASSERTION }));
  const session = inFull(c, parts);
  const one = beginTryWithin(session, parts);
  const proven = await answerForOne(parts, unlocking(session), session.user, { passkey, alone: true });
  const opened = await parts.store.write(async tx => {
    const right = proven !== null && (await usePasskey(tx, proven.passkey, proven.counter));
    return { right, open: await uncover(tx, session, right, 'passkey') };
  });
  if (!opened.right) throw new AuthProblem('wrong-passkey');
  parts.slow.succeeded(one);
  if (!opened.open) throw new AuthProblem('not-signed-in');
  return c.body(null, 204);
}

/** `POST /auth/cover`: covers the screen of this session at once. */
export async function cover(c: Context, parts: AuthParts): Promise<Response> {
  await readJson(c, NOTHING);
  const session = inFull(c, parts);
  await parts.store.write(async tx => {
    if (parts.sessions.covered(session) || !(await coverSession(tx, session.id, true))) return;
    await note(tx, session, 'covered', {});
  });
  return c.body(null, 204);
}

async function uncover(tx: Tx, session: OpenSession, right: boolean, by: string): Promise<boolean> {
  await note(tx, session, right ? 'unlocked' : 'unlock_failed', { by });
  return right && (await actedIn(tx, session.id)) && (await coverSession(tx, session.id, false));
}

async function note(tx: Tx, { id, user }: OpenSession, what: AuditCode, more: Record<string, string>) {
  await appendAudit(tx, { at: tx.now, who: user, what, about: user, details: { session: id, ...more } });
}

function unlocking({ id }: OpenSession): BoundTo {
  return { purpose: 'unlock', within: id };
}

/** A session that was begun with both factors, covered or not. @throws AuthProblem */
function inFull(c: Context, { sessions }: AuthParts): OpenSession {
  const session = sessions.open(c.req.raw.headers);
  if (!session?.secondFactor) throw new AuthProblem('not-signed-in');
  return session;
}
