import type { Kysely } from 'kysely';
import type { PasskeyRow, Tables } from './schema.ts';
import type { Tx } from './writer.ts';

/** Somebody's passkeys, the oldest first. */
export async function passkeysOf(db: Kysely<Tables>, user: string): Promise<PasskeyRow[]> {
  return db
    .selectFrom('passkeys')
    .selectAll()
    .where('user_id', '=', user)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** Adds one; false when there is this very one already, be it somebody else's. */
export async function addPasskey(tx: Tx, passkey: PasskeyRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('passkeys')
    .values(passkey)
    .onConflict(conflict => conflict.column('credential').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/**
 * Notes that a passkey was used. False when it is gone, or its counter is not the one that was checked: of two answers at
 * once with one counter, one is a copy's.
 */
export async function usePasskey(
  tx: Tx,
  { id, counter }: Pick<PasskeyRow, 'id' | 'counter'>,
  next: number,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('passkeys')
    .set({ counter: next, used_at: tx.now })
    .where('id', '=', id)
    .where('counter', '=', counter)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Gives one of somebody's passkeys another name; false when they have none by this id. */
export async function renamePasskey(tx: Tx, user: string, id: string, name: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('passkeys')
    .set({ name })
    .where('id', '=', id)
    .where('user_id', '=', user)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Takes away one of somebody's passkeys; false when they have none by this id. */
export async function removePasskey(tx: Tx, user: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('passkeys')
    .where('id', '=', id)
    .where('user_id', '=', user)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}
