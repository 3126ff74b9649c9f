import type { Kysely } from 'kysely';
import { newId } from '../ids.ts';
import type { InvitationRow, Tables } from './schema.ts';
import { tokenHash } from './sessions.ts';
import type { Tx } from './writer.ts';

export async function addInvitation(
  tx: Tx,
  token: string,
  invitation: Omit<InvitationRow, 'id' | 'token_hash' | 'created_at'>,
): Promise<void> {
  // A new link for the same person makes the earlier one worthless.
  await tx.db.deleteFrom('invitations').where('email', 'is', invitation.email).execute();
  await tx.db
    .insertInto('invitations')
    .values({
      ...invitation,
      id: newId(tx.now, tx.random),
      token_hash: tokenHash(token),
      created_at: tx.now,
    })
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

/** Links that somebody may still follow at `now` (epoch milliseconds), the newest first; the very first owner's is none. */
export async function listInvitations(db: Kysely<Tables>, now: number): Promise<InvitationRow[]> {
  return db
    .selectFrom('invitations')
    .selectAll()
    .where('expires_at', '>', now)
    .where('email', 'is not', null)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** Takes an invitation back by its id: its link is worthless from now on. What it said, if it was still there. */
export async function withdrawInvitation(tx: Tx, id: string): Promise<InvitationRow | undefined> {
  return tx.db
    .deleteFrom('invitations')
    .where('id', '=', id)
    .where('expires_at', '>', tx.now)
    .where('email', 'is not', null)
    .returningAll()
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
