import { sql } from 'kysely';
import type { ContactId, EntryId, VoicemailId } from '../ids.ts';
import { query, type Reads } from './query.ts';

/** Whose entries somebody sees: everybody's, or, if given, only their own, nobody's, and every crisis that is open. */
export type OwnOnly = { staff: string | null } | null;

interface Asked {
  limited: 0 | 1;
  staff: string | null;
}

const entryById = query((db, a: Asked & { id: EntryId }) =>
  db.selectFrom('entries').select(['id', 'contact_id', 'version']).where('id', '=', a.id).where(open(a)),
);
const entryOfContact = query((db, a: Asked & { contact: ContactId }) =>
  db.selectFrom('entries').select('id').where('contact_id', '=', a.contact).where(open(a)).limit(1),
);
const contactById = query((db, { id }: { id: ContactId }) =>
  db.selectFrom('contacts').select('id').where('id', '=', id),
);
const voicemailById = query((db, { id }: { id: VoicemailId }) =>
  db
    .selectFrom('voicemails')
    .innerJoin('calls', 'calls.id', 'voicemails.call_id')
    .selectAll('voicemails')
    .select(['calls.contact_id', 'calls.entry_id'])
    .where('voicemails.id', '=', id),
);

function open(a: Asked) {
  return sql<boolean>`(${a.limited} = 0 or owner = ${a.staff}
    or (state <> ${sql.lit('handled')} and (owner is null or calm = 0)))`;
}

function asked(own: OwnOnly): Asked {
  return { limited: own ? 1 : 0, staff: own?.staff ?? null };
}

/** An entry, if it is there and open to whoever asks. */
export function visibleEntry(reads: Reads, id: EntryId, own: OwnOnly) {
  return reads.first(entryById, { ...asked(own), id });
}

/** Whether a contact's conversation is open to whoever asks: one of their entries is. */
export function contactIsVisible(reads: Reads, contact: ContactId, own: OwnOnly): boolean {
  if (!own) return reads.first(contactById, { id: contact }) !== undefined;
  return reads.first(entryOfContact, { ...asked(own), contact }) !== undefined;
}

/** A voicemail, if it is there and its conversation is open to whoever asks. */
export function visibleVoicemail(reads: Reads, id: VoicemailId, own: OwnOnly) {
  const voicemail = reads.first(voicemailById, { id });
  if (!voicemail) return undefined;
  const { contact_id: contact, entry_id: entry } = voicemail;
  const may =
    !own ||
    (contact !== null && contactIsVisible(reads, contact, own)) ||
    (entry !== null && visibleEntry(reads, entry, own) !== undefined);
  return may ? voicemail : undefined;
}
