import { type Kysely, sql } from 'kysely';
import { type EffectId, newId } from '../ids.ts';
import { query } from './query.ts';
import type { EffectRow, Tables } from './schema.ts';
import { found } from './statements.ts';
import type { Tx } from './writer.ts';

/**
 * What the system can promise to do outside itself, and what goes first among what is due: texts to clients before
 * alerts, both before recordings; an urgent one before all.
 */
export const EFFECT_KINDS = {
  settle_call: 1,
  confirm_message: 1,
  send_text: 1,
  place_call: 1,
  place_test_call: 2,
  find_text: 1,
  check_text: 2,
  settle_staff_call: 2,
  send_alert: 2,
  remind_staff: 2,
  tell_owner: 2,
  wake_entry: 2,
  fetch_recording: 3,
  delete_recording: 3,
  catch_up: 3,
  make_backup: 3,
  keep: 3,
  erase_at_twilio: 3,
  look_around: 3,
} as const;

export type EffectKind = keyof typeof EFFECT_KINDS;

/** Whether this version knows a kind: the database may have been written by a newer one. */
export function isEffectKind(kind: string): kind is EffectKind {
  return Object.hasOwn(EFFECT_KINDS, kind);
}

/** Written into the SQL: a partial index serves only a query whose literal it knows. */
const PENDING = sql.lit('pending' as const);
const SENDING = sql.lit('sending' as const);
const UNKNOWN = sql.lit('unknown' as const);

const byId = query((db, { id }: { id: EffectId }) =>
  db.selectFrom('effects').selectAll().where('id', '=', id),
);
const byKey = query((db, { key }: { key: string }) =>
  db.selectFrom('effects').selectAll().where('key', '=', key),
);
const insert = query((db, row: EffectRow) =>
  db
    .insertInto('effects')
    .values(row)
    .onConflict(conflict => conflict.column('key').doNothing()),
);
const update = query((db, { id, ...change }: Partial<EffectRow> & { id: EffectId }) =>
  db.updateTable('effects').set(change).where('id', '=', id),
);
const move = query((db, { key, dueAt }: { key: string; dueAt: number }) =>
  db
    .updateTable('effects')
    .set({ due_at: dueAt })
    .where('key', '=', key)
    .where('state', '=', 'pending')
    .returning('id'),
);
const cancel = query((db, { key, reason }: { key: string; reason: string }) =>
  db
    .updateTable('effects')
    .set({ state: 'cancelled', error: reason })
    .where('key', '=', key)
    .where('state', '=', 'pending'),
);
const countAbout = query((db, { kind, payload }: { kind: EffectKind; payload: string }) =>
  db
    .selectFrom('effects')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('payload', '=', payload)
    .where('kind', '=', kind),
);

/** All priorities, first to last. */
export const PRIORITIES = [0, 1, 2, 3] as const;

export interface NewEffect {
  kind: EffectKind;
  /** The row it is about. */
  about: string;
  /** Promising the same key again changes nothing. */
  key: string;
  dueAt?: number;
  /** A crisis: before everything else. */
  urgent?: boolean;
  /** Epoch milliseconds after which it is no longer done. */
  expiresAt?: number | null;
}

/** Promises an effect; null when its key was promised before. */
export async function promise(tx: Tx, effect: NewEffect): Promise<EffectId | null> {
  const id = newId<EffectId>(tx.now, tx.random);
  const dueAt = Math.max(effect.dueAt ?? tx.now, tx.now);
  const inserted = tx.run(insert, {
    id,
    kind: effect.kind,
    payload: JSON.stringify({ id: effect.about }),
    key: effect.key,
    state: 'pending',
    priority: effect.urgent ? 0 : EFFECT_KINDS[effect.kind],
    due_at: dueAt,
    expires_at: effect.expiresAt ?? null,
    attempts: 0,
    lease_until: null,
    provider_sid: null,
    error: null,
    created_at: tx.now,
    begun_at: null,
  });
  if (inserted !== 1) return null;
  tx.promised.push({ id, dueAt });
  return id;
}

export async function findEffect(tx: Tx, id: EffectId): Promise<EffectRow | undefined> {
  return tx.first(byId, { id });
}

export async function findEffectByKey(tx: Tx, key: string): Promise<EffectRow | undefined> {
  return tx.first(byKey, { key });
}

export async function changeEffect(tx: Tx, id: EffectId, change: Partial<EffectRow>): Promise<void> {
  tx.run(update, { ...change, id });
}

/** Moves a pending effect's time; one that has begun or ended is left alone. */
export async function moveEffect(tx: Tx, key: string, dueAt: number): Promise<void> {
  const moved = tx.first(move, { key, dueAt });
  if (moved) tx.promised.push({ id: moved.id, dueAt });
}

/** An effect of which there is one row for good is to be done by a time (epoch milliseconds), however it ended before. */
export async function wakeEffect(
  tx: Tx,
  effect: Pick<NewEffect, 'kind' | 'about' | 'key'>,
  dueAt: number,
): Promise<void> {
  if (await promise(tx, { ...effect, dueAt })) return;
  const known = await findEffectByKey(tx, effect.key);
  // One that is under way looks for itself what comes next.
  if (!known || known.state === 'sending' || (known.state === 'pending' && known.due_at <= dueAt)) return;
  await changeEffect(tx, known.id, { state: 'pending', due_at: dueAt, lease_until: null, error: null });
  tx.promised.push({ id: known.id, dueAt });
}

