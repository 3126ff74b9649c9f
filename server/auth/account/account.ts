import type { Context } from 'hono';
import { z } from 'zod';
import { appendAudit } from '../../../core/store/audit.ts';
import { passkeysOf } from '../../../core/store/passkeys.ts';
import { secondFactorsOf } from '../../../core/store/second-factors.ts';
import { endSession, sessionsOf } from '../../../core/store/sessions.ts';
import type { AuthParts } from '../deps.ts';
import { AuthProblem } from '../problem.ts';
import { readJson } from '../request.ts';
import { accountOf } from './re-authenticate.ts';

/** `GET /auth/account`: by what somebody signs in, and where they are signed in; times in epoch milliseconds. */
export async function myAccount(c: Context, parts: AuthParts): Promise<Response> {
  const { user, email, id } = accountOf(c, parts);
  const { store, config } = parts;
  const { app } = await secondFactorsOf(store.read, user);
  const { desk } = config();
  const now = parts.clock.now().epochMilliseconds;
  return c.json({
    email,
    app,
    passkeys: (await passkeysOf(store.read, user)).map(passkey => ({
      id: passkey.id,
      name: passkey.name,
      created_at: passkey.created_at,
      used_at: passkey.used_at,
    })),
    sessions: (await sessionsOf(store.read, user, now)).map(session => ({
      id: session.id,
      this: session.id === id,
      created_at: session.created_at,
      acted_at: session.acted_at,
    })),
    /** Milliseconds, both. */
    cover_after: desk.cover_after,
    session: desk.session,
  });
}

/** `POST /auth/account/sessions/end`: one of one's own sessions ends, wherever it is. */
export async function endOneSession(c: Context, parts: AuthParts): Promise<Response> {
  const { session } = await readJson(c, z.strictObject({ session: z.uuid().lowercase() }));
  const { user } = accountOf(c, parts);
  const ended = await parts.store.write(async tx => {
    if (!(await endSession(tx, session, user))) return false;
    await appendAudit(tx, {
      at: tx.now,
      who: user,
      what: 'session_ended',
      about: user,
      details: { session },
    });
    return true;
  });
  if (!ended) throw new AuthProblem('not-found');
  return c.body(null, 204);
}
