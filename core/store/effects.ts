import { type EffectId, newId } from '../ids.ts';
import type { EffectRow } from './schema.ts';
import type { Tx } from './writer.ts';

/** What the system can promise to do outside itself: kind, and the id it is about. Ids only, never a person's data. */
export type EffectKind =
  | 'send_text'
  | 'send_alert'
  | 'fetch_recording'
  | 'delete_recording'
  | 'settle_call'
  | 'confirm_message';

export interface NewEffect {
  kind: EffectKind;
  /** The row it is about. */
  about: string;
  /** Promising the same key again changes nothing. */
  key: string;
  dueAt?: number;
  /** Epoch milliseconds after which it is no longer done. */
  expiresAt?: number | null;
}

/** Promises an effect; null when its key was promised before. */
export async function promise(tx: Tx, effect: NewEffect): Promise<EffectId | null> {
  const id = newId<EffectId>(tx.now, tx.random);
  const dueAt = Math.max(effect.dueAt ?? tx.now, tx.now);
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('effects')
    .values({
      id,
      kind: effect.kind,
      payload: JSON.stringify({ id: effect.about }),
      key: effect.key,
      state: 'pending',
      due_at: dueAt,
      expires_at: effect.expiresAt ?? null,
      attempts: 0,
      lease_until: null,
      provider_sid: null,
      error: null,
      created_at: tx.now,
    })
    .onConflict(conflict => conflict.column('key').doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 1n) return null;
  tx.promised.push({ id, dueAt });
  return id;
}

export async function findEffect(tx: Tx, id: EffectId): Promise<EffectRow | undefined> {
  return tx.db.selectFrom('effects').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function findEffectByKey(tx: Tx, key: string): Promise<EffectRow | undefined> {
  return tx.db.selectFrom('effects').selectAll().where('key', '=', key).executeTakeFirst();
}

export async function changeEffect(tx: Tx, id: EffectId, change: Partial<EffectRow>): Promise<void> {
  await tx.db.updateTable('effects').set(change).where('id', '=', id).execute();
}

/** Moves a pending effect's time; one that has begun or ended is left alone. */
export async function moveEffect(tx: Tx, key: string, dueAt: number): Promise<void> {
  const moved = await tx.db
    .updateTable('effects')
    .set({ due_at: dueAt })
    .where('key', '=', key)
    .where('state', '=', 'pending')
    .returning('id')
    .executeTakeFirst();
  if (moved) tx.promised.push({ id: moved.id, dueAt });
}

/** Takes back an effect that has not begun. False when it is too late for that. */
export async function cancelEffect(tx: Tx, key: string, reason: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('effects')
    .set({ state: 'cancelled', error: reason })
    .where('key', '=', key)
    .where('state', '=', 'pending')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The row an effect is about. */
export function aboutOf<Id extends string>(effect: Pick<EffectRow, 'payload'>): Id {
  return (JSON.parse(effect.payload) as { id: Id }).id;
}