/** Takes back an effect that has not begun. False when it is too late for that. */
export async function cancelEffect(tx: Tx, key: string, reason: string): Promise<boolean> {
  return tx.run(cancel, { key, reason }) === 1;
}

/** Nobody waits any more for effects of a kind about a row: what has not begun is over. */
export async function endEffectsAbout(tx: Tx, kind: EffectKind, about: string): Promise<void> {
  await tx.db
    .updateTable('effects')
    .set({ state: 'done' })
    .where('payload', '=', JSON.stringify({ id: about }))
    .where('kind', '=', kind)
    .where('state', '=', 'pending')
    .execute();
}

/** Which of these names of Twilio's stand by an effect of ours already. */
export async function knownSids(tx: Tx, sids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.db
    .selectFrom('effects')
    .select('provider_sid')
    .where('provider_sid', 'in', sql<string>`(select value from json_each(${JSON.stringify(sids)}))`)
    .execute();
  return new Set(rows.map(row => row.provider_sid ?? ''));
}

/** Effects of a kind that were begun, and of which nobody knows (yet) what came of it. */
export async function openEffects(tx: Tx, kind: EffectKind): Promise<EffectRow[]> {
  const those = tx.db.selectFrom('effects').selectAll().where('kind', '=', kind);
  // Each has an index of its own; asked with `or`, all effects that ever were would be read.
  return those
    .where('state', '=', UNKNOWN)
    .unionAll(those.where('state', '=', SENDING))
    .execute();
}

/** Effects of a kind about a row. */
export async function effectsAbout(tx: Tx, kind: EffectKind, about: string): Promise<EffectRow[]> {
  return tx.db
    .selectFrom('effects')
    .selectAll()
    .where('payload', '=', JSON.stringify({ id: about }))
    .where('kind', '=', kind)
    .execute();
}

/** How many effects of a kind were promised about a row. */
export async function countEffectsAbout(tx: Tx, kind: EffectKind, about: string): Promise<number> {
  return found(tx.first(countAbout, { kind, payload: JSON.stringify({ id: about }) })).count;
}

/** Kinds of effects that wait to be performed. */
export async function kindsThatWait(db: Kysely<Tables>): Promise<string[]> {
  const rows = await db
    .selectFrom('effects')
    .select('kind')
    .distinct()
    .where('state', '=', PENDING)
    .execute();
  return rows.map(row => row.kind);
}

/**
 * How many effects there are of each kind in each state, but for those that went well or are not wanted any more: these
 * are years of rows, and counting them holds up whoever calls meanwhile.
 */
export async function countEffects(
  db: Kysely<Tables>,
): Promise<(Pick<EffectRow, 'kind' | 'state'> & { count: number })[]> {
  const counts = await Promise.all(
    (['pending', 'sending', 'unknown', 'failed'] as const).map(state =>
      db
        .selectFrom('effects')
        .select(eb => ['kind', sql.lit(state).as('state'), eb.fn.countAll<number>().as('count')])
        .where('state', '=', sql.lit(state))
        .groupBy('kind')
        .execute(),
    ),
  );
  return counts.flat();
}

/** The row an effect is about. */
export function aboutOf<Id extends string>(effect: Pick<EffectRow, 'payload'>): Id {
  return (JSON.parse(effect.payload) as { id: Id }).id;
}

/** Effects that are due, in the order in which they should go. For looking only: claiming decides. */
export async function dueEffects(
  db: Kysely<Tables>,
  now: number,
  priority: number,
  most: number,
): Promise<EffectId[]> {
  const rows = await db
    .selectFrom('effects')
    .select('id')
    .where('state', '=', PENDING)
    .where('priority', '=', priority)
    .where('due_at', '<=', now)
    .orderBy('due_at')
    // As they were promised: ids of the same millisecond have no order.
    .orderBy(sql`rowid`)
    .limit(most)
    .execute();
  return rows.map(row => row.id);
}

/** Effects that were begun and never settled: their worker's lease has run out. */
export async function lostEffects(db: Kysely<Tables>, now: number, most: number): Promise<EffectId[]> {
  const rows = await db
    .selectFrom('effects')
    .select('id')
    .where('state', '=', SENDING)
    .where('lease_until', '<=', now)
    .limit(most)
    .execute();
  return rows.map(row => row.id);
}

/**
 * When the next effect falls due or the next lease runs out (epoch milliseconds), or null. With `after`, what was due by
 * then is left out.
 */
export async function nextDue(db: Kysely<Tables>, after: number | null = null): Promise<number | null> {
  const later = after ?? Number.MIN_SAFE_INTEGER;
  const row = await db
    .selectNoFrom([
      eb =>
        eb
          .selectFrom('effects')
          .select(e => e.fn.min<number | null>('due_at').as('at'))
          .where('state', '=', PENDING)
          .where('due_at', '>', later)
          .as('due'),
      eb =>
        eb
          .selectFrom('effects')
          .select(e => e.fn.min<number | null>('lease_until').as('at'))
          .where('state', '=', SENDING)
          .where('lease_until', '>', later)
          .as('lease'),
    ])
    .executeTakeFirstOrThrow();
  if (row.due === null || row.lease === null) return row.due ?? row.lease;
  return Math.min(row.due, row.lease);
}
