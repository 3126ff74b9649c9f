import type { Kysely } from 'kysely';
import { listInvitations } from './invitations.ts';
import type { Tables, UserRole } from './schema.ts';
import { type SecondFactors, secondFactorsOf } from './second-factors.ts';
import { countSessions } from './sessions.ts';
import { listUsers } from './users.ts';

export interface Member {
  id: string;
  name: string;
  email: string;
  role: UserRole;
  /** Their short name in the configuration's `staff`; null for somebody who is not among them. */
  staff: string | null;
  /** By what they prove who they are beside their password. */
  factors: SecondFactors;
  /** How many sessions they have open. */
  sessions: number;
  /** Epoch milliseconds, all three; null for never. */
  signedInAt: number | null;
  disabledAt: number | null;
  joinedAt: number;
}

/** A link that somebody may still follow. */
export interface PendingLink {
  id: string;
  /** `join`: they become a user. `password`: they are one, and choose another password. */
  what: 'join' | 'password';
  name: string;
  email: string;
  role: UserRole;
  staff: string | null;
  /** The name of who made it; null for the command line. */
  by: string | null;
  /** Epoch milliseconds. */
  expiresAt: number;
}

/** Everybody who may or might sign in, in the order in which they joined, and who was sent a link. */
export async function teamView(
  db: Kysely<Tables>,
  now: number,
): Promise<{ people: Member[]; invitations: PendingLink[] }> {
  const users = await listUsers(db);
  const open = await countSessions(db, now);
  const names = new Map(users.map(user => [user.id, user.name]));
  const people = await Promise.all(
    users.map(
      async ({ id, name, email, role, staff, signed_in_at, disabled_at, created_at }): Promise<Member> => ({
        ...{ id, name, email, role, staff, factors: await secondFactorsOf(db, id) },
        sessions: open.get(id) ?? 0,
        ...{ signedInAt: signed_in_at, disabledAt: disabled_at, joinedAt: created_at },
      }),
    ),
  );
  const invitations = (await listInvitations(db, now)).map(
    ({ id, user_id, name, email, role, staff, invited_by, expires_at }): PendingLink => ({
      ...{ id, role, staff, name: name ?? '', email: email ?? '' },
      what: user_id === null ? 'join' : 'password',
      by: names.get(invited_by ?? '') ?? null,
      expiresAt: expires_at,
    }),
  );
  return { people, invitations };
}
