import { Hono } from 'hono';
import { z } from 'zod';
import { contactWishes } from '../../core/flows/contact-wishes.ts';
import { joinByHand } from '../../core/flows/join-by-hand.ts';
import { nameToAsk } from '../../core/flows/name-to-ask.ts';
import { numberConfirmed } from '../../core/flows/number-confirmed.ts';
import { splitEntry } from '../../core/flows/split-entry.ts';
import { LONGEST_CONSENT, LONGEST_NAME } from '../../core/rules/longest.ts';
import { appendAudit } from '../../core/store/audit.ts';
import { visibleUntil } from '../../core/store/visible.ts';
import { LANGUAGES, type Language } from '../../core/texts/texts.ts';
import type { ApiDeps } from './deps.ts';
import { body, contactId, entryId, named, version } from './input.ts';
import { isAtTheDesk } from './presence.ts';
import { Problem } from './problem.ts';
import { type Asking, EVERYBODY, ownOnly, requireRole } from './require-role.ts';
import { done, staffOf } from './work.ts';

/** One character more than may be, so that what is too long gets a sentence that says how long it may be. */
const name = z.string().max(LONGEST_NAME + 1_000);
const wishes = z.strictObject({
  language: z.enum(Object.keys(LANGUAGES) as [Language, ...Language[]]).optional(),
  voicemailOk: z.boolean().nullable().optional(),
  mayNameUs: z.boolean().nullable().optional(),
  texting: z
    .strictObject({
      to: z.enum(['allowed', 'stopped']),
      words: z.string().max(LONGEST_CONSENT + 1_000),
      seen: z.int().min(0),
    })
    .optional(),
});

/**
 * Who is behind an entry, and how they want to be reached. The acts name the version that was seen, as all do: `name` says
 * whom to ask for, `split` sets some asks apart for somebody else behind the same number, `join` goes on with an entry in
 * another one, `confirm` says that a number which was typed is right.
 */
export function peopleRoutes(deps: ApiDeps) {
  const { store, session } = deps;
  const everybody = requireRole(session, EVERYBODY);
  const entry = named(z.object({ id: entryId }));
  const named_ = z.strictObject({ version, nameToAsk: name });
  const split = z.strictObject({
    version,
    nameToAsk: name,
    asks: z.array(z.uuid().lowercase()).max(100),
  });
  return new Hono<Asking>()
    .post('/entries/:id/name', everybody, entry, body(named_), async c => {
      const { id } = c.req.valid('param');
      return c.json(await done(deps, c.get('who'), id, c.req.valid('json'), nameToAsk));
    })
    .post('/entries/:id/split', everybody, entry, body(split), async c => {
      const { id } = c.req.valid('param');
      return c.json(await done(deps, c.get('who'), id, c.req.valid('json'), splitEntry));
    })
    .post(
      '/entries/:id/join',
      everybody,
      entry,
      body(z.strictObject({ version, into: entryId })),
      async c => {
        const { id } = c.req.valid('param');
        return c.json(await done(deps, c.get('who'), id, c.req.valid('json'), joinByHand));
      },
    )
    .post('/entries/:id/confirm', everybody, entry, body(z.strictObject({ version })), async c => {
      const { id } = c.req.valid('param');
      return c.json(await done(deps, c.get('who'), id, c.req.valid('json'), numberConfirmed));
    })
    .put('/contacts/:id', everybody, named(z.object({ id: contactId })), body(wishes), async c => {
      const who = c.get('who');
      staffOf(who);
      const { id } = c.req.valid('param');
      const wished = c.req.valid('json');
      // Whoever may read a part of the past alone has nothing to do with how they are reached now.
      if (visibleUntil(store, id, ownOnly(who)) !== Number.MAX_SAFE_INTEGER) {
        throw new Problem('not-found', 'There is nobody here by this name, or they are not open to you.');
      }
      const { texting, ...codes } = wished;
      // What they said stands in the consent record; the audit log has codes alone.
      const said = Object.entries({ ...codes, texting: texting?.to });
      const details = Object.fromEntries(said.flatMap(([key, to]) => (to === undefined ? [] : [[key, to]])));
      await store.write(async tx => {
        await isAtTheDesk(tx, who, null);
        await contactWishes(tx, id, wished);
        await appendAudit(tx, { at: tx.now, who: who.user, what: 'contact_changed', about: id, details });
      });
      return c.body(null, 204);
    });
}
