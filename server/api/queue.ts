import { Hono } from 'hono';
import { z } from 'zod';
import { ASK_KINDS } from '../../core/rules/asks.ts';
import { readSearch } from '../../core/rules/search-words.ts';
import { isPlaceOf, type Place, type QueueFilter, queuePage } from '../../core/store/queue-page.ts';
import { searchQueue } from '../../core/store/search.ts';
import type { SignedIn } from '../auth/session-port.ts';
import type { ApiDeps } from './deps.ts';
import { queryOf } from './input.ts';
import { Problem } from './problem.ts';
import { type Asking, EVERYBODY, ownOnly, requireRole } from './require-role.ts';

const PAGE = 50;

const asked = z.object({
  state: z.enum(['open', 'assigned', 'waiting', 'handled']).optional(),
  whose: z.enum(['mine', 'unassigned', 'all']).default('all'),
  ask: z.enum(ASK_KINDS).optional(),
  line: z.string().max(20).optional(),
  search: z.string().max(1_000).optional(),
  after: z.string().max(200).optional(),
});

const place = z.union([
  z.tuple([z.int(), z.int(), z.int(), z.string().max(40)]),
  z.tuple([z.int(), z.string().max(40)]),
]);

/**
 * `GET /api/queue`: what waits for a person, or what is handled, fifty at a time. `next` is what to send as `after` for
 * more; a page may have fewer than fifty, even none, while there is more to look through. A search shows the fifty entries
 * in which it was found last, handled ones too, and `more` says whether there are others.
 */
export function queueRoutes({ store, config, clock, session }: ApiDeps) {
  const now = () => clock.now().epochMilliseconds;
  return new Hono<Asking>().get('/queue', requireRole(session, EVERYBODY), queryOf(asked), c => {
    const who = c.get('who');
    const { state, whose, ask, line, search, after } = c.req.valid('query');
    const filter: QueueFilter = {
      state: state ?? null,
      whose: whose === 'mine' ? { staff: mine(who) } : whose,
      ask: ask ?? null,
      line: line === undefined ? null : (config().lines.find(one => one.number === line)?.number ?? null),
      onlyFor: ownOnly(who),
    };
    if (line !== undefined && filter.line === null) throw new Problem('bad-input', 'There is no such line.');
    const looking = search === undefined ? null : readSearch(search);
    if (looking && (looking.match !== null || looking.digits !== null)) {
      if (after !== undefined)
        throw new Problem('bad-input', 'A search has one page.', { fields: ['after'] });
      const { rows, more } = searchQueue(store, filter, looking, { most: PAGE, user: who.user, now: now() });
      return c.json({ entries: rows, next: null, more });
    }
    const from = after === undefined ? null : placeIn(after, filter);
    const { rows, next } = queuePage(store, filter, { after: from, most: PAGE, user: who.user, now: now() });
    return c.json({ entries: rows, next: next && afterPlace(next), more: next !== null });
  });
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
