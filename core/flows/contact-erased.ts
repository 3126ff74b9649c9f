import { sql } from 'kysely';
import type { Config } from '../config/schema.ts';
import type { ContactId, EntryId } from '../ids.ts';
import { LONGEST_CALL } from '../rules/keeping.ts';
import { appendAudit } from '../store/audit.ts';
import { changeContact, findContact } from '../store/contacts.ts';
import { findEntry, noteChange } from '../store/entries.ts';
import { eraseSomeOfContact, eraseSomeOfEntry, type Going } from '../store/erasing.ts';
import { anyEntryOf, leaveContact } from '../store/keeping.ts';
import { contentsOfContact, type KeptOf } from '../store/kept-of.ts';
import { rememberOptOut } from '../store/opt-outs.ts';
import type { Tx } from '../store/writer.ts';
import { erasesAtTwilio } from './erase-at-twilio.ts';
import { EraseRefused } from './erase-refused.ts';
import { heldSince } from './legal-hold.ts';

export interface Erasing {
  /** A user's id, or the owner's command line. */
  by: string;
  contact: ContactId;
  /** How much there was when whoever says yes looked (`allOf`): what has come since is not erased unseen. */
  seen?: number | undefined;
}

/** How much there is in all. */
export function allOf({ entries, messages, calls, voicemails, forms, consents }: KeptOf): number {
  return entries + messages + calls + voicemails + forms + consents;
}

/**
 * Somebody is erased, with everything of theirs, here and at Twilio. From this moment on they have no number here: who
 * calls from it is new, and only an opt-out is known of them. What is left of them goes by `goOnErasing`; should that be
 * interrupted, the worker goes on with it.
 *
 * @returns how much there was of them
 * @throws EraseRefused
 */
export async function eraseContact(
  tx: Tx,
  config: Config,
  { by, contact: id, seen }: Erasing,
): Promise<KeptOf> {
  const contact = await findContact(tx, id);
  if (!contact || contact.erasing_at !== null) throw new EraseRefused('no_such_contact');
  if ((await heldSince(tx)) !== null) throw new EraseRefused('all_held');
  if (contact.held_at !== null) throw new EraseRefused('held');
  await refuseUnderWay(tx, { contact: id });
  const counts = await contentsOfContact(tx.db, id);
  if (seen !== undefined && seen !== allOf(counts)) throw new EraseRefused('looked_at_less');
  await rememberOptOut(tx, contact);
  await changeContact(tx, id, { erasing_at: tx.now, phone: null, name_to_ask: null });
  const details = { ...counts };
  await appendAudit(tx, { at: tx.now, who: by, what: 'contact_erased', about: id, details });
  await goOnErasing(tx, config, id);
  return counts;
}

/**
 * Erases a little more of somebody whose erasing has begun.
 *
 * @returns whether they are gone
 */
export async function goOnErasing(tx: Tx, config: Config, contact: ContactId): Promise<boolean> {
  const going: Going = { whole: true, atTwilio: config.keep.at_twilio };
  const entry = await anyEntryOf(tx, contact);
  if (entry) {
    const { gone } = await eraseSomeOfEntry(tx, entry, going);
    if (gone) await noteChange(tx, 'entry', entry);
    return false;
  }
  const { gone } = await eraseSomeOfContact(tx, contact, going);
  if (gone) await erasesAtTwilio(tx);
  return gone;
}

/** Erases somebody to the end, a little at a time. */
export async function eraseContactWhole(
  write: <T>(flow: (tx: Tx) => Promise<T>) => Promise<T>,
  config: () => Config,
  erasing: Erasing,
): Promise<KeptOf> {
  const { contact } = erasing;
  const counts = await write(tx => eraseContact(tx, config(), erasing));
  while (!(await write(async tx => !(await findContact(tx, contact)) || goOnErasing(tx, config(), contact))));
  return counts;
}

/**
 * An owner says yes to the erasing of one entry that does not go by itself: a crisis whose time is over, or one of
 * somebody whose number nobody knows. Again until it is gone.
 *
 * @param before what was handled before this may go by its age (epoch milliseconds)
 * @throws EraseRefused
 */
export async function eraseEntry(
  tx: Tx,
  config: Config,
  { by, entry: id, before }: { by: string; entry: EntryId; before: number },
): Promise<boolean> {
  const entry = await findEntry(tx, id);
  if (!entry) throw new EraseRefused('no_such_entry');
  if ((await heldSince(tx)) !== null) throw new EraseRefused('all_held');
  const contact = entry.contact_id ? await findContact(tx, entry.contact_id) : undefined;
  if (contact && contact.held_at !== null) throw new EraseRefused('held');
  if (entry.state !== 'handled' || entry.handled_at === null) throw new EraseRefused('not_handled');
  if (contact && entry.handled_at >= before) throw new EraseRefused('not_over');
  await refuseUnderWay(tx, { entry: id });
  const { gone } = await eraseSomeOfEntry(tx, id, { whole: !contact, atTwilio: config.keep.at_twilio });
  if (!gone) return false;
  if (contact) await leaveContact(tx, contact.id);
  await noteChange(tx, 'entry', id);
  await appendAudit(tx, { at: tx.now, who: by, what: 'entry_erased', about: id, details: {} });
  await erasesAtTwilio(tx);
  return true;
}

/** Whoever is on the phone, or is being written to at this moment, is not erased: what comes of it must have a place. */
async function refuseUnderWay(tx: Tx, whose: { contact: ContactId } | { entry: EntryId }): Promise<void> {
  const since = tx.now - LONGEST_CALL;
  const of = 'contact' in whose ? sql`contact_id = ${whose.contact}` : sql`entry_id = ${whose.entry}`;
  const inTheirs =
    'contact' in whose
      ? sql`entry_id IN (SELECT id FROM entries WHERE contact_id = ${whose.contact})`
      : sql`entry_id = ${whose.entry}`;
  const { rows: calls } = await sql`
    SELECT 1 FROM calls WHERE ${of} AND ended_at IS NULL AND state <> 'refused' AND arrived_at > ${since}
    UNION ALL SELECT 1 FROM staff_calls WHERE ${inTheirs} AND ended_at IS NULL AND at > ${since}
    LIMIT 1`.execute(tx.db);
  if (calls.length > 0) throw new EraseRefused('on_the_phone');
  const { rows: effects } = await sql`
    SELECT 1 FROM effects WHERE state = 'sending' AND payload ->> '$.id' IN (
      SELECT id FROM messages WHERE ${of}
      UNION ALL SELECT voicemails.id FROM voicemails JOIN calls ON calls.id = call_id WHERE ${of}
      UNION ALL SELECT id FROM staff_calls WHERE ${inTheirs}
      UNION ALL SELECT id FROM alerts WHERE ${inTheirs}
    ) LIMIT 1`.execute(tx.db);
  if (effects.length > 0) throw new EraseRefused('under_way');
}
