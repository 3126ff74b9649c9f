import { Hono } from 'hono';
import { z } from 'zod';
import { type AuditVerdict, appendAudit, auditEnd, verifyAudit } from '../../core/store/audit.ts';
import { auditAbouts } from '../../core/store/audit-abouts.ts';
import { type AuditFilter, type AuditPlace, auditPage } from '../../core/store/audit-page.ts';
import type { AuditRow } from '../../core/store/schema.ts';
import { listUsers } from '../../core/store/users.ts';
import { auditCsv } from './audit-csv.ts';
import type { ApiDeps } from './deps.ts';
import { body, queryOf } from './input.ts';
import { withoutActs } from './presence.ts';
import { Problem } from './problem.ts';
import { type Asking, OWNERS, requireRole } from './require-role.ts';

const PAGE = 50;

/** Ids and codes: what is looked for stands in the address, and in the log. */
const code = z.string().regex(/^[\w-]{1,60}$/);
const wanted = {
  /** A user's id, `command`, or `nobody`. */
  who: code.optional(),
  what: code.optional(),
  about: z
    .string()
    .regex(/^\+?[\w-]{1,60}$/)
    .optional(),
  /** Days of the practice, both included. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
};
const asked = z.strictObject({ ...wanted, after: z.string().max(40).optional() });
const place = z.tuple([z.int(), z.int()]);

/** A number names a line here: what somebody else's was looked for by would stand in the log itself, for good. */
function mustNameNobody(about: string | undefined, { lines }: ReturnType<ApiDeps['config']>): void {
  if (about === undefined || !/^\+?[\d-]+$/.test(about) || lines.some(({ number }) => number === about))
    return;
  throw new Problem('bad-input', 'There is no such line.', { fields: ['about'] });
}

/**
 * The audit log, for owners: a page of it, newest first; all of it that fits as a file; and whether it is whole. Looking
 * and exporting are written into it.
 */
export function auditRoutes({ store, config, session }: ApiDeps) {
  const owners = requireRole(session, OWNERS);
  const quiet = withoutActs(session);
  let verifying: Promise<AuditVerdict> | null = null;

  const filterOf = ({ who, what, about, from, to }: z.output<typeof asked>): AuditFilter => ({
    ...(who === undefined ? {} : { who: who === 'nobody' ? null : who }),
    ...(what === undefined ? {} : { what }),
    ...(about === undefined ? {} : { about }),
    ...(from === undefined ? {} : { from: dayBegins(from, 0) }),
    ...(to === undefined ? {} : { to: dayBegins(to, 1) }),
  });
  const dayBegins = (date: string, days: number): number =>
    Temporal.PlainDate.from(date).add({ days }).toZonedDateTime(config().practice.time_zone)
      .epochMilliseconds;
  const names = async () => new Map((await listUsers(store.read)).map(({ id, name }) => [id, name]));

  return new Hono<Asking>()
    .get('/audit', owners, queryOf(asked), async c => {
      const query = c.req.valid('query');
      mustNameNobody(query.about, config());
      const after = query.after === undefined ? null : placeIn(query.after);
      // Whoever reads on has been written down when they began.
      if (!after) {
        await store.write(tx => {
          const { about = null } = query;
          const who = c.get('who').user;
          return appendAudit(tx, { at: tx.now, who, what: 'audit_viewed', about, details: {} });
        });
      }
      const { rows, next } = await auditPage(store.read, filterOf(query), { after, most: PAGE });
      const known = await names();
      const abouts = await auditAbouts(store.read, rows);
      return c.json({
        rows: rows.map(row => ({
          ...{ seq: row.seq, at: row.at, what: row.what, who: row.who },
          whoName: known.get(row.who ?? '') ?? null,
          about: row.about,
          aboutName: known.get(row.about ?? '') ?? nameOf(row, config()),
          entry: abouts.get(row.about ?? '') ?? null,
          details: JSON.parse(row.details) as Record<string, string | number | boolean | null>,
        })),
        next: next?.join('.') ?? null,
        people: [...known].map(([id, name]) => ({ id, name })),
        end: await auditEnd(store.read),
      });
    })
    .get('/audit/export', owners, queryOf(z.strictObject(wanted)), async c => {
      const query = c.req.valid('query');
      mustNameNobody(query.about, config());
      await store.write(tx => {
        const { who = null, what = null, from = null, to = null } = query;
        return appendAudit(tx, {
          ...{ at: tx.now, who: c.get('who').user, what: 'audit_exported', about: query.about ?? null },
          details: { who, what, from, to },
        });
      });
      const csv = auditCsv(store.read, filterOf(query), {
        names: await names(),
        zone: config().practice.time_zone,
        goesOn: async () => (await quiet.signedIn(c.req.raw))?.role === 'owner',
      });
      return c.body(csv, 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': 'attachment; filename="audit-log.csv"',
      });
    })
    .post('/audit/verify', owners, body(z.strictObject({})), async c => {
      // One reading of the whole log serves all who ask meanwhile.
      verifying ??= verifyAudit(store.read).finally(() => {
        verifying = null;
      });
      const verdict = await verifying;
      await store.write(tx => {
        const details = verdict.ok
          ? { whole: true, seq: verdict.end.seq }
          : { whole: false, seq: verdict.seq };
        const who = c.get('who').user;
        return appendAudit(tx, { at: tx.now, who, what: 'audit_verified', about: null, details });
      });
      return c.json(verdict);
    });
}

/** What configuration calls it: a line, or somebody on staff. */
function nameOf({ about }: AuditRow, { lines, staff }: ReturnType<ApiDeps['config']>): string | null {
  if (about === null) return null;
  const line = lines.find(({ number }) => number === about);
  return line?.name ?? (Object.hasOwn(staff, about) ? (staff[about]?.name ?? null) : null);
}

function placeIn(after: string): AuditPlace {
  const read = place.safeParse(
    after.split('.').map(part => (/^-?\d{1,16}$/.test(part) ? Number(part) : null)),
  );
  if (read.success) return read.data;
  throw new Problem('bad-input', 'The log cannot be continued from there. Open it again.', {
    fields: ['after'],
  });
}
