import { newToken } from '../ids.ts';
import { appendAudit } from '../store/audit.ts';
import { addInvitation, withdrawInvitation } from '../store/invitations.ts';
import type { InvitationRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import { INVITATION_EXPIRES, TeamRefused } from './team.ts';

/** Takes a link back before anybody has followed it. @throws TeamRefused when it is gone already */
export async function revokeInvitation(tx: Tx, by: string, id: string): Promise<void> {
  const { user_id, role, staff } = await mustWithdraw(tx, id);
  const details = { role, staff };
  await appendAudit(tx, { at: tx.now, who: by, what: 'invitation_revoked', about: user_id, details });
}

/**
 * Another link for the same person, for as long as a new one is good; the one before is worthless. The token is kept
 * nowhere. From now on it is whoever renewed it that has invited them. @throws TeamRefused
 */
export async function renewInvitation(tx: Tx, by: string, id: string): Promise<string> {
  const { user_id, email, name, role, staff } = await mustWithdraw(tx, id);
  const token = newToken(tx.random);
  const expires_at = tx.now + INVITATION_EXPIRES;
  await addInvitation(tx, token, { user_id, email, name, role, staff, invited_by: by, expires_at });
  const details = { role, staff };
  await appendAudit(tx, { at: tx.now, who: by, what: 'invitation_renewed', about: user_id, details });
  return token;
}

async function mustWithdraw(tx: Tx, id: string): Promise<InvitationRow> {
  const invitation = await withdrawInvitation(tx, id);
  if (!invitation) throw new TeamRefused('no_such_invitation');
  return invitation;
}
