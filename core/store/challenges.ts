import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';
import type { Tx } from './writer.ts';

/** How long somebody may take to find their key or their phone, in milliseconds. */
export const CHALLENGE_EXPIRES = 5 * 60_000;

/** What a challenge is for, and where it was asked for: the id of a session, or the hash of a sign-in half way. */
export interface BoundTo {
  purpose: 'sign_in' | 'set_up' | 'set_up_codes' | 'unlock' | 'add_passkey' | 'set_up_app';
  within: string;
}

/** Keeps a challenge, for `lasts` milliseconds; the one before it for the same thing is worthless from now on. */
export async function keepChallenge(
  tx: Tx,
  to: BoundTo,
  { user, challenge, lasts = CHALLENGE_EXPIRES }: { user: string; challenge: string; lasts?: number },
): Promise<void> {
  const row = { user_id: user, challenge, expires_at: tx.now + lasts };
  await tx.db
    .insertInto('challenges')
    .values({ bound_to: boundTo(to), ...row })
    .onConflict(conflict => conflict.column('bound_to').doUpdateSet(row))
    .execute();
}

/** Takes a challenge that is still good: whoever answers it, rightly or wrongly, does so once. Null when there is none. */
export async function takeChallenge(tx: Tx, to: BoundTo, user: string): Promise<string | null> {
  const row = await tx.db
    .deleteFrom('challenges')
    .where('bound_to', '=', boundTo(to))
    .returningAll()
    .executeTakeFirst();
  return row && row.user_id === user && row.expires_at > tx.now ? row.challenge : null;
}

/** A challenge that may be answered wrongly more than once, until it is taken. `now` in epoch milliseconds. */
export async function readChallenge(db: Kysely<Tables>, to: BoundTo, now: number): Promise<string | null> {
  const row = await db
    .selectFrom('challenges')
    .select('challenge')
    .where('bound_to', '=', boundTo(to))
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row?.challenge ?? null;
}

function boundTo({ purpose, within }: BoundTo): string {
  return `${purpose} ${within}`;
}
