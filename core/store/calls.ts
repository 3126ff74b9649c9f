import type { CallId, ContactId, EntryId } from '../ids.ts';
import type { CallRow, LegRow, MessageRow } from './schema.ts';
import type { Tx } from './writer.ts';

export async function findCall(tx: Tx, id: CallId): Promise<CallRow | undefined> {
  return tx.db.selectFrom('calls').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function getCall(tx: Tx, id: CallId): Promise<CallRow> {
  return tx.db.selectFrom('calls').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

export async function findCallBySid(tx: Tx, sid: string): Promise<CallRow | undefined> {
  return tx.db.selectFrom('calls').selectAll().where('provider_sid', '=', sid).executeTakeFirst();
}

export async function insertCall(tx: Tx, call: CallRow): Promise<void> {
  await tx.db.insertInto('calls').values(call).execute();
}

export async function changeCall(tx: Tx, id: CallId, change: Partial<CallRow>): Promise<void> {
  await tx.db.updateTable('calls').set(change).where('id', '=', id).execute();
}

/** Settles a ringing call. False when it was settled before: what is decided is decided once. */
export async function decideCall(tx: Tx, id: CallId, state: 'taken' | 'missed'): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('calls')
    .set({ state, decided_at: tx.now })
    .where('id', '=', id)
    .where('state', '=', 'ringing')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** How many calls of a contact arrived since a time (epoch milliseconds), this one included. */
export async function countCallsSince(tx: Tx, contact: ContactId, since: number): Promise<number> {
  const { count } = await tx.db
    .selectFrom('calls')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('contact_id', '=', contact)
    .where('arrived_at', '>', since)
    .executeTakeFirstOrThrow();
  return count;
}

export async function latestCallOf(tx: Tx, entry: EntryId): Promise<CallRow | undefined> {
  return tx.db
    .selectFrom('calls')
    .selectAll()
    .where('entry_id', '=', entry)
    .orderBy('arrived_at', 'desc')
    .executeTakeFirst();
}

/** The text that followed a missed call, whatever became of it. */
export async function continuationOf(tx: Tx, call: CallId): Promise<MessageRow | undefined> {
  return tx.db
    .selectFrom('messages')
    .selectAll()
    .where('call_id', '=', call)
    .where('author', '=', 'automation')
    .executeTakeFirst();
}

export async function legsOf(tx: Tx, call: CallId): Promise<LegRow[]> {
  return tx.db.selectFrom('legs').selectAll().where('call_id', '=', call).orderBy('position').execute();
}

/** Begins a leg; a second time changes nothing. */
export async function startLeg(
  tx: Tx,
  leg: Pick<LegRow, 'call_id' | 'position' | 'who' | 'accept'>,
): Promise<void> {
  await tx.db
    .insertInto('legs')
    .values({ ...leg, started_at: tx.now, answered_at: null, key_at: null, ended_at: null, bridged: null })
    .onConflict(conflict => conflict.doNothing())
    .execute();
}

export async function changeLeg(
  tx: Tx,
  call: CallId,
  position: number,
  change: Partial<LegRow>,
): Promise<void> {
  await tx.db
    .updateTable('legs')
    .set(change)
    .where('call_id', '=', call)
    .where('position', '=', position)
    .execute();
}
