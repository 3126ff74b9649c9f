import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { newId } from '../ids.ts';
import { query } from './query.ts';
import type { SessionRow, Tables, UserRole } from './schema.ts';
import type { Tx } from './writer.ts';

/** A session that goes on, and whose it is. */
export interface OpenSession {
  id: string;
  user: string;
  name: string;
  email: string;
  staff: string | null;
  role: UserRole;
  /** Whether it was begun with a second factor. */
  secondFactor: boolean;
  /** Epoch milliseconds, all of them. */
  actedAt: number;
  createdAt: number;
  expiresAt: number;
  /** When somebody covered its screen themselves, or null. */
  coveredAt: number | null;
}

/** What stands in the database instead of a token: whoever reads a backup can open no session with it. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export const openSession = query((db, { token_hash, now }: { token_hash: string; now: number }) =>
  db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select([
      'sessions.id',
      'users.id as user',
      'users.name',
      'users.email',
      'users.staff',
      'users.role',
      'sessions.second_factor as secondFactor',
      'sessions.acted_at as actedAt',
      'sessions.created_at as createdAt',
      'sessions.expires_at as expiresAt',
      'sessions.covered_at as coveredAt',
    ])
    .where('sessions.token_hash', '=', token_hash)
    .where('sessions.expires_at', '>', now)
    .where('users.disabled_at', 'is', null),
);

/** Writes down that a person did something just now. False when the session has ended meanwhile. */
export async function actedIn(tx: Tx, session: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('sessions')
    .set({ acted_at: tx.now, updated_at: tx.now })
    .where('id', '=', session)
    .where('expires_at', '>', tx.now)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Covers its screen at once, or uncovers it. False when the session has ended meanwhile. */
export async function coverSession(tx: Tx, session: string, covered: boolean): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('sessions')
    .set({ covered_at: covered ? tx.now : null, updated_at: tx.now })
    .where('id', '=', session)
    .where('expires_at', '>', tx.now)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Ends one session of somebody's; false when they have none by this id. */
export async function endSession(tx: Tx, session: string, user: string): Promise<boolean> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('sessions')
    .where('id', '=', session)
    .where('user_id', '=', user)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/**
 * Ends all sessions of a user but the one to be kept, and whatever sign-in is half way; how many sessions there were.
 */
export async function endSessionsOf(tx: Tx, user: string, kept: string | null = null): Promise<number> {
  // A code that was used stays used.
  await tx.db
    .deleteFrom('verifications')
    .where('value', '=', user)
    .where('identifier', 'not like', `${USED}%`)
    .execute();
  await tx.db.deleteFrom('challenges').where('user_id', '=', user).execute();
  let sessions = tx.db.deleteFrom('sessions').where('user_id', '=', user);
  if (kept !== null) sessions = sessions.where('id', '<>', kept);
  const { numDeletedRows } = await sessions.executeTakeFirst();
  return Number(numDeletedRows);
}

const USED = 'used:';
/** A code is good for its half minute and those beside it; after this it is worthless by itself. */
const CODE_FORGOTTEN = 5 * 60_000;

/** Notes that a code was used, by its keyed hash; false when it had been used already. */
export async function useCode(tx: Tx, user: string, hash: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('verifications')
    .values({
      id: newId(tx.now, tx.random),
      identifier: `${USED}${hash}`,
      value: user,
      expires_at: tx.now + CODE_FORGOTTEN,
      created_at: tx.now,
      updated_at: tx.now,
    })
    .onConflict(conflict => conflict.column('identifier').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Takes out what has expired by itself. */
export async function sweepSessions(tx: Tx): Promise<void> {
  await tx.db.deleteFrom('sessions').where('expires_at', '<=', tx.now).execute();
  await tx.db.deleteFrom('verifications').where('expires_at', '<=', tx.now).execute();
  await tx.db.deleteFrom('challenges').where('expires_at', '<=', tx.now).execute();
  await tx.db.deleteFrom('invitations').where('expires_at', '<=', tx.now).execute();
}

/** Somebody's sessions that go on at `now` (epoch milliseconds), the latest first. */
export async function sessionsOf(
  db: Kysely<Tables>,
  user: string,
  now: number,
): Promise<Pick<SessionRow, 'id' | 'created_at' | 'acted_at'>[]> {
  return db
    .selectFrom('sessions')
    .select(['id', 'created_at', 'acted_at'])
    .where('user_id', '=', user)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** How many sessions each user has open, by user id. */
export async function countSessions(db: Kysely<Tables>, now: number): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('sessions')
    .select(({ fn }) => ['user_id', fn.countAll<number>().as('count')])
    .where('expires_at', '>', now)
    .groupBy('user_id')
    .execute();
  return new Map(rows.map(row => [row.user_id, row.count]));
}
