import type { CallId, ContactId, EntryId } from '../ids.ts';
import { query } from './query.ts';
import type { CallRow, LegRow, MessageRow } from './schema.ts';
import { found } from './statements.ts';
import type { Tx } from './writer.ts';

const byId = query((db, { id }: { id: CallId }) => db.selectFrom('calls').selectAll().where('id', '=', id));
const bySid = query((db, { sid }: { sid: string }) =>
  db.selectFrom('calls').selectAll().where('provider_sid', '=', sid),
);
const insert = query((db, row: CallRow) => db.insertInto('calls').values(row));
const change = query((db, { id, ...change }: Partial<CallRow> & { id: CallId }) =>
  db.updateTable('calls').set(change).where('id', '=', id),
);
const decide = query((db, decided: { id: CallId; state: 'taken' | 'missed'; at: number }) =>
  db
    .updateTable('calls')
    .set({ state: decided.state, decided_at: decided.at })
    .where('id', '=', decided.id)
    .where('state', '=', 'ringing'),
);
const countSince = query((db, { contact, since }: { contact: ContactId; since: number }) =>
  db
    .selectFrom('calls')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('contact_id', '=', contact)
    .where('arrived_at', '>', since),
);
const nobodys = query((db, { entry }: { entry: EntryId }) =>
  db
    .selectFrom('calls')
    .selectAll()
    .where('entry_id', '=', entry)
    .where('contact_id', 'is', null)
    .orderBy('arrived_at', 'desc'),
);
const give = query((db, { entry, contact }: { entry: EntryId; contact: ContactId }) =>
  db
    .updateTable('calls')
    .set({ contact_id: contact })
    .where('entry_id', '=', entry)
    .where('contact_id', 'is', null),
);
const legs = query((db, { call }: { call: CallId }) =>
  db.selectFrom('legs').selectAll().where('call_id', '=', call).orderBy('position'),
);
const insertLeg = query((db, row: LegRow) =>
  db
    .insertInto('legs')
    .values(row)
    .onConflict(conflict => conflict.doNothing()),
);
const updateLeg = query((db, { call, place, ...change }: Partial<LegRow> & { call: CallId; place: number }) =>
  db.updateTable('legs').set(change).where('call_id', '=', call).where('position', '=', place),
);

export async function findCall(tx: Tx, id: CallId): Promise<CallRow | undefined> {
  return tx.first(byId, { id });
}

export async function getCall(tx: Tx, id: CallId): Promise<CallRow> {
  return found(tx.first(byId, { id }));
}

export async function findCallBySid(tx: Tx, sid: string): Promise<CallRow | undefined> {
  return tx.first(bySid, { sid });
}

export async function insertCall(tx: Tx, call: CallRow): Promise<void> {
  tx.run(insert, call);
}

export async function changeCall(tx: Tx, id: CallId, changed: Partial<CallRow>): Promise<void> {
  tx.run(change, { ...changed, id });
}

/** Settles a ringing call. False when it was settled before: what is decided is decided once. */
export async function decideCall(tx: Tx, id: CallId, state: 'taken' | 'missed'): Promise<boolean> {
  return tx.run(decide, { id, state, at: tx.now }) === 1;
}

/** How many calls of a contact arrived since a time (epoch milliseconds), this one included. */
export async function countCallsSince(tx: Tx, contact: ContactId, since: number): Promise<number> {
  return found(tx.first(countSince, { contact, since })).count;
}

/** Whether a person took a call of a contact that arrived after a time (epoch milliseconds). */
export async function tookCallSince(tx: Tx, contact: ContactId, since: number): Promise<boolean> {
  const row = await tx.db
    .selectFrom('calls')
    .select('id')
    .where('contact_id', '=', contact)
    .where('arrived_at', '>', since)
    .where('state', '=', 'taken')
    .executeTakeFirst();
  return row !== undefined;
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

/** An entry's calls of which we do not know whose they are, newest first. */
export async function callsOfNobody(tx: Tx, entry: EntryId): Promise<CallRow[]> {
  return tx.all(nobodys, { entry });
}

/** Those calls are a contact's from now on. */
export async function giveCalls(tx: Tx, entry: EntryId, contact: ContactId): Promise<void> {
  tx.run(give, { entry, contact });
}

export async function legsOf(tx: Tx, call: CallId): Promise<LegRow[]> {
  return tx.all(legs, { call });
}

/** Begins a leg; a second time changes nothing. */
export async function startLeg(
  tx: Tx,
  leg: Pick<LegRow, 'call_id' | 'position' | 'who' | 'accept'>,
): Promise<void> {
  const nothingYet = { answered_at: null, key_at: null, ended_at: null, bridged: null };
  tx.run(insertLeg, { ...leg, started_at: tx.now, ...nothingYet });
}

export async function changeLeg(
  tx: Tx,
  call: CallId,
  position: number,
  changed: Partial<Omit<LegRow, 'call_id' | 'position'>>,
): Promise<void> {
  tx.run(updateLeg, { ...changed, call, place: position });
}
