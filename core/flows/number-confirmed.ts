import type { Config } from '../config/schema.ts';
import type { ContactId, EntryId, Phone } from '../ids.ts';
import { parsePhone } from '../rules/phone.ts';
import { callsOfNobody, giveCalls } from '../store/calls.ts';
import { changeContact, contactByPhone, findByPhone, getContact, recordConsent } from '../store/contacts.ts';
import { addNote, asksOf, changeEntry, getEntry, unhandledEntryOf } from '../store/entries.ts';
import { formsOfNobody, giveForms } from '../store/forms.ts';
import type { CallRow, ContactRow, EntryRow, FormRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import { act, mayWork, unhandledFor, type Work, type Worked } from './entry-acts.ts';
import { joinEntries } from './join-entries.ts';
import { knownNumbers, staffWithPhone } from './practice.ts';
import { WorkRefused } from './work-refused.ts';

/** `entry` is the one that goes on: the confirmed one, or the one that its contact had already. */
export interface Confirmed extends Worked {
  contact: ContactRow;
  /** Whether the confirmed entry was joined with that other one, and ended. */
  joined: boolean;
}

/**
 * Staff confirm that the number somebody typed (in a form, or on the keypad of a withheld call) is right: from now on
 * the entry is that number's contact's. A number that nobody asked us to text is not texted, and no form that could be
 * anybody's ends an opt-out of the person themself.
 *
 * @throws WorkRefused when there is nothing to confirm, or it is no number of a client
 */
export async function numberConfirmed(tx: Tx, config: Config, work: Work): Promise<Confirmed> {
  const entry = await unconfirmed(tx, config, work);
  const forms = await formsOfNobody(tx, entry.id);
  const calls = await callsOfNobody(tx, entry.id);
  const phone = await typedNumber(tx, config, entry.id, { forms, calls });
  const own = forms.filter(form => form.number === phone);
  const contact = await contactWith(tx, entry, phone, own);
  if (calls.some(call => call.no_texts)) await stopByStar(tx, contact);

  await giveForms(tx, entry.id, phone, contact.id);
  await giveCalls(tx, entry.id, contact.id);

  const other = await unhandledEntryOf(tx, contact.id);
  if (other) await joinInto(tx, config, work, { entry, into: other, contact: contact.id });
  else await changeEntry(tx, entry.id, { contact_id: contact.id });
  const goesOn = other ?? entry;
  await addNote(tx, goesOn.id, 'number_confirmed');
  const settled = await getContact(tx, contact.id);
  if (settled.texting === 'stopped' && own.some(form => form.text_me))
    await addNote(tx, goesOn.id, 'opted_out');
  const worked = await act(tx, work, 'confirm', await getEntry(tx, goesOn.id), {});
  return { ...worked, contact: settled, joined: other !== undefined };
}

/**
 * It goes on in the entry that the contact had already. Where that one is not open to whoever confirms, the one that ends
 * is nobody's: anybody can type a number, and typing one must open nobody's conversation.
 */
async function joinInto(
  tx: Tx,
  config: Config,
  { ownOnly, staff }: Work,
  joined: { entry: EntryRow; into: EntryRow; contact: ContactId },
): Promise<void> {
  const open = !ownOnly || mayWork(joined.into, staff);
  await joinEntries(tx, config, { ...joined, staff: open ? staff : null });
  if (!open) await changeEntry(tx, joined.entry.id, { owner: null });
}

async function unconfirmed(tx: Tx, config: Config, work: Work): Promise<EntryRow> {
  const entry = await unhandledFor(tx, config, work);
  if (entry.contact_id) {
    throw new WorkRefused('no_number', 'There is nothing to confirm: we know whose entry this is.');
  }
  return entry;
}

/** The number to confirm: the form's, else what was keyed in, else what stands beside an ask. */
async function typedNumber(
  tx: Tx,
  config: Config,
  entry: EntryId,
  from: { forms: readonly FormRow[]; calls: readonly CallRow[] },
): Promise<Phone> {
  const asks = (await asksOf(tx, entry)).toReversed();
  const written =
    from.forms.find(form => form.number)?.number ??
    from.calls.find(call => call.keyed_number)?.keyed_number ??
    asks.find(ask => ask.number)?.number;
  if (!written)
    throw new WorkRefused('no_number', 'There is nothing to confirm: nobody typed a number here.');
  const phone = parsePhone(written, config.practice.country);
  if (!phone) {
    throw new WorkRefused('no_number', 'What was typed here is no whole phone number; it stays a note.');
  }
  if (staffWithPhone(config, phone) || knownNumbers(config).lines.includes(phone)) {
    throw new WorkRefused('no_number', 'The number typed here is one of the practice itself.');
  }
  return phone;
}

/** The contact with the number, texted only as far as a form asked for it or the person had allowed it before. */
async function contactWith(
  tx: Tx,
  entry: EntryRow,
  phone: Phone,
  forms: readonly FormRow[],
): Promise<ContactRow> {
  const before = await findByPhone(tx, phone);
  const contact = await contactByPhone(tx, phone, entry.language);
  const name = (await asksOf(tx, entry.id)).findLast(ask => ask.name_to_ask)?.name_to_ask;
  if (name && !contact.name_to_ask) await changeContact(tx, contact.id, { name_to_ask: name });

  // Of somebody who was erased only an opt-out is known: it counts like any other.
  const isNew = !before && contact.texting === 'allowed';
  const neverAsked = isNew || before?.stopped_how === 'never_asked';
  const ticked = forms.find(form => form.text_me);
  if (ticked && (neverAsked || contact.texting === 'allowed')) {
    await changeContact(tx, contact.id, { texting: 'allowed', stopped_how: null });
    await recordConsent(tx, contact.id, { kind: 'given', how: 'form', words: ticked.consent_words });
  } else if (isNew) {
    await changeContact(tx, contact.id, { texting: 'stopped', stopped_how: 'never_asked' });
  }
  return contact;
}

/** They pressed star before we knew whose number it was: that opt-out is theirs. */
export async function stopByStar(tx: Tx, contact: ContactRow): Promise<void> {
  const { texting, stopped_how } = await getContact(tx, contact.id);
  if (texting === 'stopped' && stopped_how !== 'never_asked') return;
  await changeContact(tx, contact.id, { texting: 'stopped', stopped_how: 'star' });
  await recordConsent(tx, contact.id, { kind: 'ended', how: 'star', words: '*' });
}
