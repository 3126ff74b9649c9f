import { Hono } from 'hono';
import { z } from 'zod';
import type { EntryId } from '../../core/ids.ts';
import { appendAudit } from '../../core/store/audit.ts';
import { rowsOf } from '../../core/store/queue-rows.ts';
import {
  consentRecord,
  type Moment,
  type TimelineItem,
  timelinePage,
  type Whose,
} from '../../core/store/timeline.ts';
import { visibleBeside, visibleEntry, visibleUntil } from '../../core/store/visible.ts';
import { LANGUAGES, type Language, type Texts, textsOf } from '../../core/texts/texts.ts';
import type { SignedIn } from '../auth/session-port.ts';
import type { ApiDeps } from './deps.ts';
import { contactId, entryId, named, queryOf } from './input.ts';
import { lookingFor } from './looking.ts';
import { byPerson, isAtTheDesk } from './presence.ts';
import { Problem } from './problem.ts';
import { type Asking, EVERYBODY, ownOnly, requireRole } from './require-role.ts';

const PAGE = 50;

const asked = z.object({ before: z.string().max(100).optional(), in: z.string().max(10).optional() });
const moment = z.tuple([z.int(), z.int(), z.int()]);

/**
 * An entry with everything that happened with its contact, and more of it: newest first, fifty at a time. Opening one is
 * written into the audit log before anything of it is shown.
 */
export function conversationRoutes(deps: ApiDeps) {
  const { store, session } = deps;
  const everybody = requireRole(session, EVERYBODY);
  return new Hono<Asking>()
    .get('/entries/:id', everybody, named(z.object({ id: entryId })), queryOf(asked), async c => {
      const who = c.get('who');
      const { id } = c.req.valid('param');
      const { before, in: language } = c.req.valid('query');
      const entry = visibleEntry(store, id, ownOnly(who));
      if (!entry) throw notThere();
      const from = momentIn(before);
      const contact = entry.contact_id;
      const until = contact ? visibleUntil(store, contact, ownOnly(who)) : Number.MAX_SAFE_INTEGER;
      if (until === null) throw notThere();
      await viewed(deps, who, id, byPerson(c.req.raw) ? id : undefined);
      const besides = contact ? visibleBeside(store, { contact, except: id }, ownOnly(who)) : [];
      const [row, ...beside] = rowsOf(store, [id, ...besides], lookingFor(deps, who));
      const whose = contact ? { contact } : { entry: id };
      const { items, next } = page(deps, whose, { from, until, language });
      const consents = contact ? consentRecord(store, contact, until) : [];
      return c.json({ entry: row ?? null, beside, consents, items, next });
    })
    .get('/contacts/:id/timeline', everybody, named(z.object({ id: contactId })), queryOf(asked), async c => {
      const who = c.get('who');
      const { id } = c.req.valid('param');
      const { before, in: language } = c.req.valid('query');
      const until = visibleUntil(store, id, ownOnly(who));
      if (until === null) throw notThere();
      const from = momentIn(before);
      await viewed(deps, who, id);
      return c.json(page(deps, { contact: id }, { from, until, language }));
    });
}

function notThere(): Problem {
  return new Problem('not-found', 'There is nothing here by this name, or it is not open to you.');
}

/** `opened`: the entry that a person has opened, rather than a timer. */
async function viewed({ store }: ApiDeps, who: SignedIn, about: string, opened?: EntryId): Promise<void> {
  await store.write(async tx => {
    if (opened) await isAtTheDesk(tx, who, opened);
    await appendAudit(tx, { at: tx.now, who: who.user, what: 'viewed', about, details: {} });
  });
}

/** A page of it, up to what whoever asks may see. The desk speaks languages that the practice's texts need not. */
function page(
  { store, config }: ApiDeps,
  whose: Whose,
  { from, until, ...asked }: { from: Moment | null; until: number; language: string | undefined },
) {
  const { items, next } = timelinePage(store, whose, { before: from, until, most: PAGE });
  const { practice, texts } = config();
  const known = Object.keys(LANGUAGES) as Language[];
  const language = known.find(one => one === asked.language) ?? (practice.languages[0] as Language);
  const words = textsOf(language, texts);
  return { items: items.map(item => said(item, words)), next: next?.join('.') ?? null };
}

/** An item with its code in plain words beside it. */
function said(item: TimelineItem, { fates, notes }: Texts) {
  const sentences: Readonly<Record<string, string>> = { ...notes, ...fates };
  // A code that a newer version wrote is shown as it is.
  const sentence = (code: string) => sentences[code] ?? code.replaceAll('_', ' ');
  if (item.what === 'text' && item.fate !== null) return { ...item, fateWords: sentence(item.fate) };
  if (item.what === 'note') return { ...item, words: sentence(item.code) };
  return item;
}

function momentIn(before: string | undefined): Moment | null {
  if (before === undefined) return null;
  const reading = moment.safeParse(
    before.split('.').map(part => (/^\d{1,16}$/.test(part) ? Number(part) : null)),
  );
  if (!reading.success) {
    throw new Problem('bad-input', 'This conversation cannot be continued from there. Open it again.', {
      fields: ['before'],
    });
  }
  return reading.data;
}
