import { newId, newToken } from '../ids.ts';
import { appendAudit } from '../store/audit.ts';
import {
  addInvitation,
  takeInvitation,
  withdrawInvitationsBy,
  withdrawInvitationsFor,
} from '../store/invitations.ts';
import type { UserRole, UserRow } from '../store/schema.ts';
import { removeSecondFactors } from '../store/second-factors.ts';
import { endSessionsOf, sweepSessions } from '../store/sessions.ts';
import {
  addUser,
  changeUser,
  findUser,
  findUserByEmail,
  hasUsers,
  otherOwners,
  sameEmail,
  setPassword,
} from '../store/users.ts';
import type { Tx } from '../store/writer.ts';

/** Why nothing was done, as a code; the edge says it in words. */
export class TeamRefused extends Error {
  override name = 'TeamRefused';
  readonly why: 'exists' | 'no_such_user' | 'last_owner' | 'no_such_invitation' | 'incomplete';

  constructor(why: TeamRefused['why']) {
    super(why);
    this.why = why;
  }
}

const HOUR = 3_600_000;
/** Long enough for somebody who is off for the weekend. */
export const INVITATION_EXPIRES = 72 * HOUR;
/** Whoever has just started the server is at the keyboard; and the link stands in a log. */
export const FIRST_LINK_EXPIRES = HOUR;

export interface Invited {
  email: string;
  name: string;
  role: UserRole;
  /** Short name in the configuration. */
  staff: string | null;
}

/** Invites somebody; the token, which is kept nowhere. @throws TeamRefused when there is such a user */
export async function inviteUser(tx: Tx, by: string, invited: Invited): Promise<string> {
  if (await findUserByEmail(tx, invited.email)) throw new TeamRefused('exists');
  const token = newToken(tx.random);
  const { name, role, staff } = invited;
  await addInvitation(tx, token, {
    user_id: null,
    email: sameEmail(invited.email),
    name,
    role,
    staff,
    invited_by: by,
    expires_at: tx.now + INVITATION_EXPIRES,
  });
  await appendAudit(tx, { at: tx.now, who: by, what: 'user_invited', about: null, details: { role, staff } });
  return token;
}

/** A link for the very first owner, or null when there is a user: the one before it is worthless from now on. */
export async function inviteFirstOwner(tx: Tx): Promise<string | null> {
  await sweepSessions(tx);
  if (await hasUsers(tx.db)) return null;
  const token = newToken(tx.random);
  await addInvitation(tx, token, {
    user_id: null,
    email: null,
    name: null,
    role: 'owner',
    staff: null,
    invited_by: null,
    expires_at: tx.now + FIRST_LINK_EXPIRES,
  });
  return token;
}

/** A link by which somebody who has forgotten their password chooses another one. @throws TeamRefused */
export async function resetPassword(tx: Tx, by: string, email: string): Promise<string> {
  const user = await mustFind(tx, email);
  const token = newToken(tx.random);
  await addInvitation(tx, token, {
    user_id: user.id,
    email: user.email,
    name: user.name,
    role: user.role,
    staff: user.staff,
    invited_by: by,
    expires_at: tx.now + INVITATION_EXPIRES,
  });
  await appendAudit(tx, { at: tx.now, who: by, what: 'password_reset', about: user.id, details: {} });
  return token;
}

/**
 * Another password, as its hash, for somebody who is signed in. Their other sessions end, and so does a link by which the
 * password could be chosen once more.
 */
export async function changeOwnPassword(
  tx: Tx,
  { user, session }: { user: string; session: string },
  password: string,
): Promise<void> {
  await setPassword(tx, user, password);
  await withdrawInvitationsFor(tx, user);
  const sessions = await endSessionsOf(tx, user, session);
  const entry = { who: user, what: 'password_changed' as const, about: user, details: { sessions } };
  await appendAudit(tx, { at: tx.now, ...entry });
}

/** What is open ends: whoever knew the old password is out. The second factor stays. */
async function changePassword(tx: Tx, id: string, password: string): Promise<UserRow> {
  const user = await findUser(tx, id);
  if (!user) throw new TeamRefused('no_such_invitation');
  await setPassword(tx, id, password);
  const sessions = await endSessionsOf(tx, id);
  await appendAudit(tx, { at: tx.now, who: id, what: 'password_changed', about: id, details: { sessions } });
  return user;
}

