import type { Context } from 'hono';
import { z } from 'zod';
import { appendAudit } from '../../../core/store/audit.ts';
import type { During } from '../adapter.ts';
import type { AuthParts } from '../deps.ts';
import { refused } from '../full-session.ts';
import { readJson } from '../request.ts';
import { ownCookie } from '../second-factor.ts';
import { accountOf, PASSWORD, reAuthenticate } from './re-authenticate.ts';

/** `POST /auth/account/recovery-codes`: the password again; ten new ones, and those before are worth nothing. */
export async function newRecoveryCodes(c: Context, parts: AuthParts): Promise<Response> {
  const { password } = await readJson(c, z.strictObject({ password: PASSWORD }));
  const session = accountOf(c, parts);
  await reAuthenticate(session, parts, password);
  const { adding } = await import('../adapter.ts');
  const { api } = await parts.library();
  // The library asks for the password as well.
  const made = await adding(noted(session.user), () =>
    api.generateBackupCodes({ body: { password }, headers: ownCookie(c) }),
  ).catch(refused);
  return c.json({ recovery_codes: made.backupCodes });
}

function noted(user: string): During {
  return {
    async with(tx, { table, how }) {
      if (table !== 'second_factors' || how !== 'changed') return;
      const entry = { who: user, what: 'recovery_codes_made' as const, about: user, details: {} };
      await appendAudit(tx, { at: tx.now, ...entry });
    },
  };
}
