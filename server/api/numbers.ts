import { Hono } from 'hono';
import { z } from 'zod';
import { CSV_START } from '../../core/rules/csv.ts';
import { clockSpans, PERIODS, type Period, periodUntil } from '../../core/rules/numbers.ts';
import { appendAudit } from '../../core/store/audit.ts';
import { countNumbers } from '../../core/store/numbers.ts';
import type { ApiDeps } from './deps.ts';
import { queryOf } from './input.ts';
import { numbersCsv } from './numbers-csv.ts';
import { Problem } from './problem.ts';
import { type Asking, FRONT_DESK, requireRole } from './require-role.ts';

/** So much is counted between two turns of the event loop: of a thousand calls a week some milliseconds. */
const SLICE = 7 * 86_400_000;

const asked = z.strictObject({
  days: z.coerce
    .number()
    .refine((days): days is Period => (PERIODS as readonly number[]).includes(days))
    .default(30),
  line: z.string().max(20).optional(),
});

/**
 * How the practice is doing in the last days, on one line or all of them: counts and times, nothing of anybody's. As a
 * file it is written into the audit log.
 */
export function numbersRoutes({ store, config, clock, session }: ApiDeps) {
  const role = requireRole(session, FRONT_DESK);
  const count = async ({ days, line }: z.output<typeof asked>) => {
    const { practice, lines } = config();
    const known = line === undefined ? null : lines.find(one => one.number === line)?.number;
    if (known === undefined) throw new Problem('bad-input', 'There is no such line.');
    const period = periodUntil(clock.now(), days, practice.time_zone);
    const spans = clockSpans(period, practice.time_zone, SLICE);
    return { ...period, days, line: known, ...(await countNumbers(store, spans, known)) };
  };
  return new Hono<Asking>()
    .get('/numbers', role, queryOf(asked), async c => c.json(await count(c.req.valid('query'))))
    .get('/numbers/file', role, queryOf(asked), async c => {
      const numbers = await count(c.req.valid('query'));
      await store.write(tx => {
        const { days, line } = numbers;
        const who = c.get('who').user;
        return appendAudit(tx, { at: tx.now, who, what: 'numbers_exported', about: line, details: { days } });
      });
      return c.body(`${CSV_START}${numbersCsv(numbers, config().practice.time_zone)}`, 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="numbers-${numbers.days}-days.csv"`,
      });
    });
}
