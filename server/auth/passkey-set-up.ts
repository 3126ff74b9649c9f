import type { Context } from 'hono';
import { z } from 'zod';
import { type MadePasskey, passkeyAdded } from '../../core/flows/second-factors.ts';
import { appendAudit } from '../../core/store/audit.ts';
import { endSessionsOf, type OpenSession } from '../../core/store/sessions.ts';
import { changeUser } from '../../core/store/users.ts';
import { inOurWords } from './account/problems.ts';
import type { During } from './adapter.ts';
import type { AuthParts } from './deps.ts';
import { type Begun, beginInFull, enter, refused } from './full-session.ts';
import { answerForNew, askForNew } from './passkey-challenge.ts';
import { AuthProblem } from './problem.ts';
import { NOTHING, readJson } from './request.ts';
import { hasGivenCodes, settingUp } from './second-factor.ts';
import { beginTryWithin, SignInRefused } from './sign-in.ts';
import { REGISTRATION } from './webauthn.ts';

/** What somebody calls a passkey: a name for people, such as the laptop's. */
export const PASSKEY_NAME = z.string().trim().min(1).max(60);
export const NEW_PASSKEY = z.strictObject({ name: PASSKEY_NAME, passkey: REGISTRATION });

/** `POST /auth/second-factor/set-up/passkey`: after the set-up has given out recovery codes; what the browser needs. */
export async function beginPasskeySetUp(c: Context, parts: AuthParts): Promise<Response> {
  await readJson(c, NOTHING);
  const session = settingUp(c, parts);
  const { user, name, email, id } = session;
  // Whoever has them has given their password once more.
  if (!(await hasGivenCodes(parts.store.read, session, parts))) throw new AuthProblem('begin-again');
  return c.json(await askForNew(parts, { purpose: 'set_up', within: id }, { id: user, name, email }));
}

/** `POST /auth/second-factor/confirm/passkey`: the new passkey; from then on one is asked for, and other sessions end. */
export async function confirmPasskey(c: Context, parts: AuthParts): Promise<Response> {
  const made = await readJson(c, NEW_PASSKEY);
  const session = settingUp(c, parts);
  const { user } = session;
  const one = beginTryWithin(session, parts);
  const passkey = await answerForNew(parts, { purpose: 'set_up', within: session.id }, user, made);
  const { adding } = await import('./adapter.ts');
  const { internalAdapter } = await (await parts.library()).$context;
  const begun: Begun = {};
  const begins = await adding(firstSessionBy(parts, session, passkey, begun), () =>
    internalAdapter.createSession(user),
  )
    .catch(inOurWords)
    .catch(refused);
  parts.slow.succeeded(one);
  return enter(c, parts, parts.sessions.cookieOf(begins.token), begun);
}

function firstSessionBy(parts: AuthParts, session: OpenSession, passkey: MadePasskey, begun: Begun): During {
  return {
    async with(tx, written) {
      const { table, how, row } = written;
      if (table !== 'sessions' || how !== 'added') return;
      const user = await beginInFull(tx, parts, written, begun);
      // Somebody who has finished meanwhile, in another session, is not to be joined.
      if (user.second_factor === 1) throw new SignInRefused();
      if (!(await hasGivenCodes(tx.db, session, parts))) throw new SignInRefused();
      // One that was begun by the password alone, here or elsewhere, must not become one that was begun with both.
      await endSessionsOf(tx, user.id);
      await passkeyAdded(tx, user.id, passkey);
      await changeUser(tx, user.id, { second_factor: 1 });
      const details = { session: String(row.id) };
      const what = 'second_factor_set_up';
      await appendAudit(tx, { at: tx.now, who: user.id, what, about: user.id, details });
    },
  };
}
