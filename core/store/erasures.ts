import { type Kysely, sql } from 'kysely';
import type { ContactId } from '../ids.ts';
import { type Erasure, remembered } from '../rules/keeping.ts';
import { query, type Reads } from './query.ts';
import type { ErasureRow, Tables } from './schema.ts';
import type { Tx } from './writer.ts';

/** Twilio's name for something that goes here, when that happened, and what is to become of it there. */
export interface Named {
  sid: string;
  /** Epoch milliseconds. */
  at: number;
  what: Erasure;
  /** When it may go there at the earliest; epoch milliseconds. */
  dueAt: number | null;
}

const put = query((db, row: ErasureRow) =>
  db
    .insertInto('erasures')
    .values(row)
    // A text whose words were to go may have to go as a whole by now, and what was remembered alone may have to go.
    .onConflict(conflict =>
      conflict
        .column('sid')
        .doUpdateSet({ what: row.what, due_at: row.due_at, tries: row.tries, until: row.until })
        .where(sql<boolean>`excluded.what <> 'nothing'`),
    ),
);
const bySid = query((db, { sid }: { sid: string }) =>
  db.selectFrom('erasures').select('sid').where('sid', '=', sid),
);
const tries = query((db, { sid }: { sid: string }) =>
  db.selectFrom('erasures').select('tries').where('sid', '=', sid),
);
const due = query((db, { now, most }: { now: number; most: number }) =>
  db.selectFrom('erasures').select(['sid', 'what']).where('due_at', '<=', now).orderBy('due_at').limit(most),
);
const next = query((db, _: Record<never, never>) =>
  db.selectFrom('erasures').select('due_at').where('due_at', 'is not', null).orderBy('due_at').limit(1),
);
const over = query((db, { sid }: { sid: string }) =>
  db.updateTable('erasures').set({ due_at: null, error: null }).where('sid', '=', sid),
);
const refused = query((db, a: { sid: string; error: string; dueAt: number }) =>
  db
    .updateTable('erasures')
    .set({ error: a.error, due_at: a.dueAt, tries: sql<number>`tries + 1` })
    .where('sid', '=', a.sid),
);

/** What is to go at Twilio of a text that stays there: pictures are no part of its words. */
export function wordsOf(pictures: number): Erasure {
  return pictures > 0 ? 'words_and_pictures' : 'words';
}

/** Remembers the name of something that was erased here, and promises what is to go at Twilio. */
export function noteErased(tx: Tx, { sid, at, what, dueAt }: Named): void {
  const until = remembered(at);
  if (what === 'nothing' && until < tx.now) return;
  const asked = what === 'nothing' ? null : (dueAt ?? tx.now);
  tx.run(put, { sid, what, due_at: asked, tries: 0, error: null, until });
}

/** Whether something of this name of Twilio's was here and has been erased. */
export function wasErased(reads: Reads, sid: string): boolean {
  return reads.first(bySid, { sid }) !== undefined;
}

/** What Twilio is to erase now, at most so much. */
export function dueErasures(reads: Reads, now: number, most: number): Pick<ErasureRow, 'sid' | 'what'>[] {
  return reads.all(due, { now, most });
}

/** When Twilio is to be asked next (epoch milliseconds), or null. */
export function nextErasure(reads: Reads): number | null {
  return reads.first(next, {})?.due_at ?? null;
}

export function erasureIsOver(tx: Tx, sid: string): void {
  tx.run(over, { sid });
}

export function erasureRefused(tx: Tx, refusal: { sid: string; error: string; dueAt: number }): void {
  tx.run(refused, refusal);
}

/** How often Twilio would not erase something yet. */
export function triesOf(tx: Tx, sid: string): number {
  return tx.first(tries, { sid })?.tries ?? 0;
}

/** How many things Twilio has refused to erase so often. */
export async function countRefused(db: Kysely<Tables>, tries: number): Promise<number> {
  const { count } = await db
    .selectFrom('erasures')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('due_at', 'is not', null)
    .where('tries', '>=', tries)
    .executeTakeFirstOrThrow();
  return count;
}

/** What of somebody is still here and was to go at Twilio by its age, and has not gone there yet, stays there after all. */
export async function withdrawErasures(tx: Tx, contact: ContactId): Promise<void> {
  const waiting = sql`SELECT sid FROM erasures WHERE due_at IS NOT NULL`;
  const texts = sql`contact_id = ${contact} AND at_provider = 0 AND provider_sid IN (${waiting})`;
  const sounds = sql`at_provider = 0 AND call_id IN (SELECT id FROM calls WHERE contact_id = ${contact}) AND recording_sid IN (${waiting})`;
  const { rows } = await sql<{ sid: string }>`
    SELECT provider_sid AS sid FROM messages WHERE ${texts}
    UNION ALL SELECT recording_sid FROM voicemails WHERE ${sounds}`.execute(tx.db);
  await sql`UPDATE messages SET at_provider = 1 WHERE ${texts}`.execute(tx.db);
  await sql`UPDATE voicemails SET at_provider = 1 WHERE ${sounds}`.execute(tx.db);
  const names = JSON.stringify(rows.map(({ sid }) => sid));
  await sql`DELETE FROM erasures WHERE sid IN (SELECT value FROM json_each(${names}))`.execute(tx.db);
}

/** Forgets names of which nothing can be told any more, at most so many; how many those were. */
export async function forgetErasures(tx: Tx, most: number): Promise<number> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('erasures')
    .where('sid', 'in', eb =>
      eb
        .selectFrom('erasures')
        .select('sid')
        .where('due_at', 'is', null)
        .where('until', '<', tx.now)
        .limit(most),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}