/**
 * Somebody follows their link and becomes a user, once. What the invitation says about them counts, not what they say; only
 * the first owner's says nothing, and is worth nothing as soon as there is any user.
 *
 * @param password its hash
 * @throws TeamRefused
 */
export async function acceptInvitation(
  tx: Tx,
  {
    token,
    password,
    ...said
  }: { token: string; password: string; email: string | null; name: string | null },
): Promise<UserRow> {
  const invitation = await takeInvitation(tx, token);
  if (!invitation) throw new TeamRefused('no_such_invitation');
  if (invitation.user_id !== null) return changePassword(tx, invitation.user_id, password);
  if (invitation.email === null && (await hasUsers(tx.db))) throw new TeamRefused('no_such_invitation');
  const email = invitation.email ?? said.email;
  const name = invitation.name ?? said.name;
  if (email === null || name === null) throw new TeamRefused('incomplete');
  if (await findUserByEmail(tx, email)) throw new TeamRefused('exists');
  const user: UserRow = {
    id: newId(tx.now, tx.random),
    email: sameEmail(email),
    name,
    role: invitation.role,
    staff: invitation.staff,
    second_factor: 0,
    signed_in_at: null,
    disabled_at: null,
    created_at: tx.now,
    updated_at: tx.now,
  };
  await addUser(tx, user, password);
  const details = { role: user.role, staff: user.staff };
  await appendAudit(tx, { at: tx.now, who: user.id, what: 'user_joined', about: user.id, details });
  return user;
}

/** Somebody may no longer sign in, and what they have open ends at once. @throws TeamRefused */
export async function disableUser(tx: Tx, by: string, email: string): Promise<UserRow> {
  const user = await mustFind(tx, email);
  await mustNotBeLast(tx, user);
  await changeUser(tx, user.id, { disabled_at: tx.now });
  // Or they would come back by a link that they made for themselves beforehand.
  await withdrawInvitationsBy(tx, user.id);
  await withdrawInvitationsFor(tx, user.id);
  const sessions = await endSessionsOf(tx, user.id);
  await appendAudit(tx, {
    at: tx.now,
    who: by,
    what: 'user_disabled',
    about: user.id,
    details: { sessions },
  });
  return user;
}

/** They may do more, or less, from their next request on. @throws TeamRefused */
export async function changeRole(tx: Tx, by: string, email: string, role: UserRole): Promise<UserRow> {
  const user = await mustFind(tx, email);
  if (role !== 'owner') await mustNotBeLast(tx, user);
  await changeUser(tx, user.id, { role });
  if (role !== 'owner') await withdrawInvitationsBy(tx, user.id);
  const details = { before: user.role, role };
  await appendAudit(tx, { at: tx.now, who: by, what: 'role_changed', about: user.id, details });
  return user;
}

/** They may sign in again. @throws TeamRefused */
export async function enableUser(tx: Tx, by: string, email: string): Promise<UserRow> {
  const user = await mustFind(tx, email);
  await changeUser(tx, user.id, { disabled_at: null });
  await appendAudit(tx, { at: tx.now, who: by, what: 'user_enabled', about: user.id, details: {} });
  return user;
}

/**
 * Somebody has lost their phone, or the device that their passkey is in: they sign in by password, and set up another
 * second factor first. @throws TeamRefused
 */
export async function resetSecondFactor(tx: Tx, by: string, email: string): Promise<UserRow> {
  const user = await mustFind(tx, email);
  await removeSecondFactors(tx, user.id);
  await changeUser(tx, user.id, { second_factor: 0 });
  const sessions = await endSessionsOf(tx, user.id);
  const details = { sessions };
  await appendAudit(tx, { at: tx.now, who: by, what: 'second_factor_reset', about: user.id, details });
  return user;
}

async function mustNotBeLast(tx: Tx, { id, role, disabled_at }: UserRow): Promise<void> {
  if (role !== 'owner' || disabled_at !== null) return;
  if ((await otherOwners(tx, id)) === 0) throw new TeamRefused('last_owner');
}

async function mustFind(tx: Tx, email: string): Promise<UserRow> {
  const user = await findUserByEmail(tx, email);
  if (!user) throw new TeamRefused('no_such_user');
  return user;
}
