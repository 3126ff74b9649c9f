import { Hono } from 'hono';
import { z } from 'zod';
import { staffCalls } from '../../core/flows/staff-calls.ts';
import { appendAudit } from '../../core/store/audit.ts';
import { rowsOf } from '../../core/store/queue-rows.ts';
import type { ApiDeps } from './deps.ts';
import { body, entryId, named, version } from './input.ts';
import { lookingFor } from './looking.ts';
import { type Asking, EVERYBODY, requireRole } from './require-role.ts';
import { staffOf } from './work.ts';

const calling = z.strictObject({
  version,
  /** Made anew for each press of the button: two requests with the same one are one call. */
  request: z.uuid(),
  /** Whether the number that somebody typed is called, and not the contact's own. */
  typed: z.boolean().default(false),
});

/** Calling an entry's contact from the line's number, by way of one's own phone. The number is never in the request. */
export function staffCallRoutes(deps: ApiDeps) {
  const { store, config, session } = deps;
  const everybody = requireRole(session, EVERYBODY);
  const entry = named(z.object({ id: entryId }));
  return new Hono<Asking>().post('/entries/:id/call', everybody, entry, body(calling), async c => {
    const who = c.get('who');
    const { id } = c.req.valid('param');
    const work = {
      ...c.req.valid('json'),
      entry: id,
      staff: staffOf(who),
      ownOnly: who.role === 'clinician',
    };
    const called = await store.write(async tx => {
      const did = await staffCalls(tx, config(), work);
      const details = { call: did.call.id };
      if (!did.again)
        await appendAudit(tx, { at: tx.now, who: who.user, what: 'entry_call', about: id, details });
      return did;
    });
    const [row] = rowsOf(store, [id], lookingFor(deps, who));
    return c.json({ entry: row ?? null, call: called.call.id });
  });
}
