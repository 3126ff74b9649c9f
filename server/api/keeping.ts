import { Readable } from 'node:stream';
import { Hono } from 'hono';
import { z } from 'zod';
import { nameOf } from '../../core/errors.ts';
import { allOf, eraseContactWhole, eraseEntry } from '../../core/flows/contact-erased.ts';
import { exportContact } from '../../core/flows/contact-exported.ts';
import { EraseRefused } from '../../core/flows/erase-refused.ts';
import { KEPT } from '../../core/flows/keeping.ts';
import { heldSince, holdContact, holdEverything } from '../../core/flows/legal-hold.ts';
import type { ContactId } from '../../core/ids.ts';
import { erasedBefore } from '../../core/rules/keeping.ts';
import { crisesOver } from '../../core/store/keeping.ts';
import { contentsOfContact } from '../../core/store/kept-of.ts';
import { markOf } from '../../core/store/marks.ts';
import { LANGUAGES, type Language } from '../../core/texts/texts.ts';
import type { ApiDeps } from './deps.ts';
import { body, contactId, entryId, named, queryOf } from './input.ts';
import { type Asking, OWNERS, requireRole } from './require-role.ts';

/** So many crises that wait are listed: the oldest. */
const LISTED = 100;

const wanted = z.strictObject({
  as: z.enum(['html', 'json']).default('html'),
  in: z.enum(Object.keys(LANGUAGES) as [Language, ...Language[]]).default('en'),
});

/**
 * What is kept, for owners: how much there is of somebody, an export of it, erasing them, legal holds, and the crises whose
 * time is over. Whoever erases somebody names how much they saw (`seen`): what came since is not erased unseen.
 */
export function keepingRoutes({ store, config, clock, session, log }: ApiDeps) {
  const owners = requireRole(session, OWNERS);
  const contact = named(z.object({ id: contactId }));
  const hold = body(z.strictObject({ on: z.boolean() }));
  const reads = { db: store.read };
  const now = () => clock.now().epochMilliseconds;
  const before = () => erasedBefore(config().keep, now()).items;
  const keptOf = async (id: ContactId) => {
    const row = await store.read
      .selectFrom('contacts')
      .select(['held_at', 'erasing_at'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (!row || row.erasing_at !== null) throw new EraseRefused('no_such_contact');
    const kept = await contentsOfContact(store.read, id);
    return { ...kept, seen: allOf(kept), heldSince: row.held_at, allHeldSince: await heldSince(reads) };
  };
  const everything = async () => ({
    heldSince: await heldSince(reads),
    ranAt: await markOf(store.read, KEPT),
    waiting: (await crisesOver(store.read, before(), LISTED)).map(({ id, handled_at }) => ({
      id,
      handledAt: handled_at,
    })),
  });
  // Nobody waits for that; the worker does it in the night at the latest.
  const emptyLog = () =>
    void store.emptyLog().catch(error => log.warn({ event: 'log_not_emptied', error: nameOf(error) }));

  return new Hono<Asking>()
    .get('/keeping', owners, async c => c.json(await everything()))
    .put('/keeping/hold', owners, hold, async c => {
      const { on } = c.req.valid('json');
      await store.write(tx => holdEverything(tx, c.get('who').user, on));
      return c.json(await everything());
    })
    .get('/contacts/:id/kept', owners, contact, async c => c.json(await keptOf(c.req.valid('param').id)))
    .put('/contacts/:id/hold', owners, contact, hold, async c => {
      const { id } = c.req.valid('param');
      const { on } = c.req.valid('json');
      await store.write(tx => holdContact(tx, c.get('who').user, id, on));
      return c.json(await keptOf(id));
    })
    .get('/contacts/:id/export', owners, contact, queryOf(wanted), async c => {
      const { as, in: language } = c.req.valid('query');
      const asked = { by: c.get('who').user, contact: c.req.valid('param').id, language };
      const { json, page } = await exportContact({ store, config: config(), now: now() }, asked);
      // Nobody's name or number: what a file is called stands in lists of downloads.
      c.header('Content-Disposition', `attachment; filename="what-is-kept.${as}"`);
      if (as === 'json') return c.body(json, 200, { 'Content-Type': 'application/json; charset=utf-8' });
      const bytes = Readable.toWeb(Readable.from(page()).map(part => Buffer.from(part as string)));
      return c.body(bytes as ReadableStream, 200, { 'Content-Type': 'text/html; charset=utf-8' });
    })
    .post('/contacts/:id/erase', owners, contact, body(z.strictObject({ seen: z.int().min(0) })), async c => {
      const { id } = c.req.valid('param');
      const erasing = { by: c.get('who').user, contact: id, seen: c.req.valid('json').seen };
      const kept = await eraseContactWhole(flow => store.write(flow), config, erasing);
      emptyLog();
      return c.json(kept);
    })
    .post(
      '/entries/:id/erase',
      owners,
      named(z.object({ id: entryId })),
      body(z.strictObject({})),
      async c => {
        const asked = { by: c.get('who').user, entry: c.req.valid('param').id, before: before() };
        while (!(await store.write(tx => eraseEntry(tx, config(), asked))));
        emptyLog();
        return c.json(await everything());
      },
    );
}
