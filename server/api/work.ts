import { Hono } from 'hono';
import { z } from 'zod';
import type { Work, Worked } from '../../core/flows/entry-acts.ts';
import { entrySeen } from '../../core/flows/entry-seen.ts';
import { textIsRetried } from '../../core/flows/retry-text.ts';
import { assignEntry, entryWaits, noteEntry, reopenEntry } from '../../core/flows/set-aside.ts';
import { undoAct } from '../../core/flows/undo-act.ts';
import { handleEntry, OUTCOMES, staffReplies, takeEntry } from '../../core/flows/work-entry.ts';
import type { EntryId } from '../../core/ids.ts';
import { appendAudit } from '../../core/store/audit.ts';
import { rowsOf } from '../../core/store/queue-rows.ts';
import { visibleEntry } from '../../core/store/visible.ts';
import type { Tx } from '../../core/store/writer.ts';
import type { SignedIn } from '../auth/session-port.ts';
import type { ApiDeps } from './deps.ts';
import { body, entryId, messageId, named, version } from './input.ts';
import { lookingFor } from './looking.ts';
import { isAtTheDesk } from './presence.ts';
import { Problem, problemOf } from './problem.ts';
import { noteRefused } from './refusals.ts';
import { type Asking, EVERYBODY, ownOnly, requireRole } from './require-role.ts';

const MOST_AT_ONCE = 100;

const shortName = z.string().min(1).max(60);
const until = z.union([
  z.enum(['later_today', 'tomorrow_morning']),
  z.strictObject({ date: z.string().max(10) }),
]);
const outcome = { outcome: z.enum(OUTCOMES), copiedToChart: z.boolean().nullable().default(null) };
/** Long enough for a text that is then refused with a sentence that says how long it may be. */
const words = z.string().max(20_000);
const seen = { version };
const entries = some(z.strictObject({ id: entryId, version }));

const batch = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('take'), entries }),
  z.strictObject({ act: z.literal('assign'), entries, to: shortName.nullable() }),
  z.strictObject({ act: z.literal('wait'), entries, until }),
  z.strictObject({ act: z.literal('handle'), entries, ...outcome }),
  z.strictObject({ act: z.literal('reopen'), entries }),
  z.strictObject({ act: z.literal('undo'), entries: some(z.strictObject({ id: entryId, act: z.uuid() })) }),
]);

function some<One extends z.ZodType>(one: One) {
  return z.array(one).min(1).max(MOST_AT_ONCE);
}

/**
 * What staff do with entries. Each names the version that was seen (409 `changed` with who was first, and nothing is
 * done), and answers with the entry as it is now and the `act` by which it can be undone.
 */
export function workRoutes(deps: ApiDeps) {
  const { session } = deps;
  const everybody = requireRole(session, EVERYBODY);
  const entry = named(z.object({ id: entryId }));
  return new Hono<Asking>()
    .post('/entries/batch', everybody, body(batch), async c => {
      const asked = c.req.valid('json');
      const who = c.get('who');
      staffOf(who);
      const results = await Promise.all(actsOf(asked).map(one => oneOfMany(deps, who, one)));
      return c.json({ results });
    })
    .post('/entries/:id/take', everybody, entry, body(z.strictObject(seen)), async c => {
      const { id } = c.req.valid('param');
      return c.json(await done(deps, c.get('who'), id, c.req.valid('json'), takeEntry));
    })
    .post(
      '/entries/:id/assign',
      everybody,
      entry,
      body(z.strictObject({ ...seen, to: shortName.nullable() })),
      async c => {
        const { id } = c.req.valid('param');
        return c.json(await done(deps, c.get('who'), id, c.req.valid('json'), assignEntry));
      },
    )
    .post('/entries/:id/wait', everybody, entry, body(z.strictObject({ ...seen, until })), async c => {
      const { id } = c.req.valid('param');
      return c.json(await done(deps, c.get('who'), id, c.req.valid('json'), entryWaits));
    })
    .post('/entries/:id/handle', everybody, entry, body(z.strictObject({ ...seen, ...outcome })), async c => {
      const { id } = c.req.valid('param');
      return c.json(await done(deps, c.get('who'), id, c.req.valid('json'), handleEntry));
    })
    .post('/entries/:id/reopen', everybody, entry, body(z.strictObject(seen)), async c => {
      const { id } = c.req.valid('param');
      return c.json(await done(deps, c.get('who'), id, c.req.valid('json'), reopenEntry));
    })
    .post('/entries/:id/note', everybody, entry, body(z.strictObject({ ...seen, words })), async c => {
      const { id } = c.req.valid('param');
      return c.json(await done(deps, c.get('who'), id, c.req.valid('json'), noteEntry));
    })
    .post('/entries/:id/reply', everybody, entry, body(z.strictObject({ ...seen, words })), async c => {
      const { id } = c.req.valid('param');
      return c.json(await done(deps, c.get('who'), id, c.req.valid('json'), staffReplies));
    })
    .post(
      '/entries/:id/retry',
      everybody,
      entry,
      body(z.strictObject({ ...seen, message: messageId })),
      async c => {
        const { id } = c.req.valid('param');
        return c.json(await done(deps, c.get('who'), id, c.req.valid('json'), textIsRetried));
      },
    )
    .post('/entries/:id/undo', everybody, entry, body(z.strictObject({ act: z.uuid() })), async c => {
      const { id } = c.req.valid('param');
      return c.json(await done(deps, c.get('who'), id, c.req.valid('json'), undoAct));
    })
    .post('/entries/:id/seen', everybody, entry, body(z.strictObject({ askedAt: z.int() })), async c => {
      const { id } = c.req.valid('param');
      const who = c.get('who');
      const look = { ...c.req.valid('json'), entry: id, user: who.user, onlyFor: ownOnly(who) };
      await deps.store.write(tx => entrySeen(tx, look));
      return c.body(null, 204);
    });
}

