import type { Kysely } from 'kysely';
import type { InvitationRow, Tables } from './schema.ts';
import { tokenHash } from './sessions.ts';
import type { Tx } from './writer.ts';

export async function addInvitation(
  tx: Tx,
  token: string,
  invitation: Omit<InvitationRow, 'token_hash' | 'created_at'>,
): Promise<void> {
  // A new link for the same person makes the earlier one worthless.
  await tx.db.deleteFrom('invitations').where('email', 'is', invitation.email).execute();
  await tx.db
    .insertInto('invitations')
    .values({ ...invitation, token_hash: tokenHash(token), created_at: tx.now })
    .execute();
}

/** An invitation that is still good at `now` (epoch milliseconds). */
export async function findInvitation(
  db: Kysely<Tables>,
  token: string,
  now: number,
): Promise<InvitationRow | undefined> {
  return db
    .selectFrom('invitations')
    .selectAll()
    .where('token_hash', '=', tokenHash(token))
    .where('expires_at', '>', now)
    .executeTakeFirst();
}

/** What somebody has invited others to is worth nothing any more. */
export async function withdrawInvitationsBy(tx: Tx, user: string): Promise<void> {
  await tx.db.deleteFrom('invitations').where('invited_by', '=', user).execute();
}

/** Nor is a link by which they themselves would choose another password. */
export async function withdrawInvitationsFor(tx: Tx, user: string): Promise<void> {
  await tx.db.deleteFrom('invitations').where('user_id', '=', user).execute();
}

/** Takes an invitation that is still good: it is gone then, whatever comes of it within the transaction. */
export async function takeInvitation(tx: Tx, token: string): Promise<InvitationRow | undefined> {
  return tx.db
    .deleteFrom('invitations')
    .where('token_hash', '=', tokenHash(token))
    .where('expires_at', '>', tx.now)
    .returningAll()
    .executeTakeFirst();
}
