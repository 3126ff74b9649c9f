import type { Config } from '../config/schema.ts';
import { getContact } from '../store/contacts.ts';
import { addNote, changeEntry, findEntry, unhandledEntryOf } from '../store/entries.ts';
import { changeMessage } from '../store/messages.ts';
import type { EntryRow, MessageRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import { alertStaff } from './alert-staff.ts';
import { ask } from './ask.ts';

/**
 * A text to a contact may not have gone out, and will not go again: a person calls or writes instead. Its entry says so,
 * is raised and alerted. What automation wanted to say needs nobody once the entry is handled; a staff member's own
 * words open a new one.
 */
export async function textNeedsPerson(
  tx: Tx,
  config: Config,
  message: MessageRow,
  note: 'text_not_found' | 'text_unknown',
): Promise<void> {
  if (!message.contact_id) return;
  const own = message.entry_id ? await findEntry(tx, message.entry_id) : undefined;
  // Staff wrote it about one of several people: it is theirs to mend.
  const apart = own?.apart === 1 && own.state !== 'handled';
  const entry = apart ? own : await unhandledEntryOf(tx, message.contact_id);
  if (entry) {
    await raise(tx, config, entry);
  } else if (message.author !== 'staff') {
    if (message.entry_id) await addNote(tx, message.entry_id, note);
    return;
  }
  const task = entry ?? (await openEntry(tx, config, message));
  await changeMessage(tx, message.id, { entry_id: task.id });
  await addNote(tx, task.id, note);
}

async function raise(tx: Tx, config: Config, entry: EntryRow): Promise<void> {
  const { state, owner } = entry;
  await changeEntry(tx, entry.id, {
    asked_at: tx.now,
    due_at: Math.min(entry.due_at, tx.now),
    ...(state === 'waiting' ? { state: owner ? 'assigned' : 'open', waits_until: null } : {}),
  });
  // A crisis has its own alerts; this one is for whoever calls people back.
  const about = entry.strongest === 'crisis' ? 'callback' : entry.strongest;
  await alertStaff(tx, config, entry.id, about, false);
}

async function openEntry(tx: Tx, config: Config, message: MessageRow): Promise<EntryRow> {
  const contact = message.contact_id;
  if (!contact) throw new Error(`Message ${message.id} has no contact`);
  const { language } = await getContact(tx, contact);
  return ask(tx, config, {
    kind: 'message',
    source: 'text',
    sourceId: message.id,
    contact,
    line: message.line,
    language,
  });
}
