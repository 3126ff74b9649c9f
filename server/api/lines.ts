import { Hono } from 'hono';
import { z } from 'zod';
import type { Config } from '../../core/config/schema.ts';
import { lineCloses } from '../../core/flows/line-closes.ts';
import { hoursAt } from '../../core/flows/practice.ts';
import { staffRests } from '../../core/flows/staff-rests.ts';
import { WorkRefused } from '../../core/flows/work-refused.ts';
import { type UntilChoice, untilMoment } from '../../core/rules/until.ts';
import { appendAudit } from '../../core/store/audit.ts';
import { closedUntilAt } from '../../core/store/closures.ts';
import { uncalledStaff } from '../../core/store/staff-states.ts';
import type { SignedIn } from '../auth/session-port.ts';
import type { ApiDeps } from './deps.ts';
import { body, named } from './input.ts';
import { byPerson, isAtTheDesk } from './presence.ts';
import { Problem } from './problem.ts';
import { type Asking, EVERYBODY, FRONT_DESK, requireRole } from './require-role.ts';

/** Longer than that a practice is not closed but has other hours, in milliseconds. */
const LONGEST = 366 * 86_400_000;

const choice = z.union([
  z.int(),
  z.enum(['an_hour', 'end_of_day']),
  z.strictObject({ wall: z.string().max(16) }),
]);
const until = z.strictObject({ until: choice.nullable() });

type Looking = Pick<ApiDeps, 'store' | 'config' | 'clock'>;

/** Every line: whether it is open, when it opens, and until when it is closed by hand (epoch milliseconds). */
export function linesView(deps: Looking) {
  return deps.config().lines.map(one => lineView(deps, one));
}

function lineView({ store, config, clock }: Looking, one: Config['lines'][number]) {
  const now = clock.now().epochMilliseconds;
  const closed = closedUntilAt(store, one.number, now);
  const shut = closed === null ? null : Temporal.Instant.fromEpochMilliseconds(closed);
  const { open, opens } = hoursAt(config(), one.hours, now, shut);
  const { number, name } = one;
  return { number, name, open, opens: opens?.epochMilliseconds ?? null, closedUntil: closed };
}

/** Who asks, and until when their own phone is left out of ringing (epoch milliseconds). */
export function meView({ store, clock }: Looking, { user, name, staff, role }: SignedIn) {
  const resting = staff === null ? undefined : uncalledStaff(store, clock.now().epochMilliseconds).get(staff);
  return { user, name, staff, role, noCallsUntil: resting ?? null };
}

/** Lines, whether they are open, and who is not to be rung. */
export function lineRoutes(deps: ApiDeps) {
  const { store, config, session } = deps;
  const everybody = requireRole(session, EVERYBODY);
  const frontDesk = requireRole(session, FRONT_DESK);
  const line = named(z.object({ number: z.string().max(20) }));

  const momentOf = (said: UntilChoice | null, now: number): number | null => {
    if (said === null) return null;
    const moment = untilMoment(said, now, config().practice.time_zone);
    if (moment === null) throw new WorkRefused('past', 'Write the time as a date and an hour.');
    return moment;
  };
  const lineCalled = (number: string) => {
    const found = config().lines.find(one => one.number === number);
    if (!found) throw new Problem('not-found', 'There is no such line.');
    return found;
  };

  return new Hono<Asking>()
    .get('/lines', everybody, c => c.json({ lines: linesView(deps) }))
    .get('/lines/:number/closed', everybody, line, c =>
      c.json(lineView(deps, lineCalled(c.req.valid('param').number))),
    )
    .put('/lines/:number/closed', frontDesk, line, body(until), async c => {
      const who = c.get('who');
      const found = lineCalled(c.req.valid('param').number);
      const { until: said } = c.req.valid('json');
      await store.write(async tx => {
        const asked = momentOf(said, tx.now);
        if (asked !== null && (asked <= tx.now || asked > tx.now + LONGEST)) {
          throw new WorkRefused('past', 'Choose a time from now on, at most a year ahead.');
        }
        await lineCloses(tx, [found.number], asked ?? tx.now);
        const details = { until: asked };
        await appendAudit(tx, {
          at: tx.now,
          who: who.user,
          what: 'line_closed',
          about: found.number,
          details,
        });
      });
      return c.json(lineView(deps, found));
    })
    .get('/me', everybody, async c => {
      // The desk says so each minute in which somebody types or clicks.
      if (byPerson(c.req.raw)) await store.write(tx => isAtTheDesk(tx, c.get('who'), null));
      return c.json(meView(deps, c.get('who')));
    })
    .put('/me/ringing', everybody, body(until), async c => {
      const { user, staff } = c.get('who');
      if (staff === null) throw new Problem('not_staff', "You have no phone in the configuration's staff.");
      const { until: said } = c.req.valid('json');
      const noCallsUntil = await store.write(async tx => {
        const asked = momentOf(said, tx.now);
        await staffRests(tx, config(), { staff, until: asked });
        const details = { until: asked };
        await appendAudit(tx, { at: tx.now, who: user, what: 'no_calls_until', about: staff, details });
        return asked;
      });
      return c.json({ noCallsUntil });
    });
}
