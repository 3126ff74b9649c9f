import type { Kysely } from 'kysely';
import { query } from './query.ts';
import type { Tables, UserRow } from './schema.ts';
import type { Tx } from './writer.ts';

export const userById = query((db, { id }: { id: string }) =>
  db.selectFrom('users').selectAll().where('id', '=', id),
);
const byEmail = query((db, { email }: { email: string }) =>
  db.selectFrom('users').selectAll().where('email', '=', email),
);

/** An email address as it is kept: people type it in any case. */
export function sameEmail(written: string): string {
  return written.trim().toLowerCase();
}

export async function findUser(tx: Tx, id: string): Promise<UserRow | undefined> {
  return tx.first(userById, { id });
}

export async function findUserByEmail(tx: Tx, email: string): Promise<UserRow | undefined> {
  return tx.first(byEmail, { email: sameEmail(email) });
}

export async function addUser(tx: Tx, user: UserRow, password: string): Promise<void> {
  const { id, created_at, updated_at } = user;
  await tx.db.insertInto('users').values(user).execute();
  await tx.db
    .insertInto('accounts')
    .values({
      id,
      user_id: id,
      account_id: id,
      provider_id: 'credential',
      password,
      created_at,
      updated_at,
    })
    .execute();
}

/** Everybody who may or might sign in, in the order in which they joined. */
export async function listUsers(db: Kysely<Tables>): Promise<UserRow[]> {
  return db.selectFrom('users').selectAll().orderBy('created_at').orderBy('id').execute();
}

export async function hasUsers(db: Kysely<Tables>): Promise<boolean> {
  return (await db.selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** How many owners could sign in, somebody left out. */
export async function otherOwners(tx: Tx, id: string): Promise<number> {
  const { count } = await tx.db
    .selectFrom('users')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('role', '=', 'owner')
    .where('disabled_at', 'is', null)
    .where('id', '<>', id)
    .executeTakeFirstOrThrow();
  return count;
}

export async function changeUser(
  tx: Tx,
  id: string,
  change: Partial<Pick<UserRow, 'disabled_at' | 'second_factor' | 'role' | 'signed_in_at'>>,
): Promise<void> {
  await tx.db
    .updateTable('users')
    .set({ ...change, updated_at: tx.now })
    .where('id', '=', id)
    .execute();
}

/** Another password, as its hash. */
export async function setPassword(tx: Tx, user: string, password: string): Promise<void> {
  await tx.db
    .updateTable('accounts')
    .set({ password, updated_at: tx.now })
    .where('user_id', '=', user)
    .execute();
}

/** The hash of a user's password, or null. */
export async function passwordOf(db: Kysely<Tables>, user: string): Promise<string | null> {
  const row = await db
    .selectFrom('accounts')
    .select('password')
    .where('user_id', '=', user)
    .executeTakeFirst();
  return row?.password ?? null;
}
