import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { AuditCode } from '../rules/audit-codes.ts';
import { query } from './query.ts';
import type { AuditRow, Tables } from './schema.ts';
import { found } from './statements.ts';
import type { Tx } from './writer.ts';

/** One thing that somebody saw, did or was refused. Ids, codes and counts: never a client's words, name or number. */
export interface AuditEntry {
  /** Epoch milliseconds. */
  at: number;
  /** A user's id, or `command` for the owner's command line; null for nobody known. */
  who: string | null;
  /** Each is one that the desk has words for. */
  what: AuditCode;
  /** The id of what it was done to. */
  about: string | null;
  details: Readonly<Record<string, string | number | boolean | null>>;
}

/** What the owner's command line is called in the log. */
export const COMMAND = 'command';

const head = query((db, _: Record<never, never>) => db.selectFrom('audit_head').select(['seq', 'hash']));
const append = query((db, row: AuditRow) => db.insertInto('audit').values(row));

/** Adds to the audit log, in the transaction of what it records: neither is kept without the other. */
export async function appendAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  const last = found(tx.first(head, {}));
  const { at, who, what, about } = entry;
  const row = { seq: last.seq + 1, at, who, what, about, details: JSON.stringify(entry.details) };
  tx.run(append, { ...row, hash: chained(last.hash, row) });
}

/** Every column counts, and so does what came before. A JSON list keeps neighbours apart whatever they hold. */
function chained(before: string, { seq, at, who, what, about, details }: Omit<AuditRow, 'hash'>): string {
  return createHash('sha256')
    .update(JSON.stringify([before, seq, at, who, what, about, details]))
    .digest('hex');
}

/** Where the log ends; to be written down elsewhere, so that even a log that was made anew as a whole is noticed. */
export interface AuditEnd {
  seq: number;
  hash: string;
}

export type AuditVerdict =
  | { ok: true; end: AuditEnd }
  /** `erased`: the end that was given is of a part that `keep.audit` has erased since. */
  | { ok: false; seq: number; why: 'changed' | 'missing' | 'added' | 'another_log' | 'erased' };

/** Rows that are read between two turns of the event loop: some milliseconds, and whoever calls meanwhile waits for them. */
const PAGE = 500;

/** Where the log ends now. */
export async function auditEnd(db: Kysely<Tables>): Promise<AuditEnd> {
  return db.selectFrom('audit_head').select(['seq', 'hash']).executeTakeFirstOrThrow();
}

/**
 * Reads the whole log and computes every hash anew. `seq` of a bad verdict is the first row that is not as it was
 * written.
 *
 * @param known an end of this log from an earlier time, which must still be in it
 */
export async function verifyAudit(db: Kysely<Tables>, known?: AuditEnd): Promise<AuditVerdict> {
  for (;;) {
    const begins = await auditBegins(db);
    const verdict = await verifyFrom(db, begins, known);
    // Its beginning was erased in between: what is missing there is missing by right.
    if (verdict.ok || (await auditBegins(db)).seq === begins.seq) return verdict;
  }
}

async function verifyFrom(db: Kysely<Tables>, begins: AuditEnd, known?: AuditEnd): Promise<AuditVerdict> {
  let end = begins;
  if (known && known.seq < begins.seq) return { ok: false, seq: begins.seq, why: 'erased' };
  if (known?.seq === begins.seq && known.hash !== begins.hash)
    return { ok: false, seq: begins.seq, why: 'another_log' };
  let met = known === undefined || known.seq === begins.seq;
  for (;;) {
    // The head first: rows that are added meanwhile then never look as if there were too many.
    const told = await db.selectFrom('audit_head').select(['seq', 'hash']).executeTakeFirst();
    const rows = await pageAfter(db, end.seq === begins.seq ? 0 : end.seq);
    if (rows.length === 0) {
      if (!told || told.seq > end.seq || !met) return { ok: false, seq: end.seq + 1, why: 'missing' };
      if (told.seq < end.seq) return { ok: false, seq: told.seq + 1, why: 'added' };
      return told.hash === end.hash ? { ok: true, end } : { ok: false, seq: end.seq, why: 'changed' };
    }
    for (const row of rows) {
      const { seq, hash } = row;
      if (seq !== end.seq + 1)
        return { ok: false, seq: end.seq + 1, why: seq > end.seq ? 'missing' : 'added' };
      if (hash !== chained(end.hash, row)) return { ok: false, seq, why: 'changed' };
      if (known?.seq === seq) {
        if (known.hash !== hash) return { ok: false, seq, why: 'another_log' };
        met = true;
      }
      end = { seq, hash };
    }
    await setImmediate();
  }
}

/** The last entry that `keep.audit` has erased, from which the chain goes on; 0 and no hash while it erased none. */
export async function auditBegins(db: Kysely<Tables>): Promise<AuditEnd> {
  const head = await db.selectFrom('audit_head').select(['erased_to', 'erased_hash']).executeTakeFirst();
  return { seq: head?.erased_to ?? 0, hash: head?.erased_hash ?? '' };
}

/**
 * Erases the oldest entries, at most `most`, as far as all before them are older than a time (epoch milliseconds). What
 * is left can be verified as before: the head keeps the hash that it goes on from.
 *
 * @returns how many went
 */
export async function eraseOldAudit(tx: Tx, before: number, most: number): Promise<number> {
  const begins = await auditBegins(tx.db);
  const end = await auditEnd(tx.db);
  const rows = await tx.db
    .selectFrom('audit')
    .select(['seq', 'at', 'hash'])
    .where('seq', '>', begins.seq)
    // The last entry stays: the log goes on from it.
    .where('seq', '<', end.seq)
    .orderBy('seq')
    .limit(most)
    .execute();
  const young = rows.findIndex(({ at }) => at >= before);
  const last = young === -1 ? rows.at(-1) : rows[young - 1];
  if (!last) return 0;
  await tx.db.updateTable('audit_head').set({ erased_to: last.seq, erased_hash: last.hash }).execute();
  await tx.db.deleteFrom('audit').where('seq', '<=', last.seq).execute();
  return last.seq - begins.seq;
}

/** The first page has no lower bound: a row may have been put in before the first. */
async function pageAfter(db: Kysely<Tables>, seq: number): Promise<AuditRow[]> {
  const rows = db.selectFrom('audit').selectAll().orderBy('seq').limit(PAGE);
  return (seq === 0 ? rows : rows.where('seq', '>', seq)).execute();
}

/** The latest entries, newest first, at most `most`; those before row `before` where it is given. */
export async function listAudit(
  db: Kysely<Tables>,
  { most, before }: { most: number; before?: number },
): Promise<AuditRow[]> {
  let rows = db.selectFrom('audit').selectAll().orderBy('seq', 'desc').limit(most);
  if (before !== undefined) rows = rows.where('seq', '<', before);
  return rows.execute();
}
