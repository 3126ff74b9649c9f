import { Hono } from 'hono';
import { z } from 'zod';
import { ASK_KINDS } from '../../core/rules/asks.ts';
import { readSearch } from '../../core/rules/search-words.ts';
import {
  isPlaceOf,
  type Place,
  type QueueFilter,
  type QueuePage,
  queuePage,
} from '../../core/store/queue-page.ts';
import { searchQueue } from '../../core/store/search.ts';
import type { SignedIn } from '../auth/session-port.ts';
import type { ApiDeps } from './deps.ts';
import { body, queryOf } from './input.ts';
import { lookingFor } from './looking.ts';
import { Problem } from './problem.ts';
import { type Asking, EVERYBODY, ownOnly, requireRole } from './require-role.ts';
import { Searches } from './searches.ts';

const PAGE = 50;

const wanted = {
  state: z.enum(['open', 'assigned', 'waiting', 'handled']).optional(),
  whose: z.enum(['mine', 'unassigned', 'all']).default('all'),
  ask: z.enum(ASK_KINDS).optional(),
  line: z.string().max(20).optional(),
};
const asked = z.strictObject({ ...wanted, after: z.string().max(200).optional() });
const searched = z.strictObject({
  ...wanted,
  search: z.string().max(1_000),
  after: z.int().positive().optional(),
});

const place = z.union([
  z.tuple([z.int(), z.int(), z.int(), z.string().max(40)]),
  z.tuple([z.int(), z.string().max(40)]),
]);

/**
 * `GET /api/queue`: what waits for a person, or what is handled, fifty at a time. `next` is what to send as `after` for
 * more; a page may have fewer than fifty, even none, while there is more to look through.
 *
 * `POST /api/queue/search`: the entries in which something was found last, handled ones too, fifty at the most; `more`
 * says whether there may be others. `next` is what to send as `after` to look further back, where an entry may come that
 * was there before. What is looked for may be somebody's name or number, and stands in no address.
 */
export function queueRoutes(deps: ApiDeps) {
  const { store, config, session } = deps;
  const role = requireRole(session, EVERYBODY);
  const searches = new Searches(deps);
  const filterFor = (
    who: SignedIn,
    { state, whose, ask, line }: Omit<z.output<typeof searched>, 'search'>,
  ): QueueFilter => {
    const known = line === undefined ? null : config().lines.find(one => one.number === line)?.number;
    if (known === undefined) throw new Problem('bad-input', 'There is no such line.');
    return {
      state: state ?? null,
      whose: whose === 'mine' ? { staff: mine(who) } : whose,
      ask: ask ?? null,
      line: known,
      onlyFor: ownOnly(who),
    };
  };
  return new Hono<Asking>()
    .get('/queue', role, queryOf(asked), c => {
      const who = c.get('who');
      const { after, ...rest } = c.req.valid('query');
      const filter = filterFor(who, rest);
      const from = after === undefined ? null : placeIn(after, filter);
      const page = queuePage(store, filter, { after: from, most: PAGE, ...lookingFor(deps, who) });
      return c.json(pageView(page));
    })
    .post('/queue/search', role, body(searched), async c => {
      const who = c.get('who');
      const { search, after, ...rest } = c.req.valid('json');
      const looking = readSearch(search);
      const filter = filterFor(who, rest);
      const shown = { most: PAGE, ...lookingFor(deps, who) };
      if (looking.terms.length === 0 && looking.digits === null) {
        // Nothing to look for yet: the queue as it is.
        const page = queuePage(store, filter, { ...shown, after: null });
        return c.json({ entries: page.rows, more: page.next !== null, next: null });
      }
      await searches.note(who);
      const { rows, more, next } = searchQueue(store, filter, looking, { ...shown, after: after ?? null });
      return c.json({ entries: rows, more, next });
    });
}

const UNHANDLED = { state: null, whose: 'all', ask: null, line: null } as const;

/** The first page of what waits for a person, as `GET /api/queue` answers it when nothing was chosen. */
export function beginningOfQueue(deps: ApiDeps, who: SignedIn) {
  const filter = { ...UNHANDLED, onlyFor: ownOnly(who) };
  return pageView(queuePage(deps.store, filter, { after: null, most: PAGE, ...lookingFor(deps, who) }));
}

function pageView({ rows, next }: QueuePage) {
  return { entries: rows, next: next && afterPlace(next), more: next !== null };
}

/** Nothing is anybody's who is not in the configuration's staff: no short name is empty. */
function mine({ staff }: SignedIn): string {
  return staff ?? '';
}

function afterPlace(at: Place): string {
  return Buffer.from(JSON.stringify(at)).toString('base64url');
}

function placeIn(after: string, filter: QueueFilter): Place {
  try {
    const read = place.parse(JSON.parse(Buffer.from(after, 'base64url').toString('utf8')));
    if (isPlaceOf(filter, read)) return read;
  } catch {
    // Falls through: whatever is wrong with it, it is no place in this list.
  }
  throw new Problem('bad-input', 'This list cannot be continued from there. Begin again.', {
    fields: ['after'],
  });
}
