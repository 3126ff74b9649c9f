import { type Kysely, sql } from 'kysely';
import { type ContactId, type EntryId, type MessageId, newId } from '../ids.ts';
import { query } from './query.ts';
import type { EffectRow, MessageRow, Tables } from './schema.ts';
import { found } from './statements.ts';
import type { Tx } from './writer.ts';

/** Written into the SQL: a partial index serves only a query whose literals it knows. */
const FAILED = (['failed', 'undelivered', 'not_found', 'unknown'] as const).map(status => sql.lit(status));

/** Texts that anybody may get, by their kinds: the index on them is what tells quickly whether one has arrived. */
const AUTOMATED = [
  ...['continuation', 'continuation_discreet', 'callback_open', 'callback_closed'],
  ...['message_prompt', 'message_open', 'message_closed', 'details_noted'],
];

const byId = query((db, { id }: { id: MessageId }) =>
  db.selectFrom('messages').selectAll().where('id', '=', id),
);
const bySid = query((db, { sid }: { sid: string }) =>
  db.selectFrom('messages').selectAll().where('provider_sid', '=', sid),
);
const insert = query((db, row: MessageRow) => db.insertInto('messages').values(row));
const update = query((db, { id, ...change }: Partial<MessageRow> & { id: MessageId }) =>
  db.updateTable('messages').set(change).where('id', '=', id),
);
const automatedSince = query(
  (db, { contact, since, except }: { contact: ContactId; since: number; except: string }) =>
    db
      .selectFrom('messages')
      .select(eb => eb.fn.countAll<number>().as('count'))
      .where('contact_id', '=', contact)
      .where('author', '=', 'automation')
      .where('kind', '<>', 'crisis')
      .where('status', '<>', 'cancelled')
      .where('at', '>', since)
      .where('id', '<>', except as MessageId),
);
const continuationsSince = query((db, { since, most }: { since: number; most: number }) =>
  db
    .selectFrom(
      db
        .selectFrom('messages')
        // What the index holds: no row is read.
        .select('at')
        .where('kind', '=', 'continuation')
        .where('status', '<>', 'cancelled')
        .where('at', '>', since)
        .limit(most)
        .as('sent'),
    )
    .select(eb => eb.fn.countAll<number>().as('count')),
);
const earlier = query(
  (db, message: { id: MessageId; contact: ContactId; author: MessageRow['author']; now: number }) =>
    db
      .selectFrom('messages')
      .innerJoin('effects', join =>
        join
          .on('effects.kind', '=', 'send_text')
          .on('effects.payload', '=', sql`json_object('id', messages.id)`),
      )
      .select(['effects.state', 'effects.due_at'])
      .where('messages.contact_id', '=', message.contact)
      // As they were promised: ids of the same millisecond have no order.
      .where(sql<boolean>`messages.rowid < (select rowid from messages where id = ${message.id})`)
      .where('messages.status', '=', 'promised')
      .where(eb =>
        eb.or([
          eb('effects.state', '=', 'sending'),
          eb.and([
            eb('effects.state', '=', 'pending'),
            eb('messages.author', '=', message.author),
            eb.or([eb('effects.due_at', '<=', message.now), eb('effects.attempts', '>', 0)]),
          ]),
        ]),
      )
      // The last to go: who looks again when that one does need not look in between.
      .orderBy('effects.due_at', 'desc')
      .limit(1),
);

/** The key of the effect that sends a text of ours, in a query about `messages`. */
export const TEXT_KEY = sql<string>`iif(messages.kind like 'continuation%', 'continuation:' || messages.call_id, 'text:' || messages.id)`;

const retryOf = query((db, { id }: { id: MessageId }) =>
  // Its latest one: of an earlier one nothing is to be heard any more.
  db.selectFrom('messages').selectAll().where('retry_of', '=', id).orderBy(sql`rowid`, 'desc').limit(1),
);

export async function getMessage(tx: Tx, id: MessageId): Promise<MessageRow> {
  return found(tx.first(byId, { id }));
}

export async function findMessage(tx: Tx, id: MessageId): Promise<MessageRow | undefined> {
  return tx.first(byId, { id });
}

/** The latest text that says this one again. */
export async function findRetryOf(tx: Tx, id: MessageId): Promise<MessageRow | undefined> {
  return tx.first(retryOf, { id });
}

export async function findMessageBySid(tx: Tx, sid: string): Promise<MessageRow | undefined> {
  return tx.first(bySid, { sid });
}

