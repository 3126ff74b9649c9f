import { sql } from 'kysely';
import type { ContactId, EntryId, VoicemailId } from '../ids.ts';
import { query, type Reads } from './query.ts';

/** Whose entries somebody sees: everybody's, or, if given, only their own, nobody's, and every crisis that is open. */
export type OwnOnly = { staff: string | null } | null;

interface Asked {
  limited: 0 | 1;
  staff: string | null;
}

/** Written into the SQL: a partial index serves only a query whose literal it knows. */
const HANDLED = sql.lit('handled' as const);

const entryById = query((db, a: Asked & { id: EntryId }) =>
  db.selectFrom('entries').select(['id', 'contact_id', 'version']).where('id', '=', a.id).where(open(a)),
);
const waitingOfContact = query((db, a: Asked & { contact: ContactId }) =>
  db
    .selectFrom('entries')
    .select('id')
    .where('contact_id', '=', a.contact)
    .where('state', '<>', HANDLED)
    .where(open(a))
    .limit(1),
);
const handledOfContact = query((db, a: { contact: ContactId; staff: string | null }) =>
  db
    .selectFrom('entries')
    .select('handled_at')
    .where('contact_id', '=', a.contact)
    .where('handled_at', 'is not', null)
    .where('owner', '=', a.staff)
    .orderBy('handled_at', 'desc')
    .limit(1),
);
const contactById = query((db, { id }: { id: ContactId }) =>
  db.selectFrom('contacts').select('id').where('id', '=', id),
);
const voicemailById = query((db, { id }: { id: VoicemailId }) =>
  db
    .selectFrom('voicemails')
    .innerJoin('calls', 'calls.id', 'voicemails.call_id')
    .selectAll('voicemails')
    .select(['calls.contact_id', 'calls.entry_id', 'calls.arrived_at'])
    .where('voicemails.id', '=', id),
);

function open(a: Asked) {
  return sql<boolean>`(${a.limited} = 0 or owner = ${a.staff}
    or (state <> ${HANDLED} and (owner is null or calm = 0)))`;
}

function asked(own: OwnOnly): Asked {
  return { limited: own ? 1 : 0, staff: own?.staff ?? null };
}

/** An entry, if it is there and open to whoever asks. */
export function visibleEntry(reads: Reads, id: EntryId, own: OwnOnly) {
  return reads.first(entryById, { ...asked(own), id });
}

/**
 * Up to when a contact's conversation is open to whoever asks (epoch milliseconds, both included): all of it while an
 * entry that waits is; else only as far as the last that they handled themselves, since what came later is somebody
 * else's; null where nothing is. See docs/decisions/what-clinicians-see.md.
 */
export function visibleUntil(reads: Reads, contact: ContactId, own: OwnOnly): number | null {
  if (!own) return reads.first(contactById, { id: contact }) ? Number.MAX_SAFE_INTEGER : null;
  if (reads.first(waitingOfContact, { ...asked(own), contact })) return Number.MAX_SAFE_INTEGER;
  return reads.first(handledOfContact, { contact, staff: own.staff })?.handled_at ?? null;
}

const besideOf = query((db, a: Asked & { contact: ContactId; except: EntryId }) =>
  db
    .selectFrom('entries')
    .select('id')
    .where('contact_id', '=', a.contact)
    .where('id', '<>', a.except)
    .where('state', '<>', HANDLED)
    .where(open(a))
    .orderBy('opened_at'),
);

/** A contact's other entries that wait, as far as they are open to whoever asks: several people's, behind one number. */
export function visibleBeside(
  reads: Reads,
  { contact, except }: { contact: ContactId; except: EntryId },
  own: OwnOnly,
): EntryId[] {
  return reads.all(besideOf, { ...asked(own), contact, except }).map(entry => entry.id);
}

/** A voicemail, if it is there and in a part of its conversation that is open to whoever asks. */
export function visibleVoicemail(reads: Reads, id: VoicemailId, own: OwnOnly) {
  const voicemail = reads.first(voicemailById, { id });
  if (!voicemail) return undefined;
  const { contact_id: contact, entry_id: entry, arrived_at: arrived } = voicemail;
  const may =
    !own ||
    (contact === null
      ? entry !== null && visibleEntry(reads, entry, own) !== undefined
      : arrived <= (visibleUntil(reads, contact, own) ?? -1));
  return may ? voicemail : undefined;
}
