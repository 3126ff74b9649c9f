import type { Context } from 'hono';
import { z } from 'zod';
import { passkeyAdded, passkeyRemoved, passkeyRenamed } from '../../../core/flows/second-factors.ts';
import type { BoundTo } from '../../../core/store/challenges.ts';
import type { OpenSession } from '../../../core/store/sessions.ts';
import type { AuthParts } from '../deps.ts';
import { answerForNew, askForNew } from '../passkey-challenge.ts';
import { NEW_PASSKEY, PASSKEY_NAME } from '../passkey-set-up.ts';
import { readJson } from '../request.ts';
import { inOurWords } from './problems.ts';
import { accountOf, PASSWORD, reAuthenticate } from './re-authenticate.ts';

const ID = z.uuid().lowercase();

/** `POST /auth/account/passkeys/begin`: the password again; what the browser needs to make a passkey. */
export async function beginPasskey(c: Context, parts: AuthParts): Promise<Response> {
  const { password } = await readJson(c, z.strictObject({ password: PASSWORD }));
  const session = accountOf(c, parts);
  await reAuthenticate(session, parts, password);
  const { user, name, email } = session;
  return c.json(await askForNew(parts, adding(session), { id: user, name, email }));
}

/** `POST /auth/account/passkeys`: the new passkey. That the password was given stands with its challenge. */
export async function addPasskey(c: Context, parts: AuthParts): Promise<Response> {
  const made = await readJson(c, NEW_PASSKEY);
  const session = accountOf(c, parts);
  const passkey = await answerForNew(parts, adding(session), session.user, made);
  await parts.store.write(tx => passkeyAdded(tx, session.user, passkey)).catch(inOurWords);
  return c.body(null, 204);
}

/** `POST /auth/account/passkeys/rename` */
export async function renamePasskey(c: Context, parts: AuthParts): Promise<Response> {
  const { passkey, name } = await readJson(c, z.strictObject({ passkey: ID, name: PASSKEY_NAME }));
  const { user } = accountOf(c, parts);
  await parts.store.write(tx => passkeyRenamed(tx, user, passkey, name)).catch(inOurWords);
  return c.body(null, 204);
}

/** `POST /auth/account/passkeys/remove`: the password again; not the last second factor. */
export async function removePasskey(c: Context, parts: AuthParts): Promise<Response> {
  const { passkey, password } = await readJson(c, z.strictObject({ passkey: ID, password: PASSWORD }));
  const session = accountOf(c, parts);
  await reAuthenticate(session, parts, password);
  await parts.store.write(tx => passkeyRemoved(tx, session.user, passkey)).catch(inOurWords);
  return c.body(null, 204);
}

function adding({ id }: OpenSession): BoundTo {
  return { purpose: 'add_passkey', within: id };
}
