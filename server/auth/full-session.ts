import type { Context } from 'hono';
import type { UserRow } from '../../core/store/schema.ts';
import { changeUser, findUser } from '../../core/store/users.ts';
import type { Tx } from '../../core/store/writer.ts';
import type { Written } from './adapter.ts';
import { cookieHeader, DEVICE_COOKIE, SESSION_COOKIE } from './cookies.ts';
import type { AuthParts } from './deps.ts';
import { DEVICE_SECONDS } from './known-devices.ts';
import { AuthProblem } from './problem.ts';
import { codeOf, SignInRefused } from './sign-in.ts';

/** Whose session was begun. */
export interface Begun {
  email?: string;
}

/** Makes of a session that the library is about to add one that was begun with both factors. @throws SignInRefused */
export async function beginInFull(
  tx: Tx,
  { config }: AuthParts,
  { row }: Written,
  begun: Begun,
): Promise<UserRow> {
  const user = await findUser(tx, String(row.user_id));
  if (!user || user.disabled_at !== null) throw new SignInRefused();
  row.second_factor = 1;
  row.acted_at = tx.now;
  row.expires_at = tx.now + config().desk.session;
  await changeUser(tx, user.id, { signed_in_at: tx.now });
  begun.email = user.email;
  return user;
}

/** The answer to whoever has just signed in: the session's cookie, and one by which this browser is known again. */
export function enter(c: Context, parts: AuthParts, session: string | null, { email }: Begun): Response {
  if (session === null || email === undefined) throw new AuthProblem('failed');
  const seconds = Math.floor(parts.config().desk.session / 1_000);
  const device = parts.devices.remember(c.req.raw.headers, email, parts.clock.now().epochMilliseconds);
  c.header('Set-Cookie', cookieHeader(SESSION_COOKIE, session, seconds), { append: true });
  c.header('Set-Cookie', cookieHeader(DEVICE_COOKIE, device, DEVICE_SECONDS), { append: true });
  return c.json({ next: null });
}

/** What proves somebody once was used before. */
export class ProofUsed extends Error {
  override name = 'ProofUsed';
}

/** Says in our words why the library refused. @throws AuthProblem, or what was thrown when it was no refusal */
export function refused(error: unknown): never {
  if (error instanceof ProofUsed) throw new AuthProblem('used-code');
  if (error instanceof SignInRefused) throw new AuthProblem('begin-again');
  const code = codeOf(error);
  if (code === null) throw error;
  if (code === 'ACCOUNT_TEMPORARILY_LOCKED') throw new AuthProblem('too-many', {}, 15 * 60);
  if (code === 'INVALID_CODE' || code === 'INVALID_BACKUP_CODE') throw new AuthProblem('wrong-code');
  if (code === 'TOTP_NOT_ENABLED') throw new AuthProblem('wrong-code');
  if (code === 'INVALID_PASSWORD') throw new AuthProblem('wrong-password');
  throw new AuthProblem('begin-again');
}
