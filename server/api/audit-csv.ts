import { setImmediate } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { CSV_START, csvLine } from '../../core/rules/csv.ts';
import { type AuditFilter, type AuditPlace, auditPage } from '../../core/store/audit-page.ts';
import type { AuditRow, Tables } from '../../core/store/schema.ts';

/** Rows between two turns of the event loop: a call that comes in meanwhile waits for one slice, not for years of log. */
const SLICE = 500;

const COLUMNS = ['number', 'time', 'who', 'who_id', 'what', 'about', 'details', 'hash'] as const;

interface Saying {
  /** People by their ids. */
  names: ReadonlyMap<string, string>;
  /** The practice's time zone. */
  zone: string;
  /** Whether whoever asked may still have it. */
  goesOn(): Promise<boolean>;
}

/** The log as a CSV file, newest first, a slice whenever its reader wants more: years of it take no memory. */
export function auditCsv(
  db: Kysely<Tables>,
  filter: AuditFilter,
  saying: Saying,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let after: AuditPlace | null = null;
  let begun = false;
  return new ReadableStream({
    async pull(controller) {
      await setImmediate();
      if (!(await saying.goesOn()))
        return controller.error(new Error('Whoever asked may no longer have it.'));
      const { rows, next } = await auditPage(db, filter, { after, most: SLICE });
      const lines = rows.map(row => lineOf(row, saying)).join('');
      const start = begun ? '' : `${CSV_START}${csvLine(COLUMNS)}`;
      begun = true;
      controller.enqueue(encoder.encode(start + lines));
      after = next;
      if (!next) controller.close();
    },
  });
}

function lineOf({ seq, at, who, what, about, details, hash }: AuditRow, { names, zone }: Saying): string {
  const time = Temporal.Instant.fromEpochMilliseconds(at).toString({ timeZone: zone });
  return csvLine([seq, time, names.get(who ?? '') ?? null, who, what, about, details, hash]);
}