export async function insertMessage(
  tx: Tx,
  message: Omit<MessageRow, 'id' | 'at' | 'retry_of'> & Partial<Pick<MessageRow, 'at' | 'retry_of'>>,
): Promise<MessageRow> {
  const row: MessageRow = { at: tx.now, retry_of: null, ...message, id: newId(tx.now, tx.random) };
  tx.run(insert, row);
  return row;
}

export async function changeMessage(tx: Tx, id: MessageId, change: Partial<MessageRow>): Promise<void> {
  tx.run(update, { ...change, id });
}

/** Automated texts to a contact since a time, other than the crisis reply and `except`, that went or may. */
export async function countAutomated(
  tx: Tx,
  contact: ContactId,
  since: number,
  except: MessageId | null = null,
): Promise<number> {
  return found(tx.first(automatedSince, { contact, since, except: except ?? '' })).count;
}

/** Continuation texts of the whole practice since a time, cancelled ones left out; counted no further than `most`. */
export async function countContinuations(tx: Tx, since: number, most: number): Promise<number> {
  return found(tx.first(continuationsSince, { since, most })).count;
}

/** When a staff member was last sent a certain sentence (epoch milliseconds), or null. */
export async function lastTextToStaff(tx: Tx, staff: string, kind: string): Promise<number | null> {
  const row = await tx.db
    .selectFrom('messages')
    .select(eb => eb.fn.max<number | null>('at').as('at'))
    .where('staff', '=', staff)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return row?.at ?? null;
}

/** Whether a staff member has texted us since a time (epoch milliseconds). */
export async function textedSince(tx: Tx, staff: string, since: number): Promise<boolean> {
  const row = await tx.db
    .selectFrom('messages')
    .select('id')
    .where('staff', '=', staff)
    .where('direction', '=', 'in')
    .where('at', '>', since)
    .executeTakeFirst();
  return row !== undefined;
}

/** What an entry's texts came to. */
export async function textsOfEntry(tx: Tx, entry: EntryId): Promise<MessageRow[]> {
  return tx.db
    .selectFrom('messages')
    .selectAll()
    .where('entry_id', '=', entry)
    .where('direction', '=', 'out')
    .execute();
}

/**
 * The earlier text to the same contact that must go first: one that is being sent right now, or one by the same author
 * that is due or waits to be tried again. Texts arrive in the order they were promised; a person's words never wait for
 * what automation could not yet send.
 */
export async function earlierOnItsWay(
  tx: Tx,
  message: MessageRow,
): Promise<Pick<EffectRow, 'state' | 'due_at'> | undefined> {
  if (!message.contact_id) return undefined;
  const { id, contact_id: contact, author } = message;
  return tx.first(earlier, { id, contact, author, now: tx.now });
}

/** Texts that failed since a time (epoch milliseconds) for one of some reasons, none arriving after them: how many. */
export async function failedInARow(
  db: Kysely<Tables>,
  since: number,
  ours: (text: Pick<MessageRow, 'status' | 'error_code'>) => boolean,
): Promise<number> {
  const failed = await db
    .selectFrom('messages')
    .select(['at', 'status', 'error_code'])
    .where('status', 'in', FAILED)
    .where('at', '>=', since)
    .orderBy('at', 'desc')
    .limit(20)
    .execute();
  const reasons = failed.filter(ours);
  const earliest = reasons.at(-1);
  if (!earliest) return 0;
  const arrived = await db
    .selectFrom('messages')
    .select(eb => eb.fn.max('at').as('at'))
    .where('kind', 'in', AUTOMATED)
    .where('at', '>=', earliest.at)
    .where('status', 'in', ['sent', 'delivered'])
    .executeTakeFirst();
  return reasons.filter(({ at }) => at > (arrived?.at ?? 0)).length;
}

/** Texts promised since a time (epoch milliseconds) that did not arrive, or may not have gone out, by how they ended. */
export async function failedTextsSince(
  db: Kysely<Tables>,
  since: number,
): Promise<(Pick<MessageRow, 'status' | 'error_code'> & { count: number })[]> {
  return db
    .selectFrom('messages')
    .select(eb => ['status', 'error_code', eb.fn.countAll<number>().as('count')])
    .where('status', 'in', FAILED)
    .where('at', '>=', since)
    .groupBy(['status', 'error_code'])
    .execute();
}
