import type { Context } from 'hono';
import { z } from 'zod';
import { acceptInvitation, TeamRefused } from '../../core/flows/team.ts';
import { judgePassword } from '../../core/rules/password/judge-password.ts';
import { findInvitation } from '../../core/store/invitations.ts';
import type { AuthParts } from './deps.ts';
import { AuthProblem } from './problem.ts';
import { readJson } from './request.ts';

const NAME = z.string().trim().min(1).max(60);
const EMAIL = z.email().max(254);
const ACCEPTED = z.strictObject({
  token: z.string().regex(/^[\w-]{22}$/),
  // What is too long or too short is said with its reason.
  password: z.string().max(4_000),
  email: EMAIL.nullable().default(null),
  name: NAME.nullable().default(null),
});

/** `POST /auth/invitations/accept`: whoever holds the link chooses a password, and signs in with it afterwards. */
export async function accept(c: Context, parts: AuthParts): Promise<Response> {
  const { token, password, ...said } = await readJson(c, ACCEPTED);
  const { store, config, passwords } = parts;
  // Before the password is hashed, which strangers could otherwise have done for them at will.
  const invitation = await findInvitation(store.read, token, parts.clock.now().epochMilliseconds);
  if (!invitation) throw new AuthProblem('gone');
  const { name, sender, legal } = config().practice;
  const around = [name, sender, legal?.name, invitation.email ?? said.email, invitation.name ?? said.name];
  const verdict = judgePassword(
    password,
    around.flatMap(text => text ?? []),
  );
  if (verdict !== 'fine') throw new AuthProblem('weak-password', { why: verdict });
  const hash = await passwords.hash(password);
  await store.write(tx => acceptInvitation(tx, { token, password: hash, ...said })).catch(inWords);
  return c.body(null, 204);
}

function inWords(error: unknown): never {
  if (!(error instanceof TeamRefused)) throw error;
  if (error.why === 'exists') throw new AuthProblem('exists');
  if (error.why === 'incomplete') throw new AuthProblem('bad-input', { field: 'email' });
  throw new AuthProblem('gone');
}
