import type Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, test } from 'vitest';
import { appendAudit } from '../../../core/store/audit.ts';
import { type AuditFilter, type AuditPlace, auditPage } from '../../../core/store/audit-page.ts';
import type { AuditRow, Tables } from '../../../core/store/schema.ts';
import { statements } from '../../../core/store/statements.ts';
import { openWriter } from './harness.ts';

const WHO = ['user-a', 'user-b', 'command', null] as const;
const WHAT = ['signed_in', 'viewed', 'voicemail_heard', 'audit_exported', 'refused'] as const;

/** A log whose clock was set back in the middle, with several rows in the same millisecond. */
async function filled(count: number) {
  const { writer, sqlite } = openWriter();
  await writer.write(async tx => {
    for (let i = 0; i < count; i += 1) {
      await appendAudit(tx, {
        at: (i < count / 2 ? 0 : -count / 4) + Math.floor(i / 3) * 3,
        who: WHO[i % 4]!,
        what: WHAT[i % 5]!,
        about: i % 7 ? `entry-${i % 7}` : null,
        details: { count: i },
      });
    }
  });
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: statements(sqlite) }) });
  return { db, sqlite, all: await db.selectFrom('audit').selectAll().execute() };
}

async function read(db: Kysely<Tables>, filter: AuditFilter, most: number): Promise<AuditRow[]> {
  const rows: AuditRow[] = [];
  let after: AuditPlace | null = null;
  do {
    const page = await auditPage(db, filter, { after, most });
    expect(page.rows.length).toBeLessThanOrEqual(most);
    rows.push(...page.rows);
    after = page.next;
  } while (after);
  return rows;
}

const FILTERS: AuditFilter[] = [
  {},
  { who: 'user-a' },
  { who: null },
  { what: 'viewed' },
  { about: 'entry-3' },
  { from: 100, to: 400 },
  { who: 'user-b', what: 'audit_exported' },
  { who: null, what: 'refused', about: 'entry-1', from: 50, to: 5_000 },
  { who: 'nobody', what: 'viewed' },
];

test.each(FILTERS.map(filter => [filter]))('%j: each row that fits once, newest first', async filter => {
  const { db, all } = await filled(5_000);
  const { who, what, about, from = -Infinity, to = Infinity } = filter;
  const fits = all.filter(
    row =>
      (who === undefined || row.who === who) &&
      (what === undefined || row.what === what) &&
      (about === undefined || row.about === about) &&
      row.at >= from &&
      row.at < to,
  );
  fits.sort((a, b) => b.at - a.at || b.seq - a.seq);
  expect((await read(db, filter, 7)).map(row => row.seq)).toEqual(fits.map(row => row.seq));
});

test.each(FILTERS.map(filter => [filter]))(
  '%j is found by an index, and no table is sorted',
  async filter => {
    const { db, sqlite } = await filled(16);
    const { plans } = watched(sqlite);
    for (const after of [null, [5, 5]] as const) await auditPage(db, filter, { after, most: 50 });
    expect(plans).not.toEqual([]);
    const [first] = (['about', 'who', 'what'] as const).filter(name => name in filter);
    // By what fits fewest; the rest is held against what was found.
    const others = plans.filter(
      step => /audit_by/.test(step) && !step.includes(`audit_by_${first ?? 'time'}`),
    );
    expect(others).toEqual([]);
    expect(
      plans.filter(step => /^SCAN (?!audit USING (?:COVERING )?INDEX audit_by_time)/.test(step)),
    ).toEqual([]);
    const sorts = plans.filter(step => /TEMP B-TREE/.test(step));
    // What was looked through for several things at once is sorted: two thousand rows at most.
    if (Object.keys(filter).filter(name => !/from|to/.test(name)).length < 2) expect(sorts).toEqual([]);
  },
);

/** The plan of each query that is asked from now on. https://www.sqlite.org/eqp.html */
function watched(sqlite: Database.Database): { plans: string[] } {
  const plans: string[] = [];
  const prepare = sqlite.prepare.bind(sqlite);
  sqlite.prepare = ((sql: string) => {
    const values = Array.from({ length: sql.split('?').length - 1 }, () => null);
    const steps = prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[];
    plans.push(...steps.map(({ detail }) => detail));
    return prepare(sql);
  }) as typeof sqlite.prepare;
  return { plans };
}
