import type { Context } from 'hono';
import { z } from 'zod';
import { acceptInvitation, inviteUser, TeamRefused } from '../../core/flows/team.ts';
import { invitationLink } from '../../core/rules/invitation-link.ts';
import { judgePassword } from '../../core/rules/password/judge-password.ts';
import { findInvitation } from '../../core/store/invitations.ts';
import type { AuthParts } from './deps.ts';
import { AuthProblem } from './problem.ts';
import { readJson } from './request.ts';
import { ROLES } from './session-port.ts';

const NAME = z.string().trim().min(1).max(60);
const EMAIL = z.email().max(254);
const INVITED = z.strictObject({
  email: EMAIL,
  name: NAME,
  role: z.enum(ROLES),
  staff: z.string().max(60).nullable().default(null),
});
const ACCEPTED = z.strictObject({
  token: z.string().regex(/^[\w-]{22}$/),
  // What is too long or too short is said with its reason.
  password: z.string().max(4_000),
  email: EMAIL.nullable().default(null),
  name: NAME.nullable().default(null),
});

/** `POST /auth/invitations`, for owners: answers with the link, which is kept nowhere and good for one person once. */
export async function invite(c: Context, parts: AuthParts): Promise<Response> {
  const who = await parts.sessions.signedIn(c.req.raw);
  if (!who) throw new AuthProblem('not-signed-in');
  if (who.covered) throw new AuthProblem('covered');
  if (who.role !== 'owner') throw new AuthProblem('not-allowed');
  const invited = await readJson(c, INVITED);
  const config = parts.config();
  if (invited.staff !== null && !Object.hasOwn(config.staff, invited.staff)) {
    throw new AuthProblem('bad-input', { field: 'staff' });
  }
  const token = await parts.store.write(tx => inviteUser(tx, who.user, invited)).catch(inWords);
  return c.json({ link: invitationLink(config.practice.public_url, token) }, 201);
}

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
