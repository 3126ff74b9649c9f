import type { Context } from 'hono';
import { z } from 'zod';
import { changeOwnPassword } from '../../../core/flows/team.ts';
import { judgePassword } from '../../../core/rules/password/judge-password.ts';
import type { AuthParts } from '../deps.ts';
import { AuthProblem } from '../problem.ts';
import { readJson } from '../request.ts';
import { accountOf, PASSWORD, reAuthenticate } from './re-authenticate.ts';

const CHANGE = z.strictObject({
  password: PASSWORD,
  // What is too long or too short is said with its reason.
  new_password: z.string().max(4_000),
});

/** `POST /auth/account/password`: the one now and the one from then on; every other session of this person ends. */
export async function changePassword(c: Context, parts: AuthParts): Promise<Response> {
  const { password, new_password } = await readJson(c, CHANGE);
  const session = accountOf(c, parts);
  await reAuthenticate(session, parts, password);
  const { name, sender, legal } = parts.config().practice;
  const around = [name, sender, legal?.name, session.email, session.name];
  const verdict = judgePassword(
    new_password,
    around.flatMap(text => text ?? []),
  );
  if (verdict !== 'fine') throw new AuthProblem('weak-password', { why: verdict });
  const hash = await parts.passwords.hash(new_password);
  await parts.store.write(tx => changeOwnPassword(tx, { user: session.user, session: session.id }, hash));
  return c.body(null, 204);
}
