import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';
import type { Tx } from './writer.ts';

/** By what somebody can prove who they are beside their password. */
export interface SecondFactors {
  /** An authenticator app. */
  app: boolean;
  /** How many passkeys. */
  passkeys: number;
}

export async function secondFactorsOf(db: Kysely<Tables>, user: string): Promise<SecondFactors> {
  const app = await db
    .selectFrom('second_factors')
    .select('verified')
    .where('user_id', '=', user)
    .executeTakeFirst();
  const { passkeys } = await db
    .selectFrom('passkeys')
    .select(({ fn }) => fn.countAll<number>().as('passkeys'))
    .where('user_id', '=', user)
    .executeTakeFirstOrThrow();
  return { app: app?.verified === 1, passkeys };
}

/** Somebody's recovery codes as they are kept, encrypted; null for somebody who was given none. */
export async function recoveryCodesOf(db: Kysely<Tables>, user: string): Promise<string | null> {
  const row = await db
    .selectFrom('second_factors')
    .select('recovery_codes')
    .where('user_id', '=', user)
    .executeTakeFirst();
  return row?.recovery_codes ?? null;
}

/** An authenticator app from now on, by its encrypted secret. False when the person has no recovery codes: set up first. */
export async function setApp(tx: Tx, user: string, secret: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('second_factors')
    .set({ secret, verified: 1, failures: 0, locked_until: null })
    .where('user_id', '=', user)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** No authenticator app any more; the recovery codes stay. */
export async function removeApp(tx: Tx, user: string): Promise<void> {
  await tx.db
    .updateTable('second_factors')
    .set({ secret: '', verified: 0 })
    .where('user_id', '=', user)
    .execute();
}

/** Everything that somebody could prove themselves by. */
export async function removeSecondFactors(tx: Tx, user: string): Promise<void> {
  await tx.db.deleteFrom('second_factors').where('user_id', '=', user).execute();
  await tx.db.deleteFrom('passkeys').where('user_id', '=', user).execute();
}