/** Does something with an entry, in one transaction, and shows the entry as it is then. */
export async function done<More extends object>(
  deps: ApiDeps,
  who: SignedIn,
  id: EntryId,
  more: More,
  flow: (tx: Tx, config: ReturnType<ApiDeps['config']>, work: Work & More) => Promise<Worked>,
) {
  const work = { ...more, entry: id, staff: staffOf(who), ownOnly: who.role === 'clinician' };
  const worked = await deps.store.write(async tx => {
    const did = await flow(tx, deps.config(), work);
    await isAtTheDesk(tx, who, id);
    await appendAudit(tx, { at: tx.now, who: who.user, what: `entry_${did.what}`, about: id, details: {} });
    return did;
  });
  // What was confirmed may go on in an entry of somebody else's.
  const { id: now } = worked.entry;
  const shown = now === id || visibleEntry(deps.store, now, ownOnly(who)) ? [now] : [];
  const [row] = rowsOf(deps.store, shown, lookingFor(deps, who));
  return { entry: row ?? null, act: worked.act };
}

type Flow = (tx: Tx, config: ReturnType<ApiDeps['config']>, work: Work) => Promise<Worked>;

interface OneOfMany {
  id: EntryId;
  flow: Flow;
}

/** What became of one entry, whatever becomes of the others: some may be done when the database is busy. */
async function oneOfMany(deps: ApiDeps, who: SignedIn, { id, flow }: OneOfMany) {
  try {
    const { entry, act } = await done(deps, who, id, {}, flow);
    return { id, entry, act, problem: null };
  } catch (error) {
    const problem = problemOf(error) ?? unforeseen(deps, error);
    await noteRefused(deps, { who, problem, about: id, route: 'POST /api/entries/batch' });
    return { id, entry: null, act: null, problem: problem.details };
  }
}

function unforeseen({ log }: ApiDeps, error: unknown): Problem {
  const name = error instanceof Error ? error.name : typeof error;
  log.error({ event: 'request_failed', path: '/api/entries/batch', error: name });
  return new Problem('failed', 'Something went wrong here. Look whether it was done, then try again.');
}

function actsOf(asked: z.output<typeof batch>): OneOfMany[] {
  if (asked.act === 'undo') {
    return asked.entries.map(({ id, act }) => ({
      id,
      flow: (tx, config, work) => undoAct(tx, config, { ...work, act }),
    }));
  }
  const flow = flowOf(asked);
  return asked.entries.map(({ id, version }) => ({
    id,
    flow: (tx, config, work) => flow(tx, config, { ...work, version }),
  }));
}

function flowOf(asked: Exclude<z.output<typeof batch>, { act: 'undo' }>): Flow {
  switch (asked.act) {
    case 'take':
      return takeEntry;
    case 'reopen':
      return reopenEntry;
    case 'assign':
      return (tx, config, work) => assignEntry(tx, config, { ...work, to: asked.to });
    case 'wait':
      return (tx, config, work) => entryWaits(tx, config, { ...work, until: asked.until });
    case 'handle':
      return (tx, config, work) => handleEntry(tx, config, { ...work, ...asked });
  }
}

/** The short name by which somebody works entries. */
export function staffOf({ staff }: SignedIn): string {
  if (staff === null) {
    throw new Problem('not_staff', "Only who is in the configuration's staff can work entries.");
  }
  return staff;
}
