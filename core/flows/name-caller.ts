import type { Config } from '../config/schema.ts';
import { readCaller, readNumber } from '../rules/callers.ts';
import { changeCall, getCall } from '../store/calls.ts';
import { changeEntry, findEntry, unhandledEntryOf } from '../store/entries.ts';
import type { CallRow, ContactRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import { offerText } from './call-missed.ts';
import { contactInPerson } from './contact-in-person.ts';
import { joinEntries } from './join-entries.ts';
import { knownNumbers, lineFor } from './practice.ts';

/**
 * A later webhook says who called. A call of which the first that we heard was its recording (whose callback names
 * nobody) was kept as one from a number we can't see: now it is its contact's, with everything in it, and may be texted.
 * One that is withheld stays so.
 */
export async function nameCaller(
  tx: Tx,
  config: Config,
  call: CallRow,
  arriving: { line: string; from: string; forwardedFrom: string | null },
): Promise<CallRow> {
  if (call.caller !== 'withheld' || call.state !== 'missed') return call;
  const line = lineFor(config, arriving.line);
  const numbers = knownNumbers(config);
  const caller = readCaller({ ...arriving, onlyForwarded: line.ring.length === 0 }, numbers);
  if (caller.kind !== 'client') return call;
  const contact = await contactInPerson(tx, config, caller.phone);
  await changeCall(tx, call.id, {
    caller: 'client',
    contact_id: contact.id,
    from_number: caller.phone,
    forwarded_from: readNumber(arriving.forwardedFrom, numbers.country),
    line: line.number,
    language: contact.language,
  });
  await nameEntry(tx, config, call, contact);
  const named = await getCall(tx, call.id);
  const entry = named.entry_id ? await findEntry(tx, named.entry_id) : undefined;
  if (entry && entry.state !== 'handled') await offerText(tx, config, named, entry.id);
  return getCall(tx, call.id);
}

async function nameEntry(tx: Tx, config: Config, call: CallRow, contact: ContactRow): Promise<void> {
  const entry = call.entry_id ? await findEntry(tx, call.entry_id) : undefined;
  if (!entry || entry.contact_id) return;
  const other = await unhandledEntryOf(tx, contact.id);
  if (other && entry.state !== 'handled') {
    await joinEntries(tx, config, { entry, into: other, contact: contact.id, staff: null });
    return;
  }
  await changeEntry(tx, entry.id, { contact_id: contact.id, language: contact.language });
}
