import type { Config } from '../config/schema.ts';
import { findAct, firstActSince, markUndone } from '../store/acts.ts';
import { changeContact, findContact } from '../store/contacts.ts';
import type { ContactRow, EntryRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import {
  act,
  type Changed,
  changedSince,
  entryFor,
  mayWork,
  noSuchEntry,
  same,
  type Work,
  type Worked,
} from './entry-acts.ts';
import { partAgain } from './join-by-hand.ts';
import { beginReminding } from './remind-staff.ts';
import { promiseWaking, refuseSecond } from './set-aside.ts';
import { joinAgain } from './split-entry.ts';
import { WorkRefused } from './work-refused.ts';

/**
 * Undoes something that the same person did with an entry: what it changed is put back as it was. Refused once anybody
 * has changed the same since; what came from the contact in between stays.
 */
export async function undoAct(tx: Tx, config: Config, work: Work & { act: string }): Promise<Worked> {
  const { version: _seen, ownOnly, ...whatever } = work;
  const entry = await entryFor(tx, config, whatever);
  const done = await findAct(tx, entry.id, work.act);
  // Whoever has just given an entry away may take that back. Once somebody has gone on with it, it is not there for them.
  if (ownOnly && !mayWork(entry, work.staff)) {
    const own = done?.staff === work.staff ? done : null;
    if (!own || (await firstActSince(tx, entry.id, own.version))) throw noSuchEntry();
  }
  if (!done || done.staff !== work.staff) {
    throw new WorkRefused('not_yours', 'Only what you did yourself can be undone by you.');
  }
  if (done.what === 'reply') throw new WorkRefused('sent', 'A text cannot be taken back.');
  if (done.what === 'confirm') {
    throw new WorkRefused(
      'sent',
      'Whose number it is cannot be taken back: they may have been texted since.',
    );
  }
  if (done.what === 'call') throw new WorkRefused('sent', 'A call cannot be taken back.');
  if (done.undone_at !== null) throw new WorkRefused('undone', 'This is undone already.');
  if (done.what === 'split') return joinAgain(tx, config, work, entry, done);
  if (done.what === 'join') return partAgain(tx, config, work, entry, done);
  const before: Changed = JSON.parse(done.before);
  const after: Changed = JSON.parse(done.after);
  if (!isAs(entry, after.entry)) throw await changedSince(tx, config, entry, done.version);
  if (entry.state === 'handled' && before.entry.state !== undefined) await refuseSecond(tx, entry);
  await markUndone(tx, done.id);
  const worked = await act(tx, work, 'undo', entry, before.entry);
  await quietAgain(tx, entry, before, after);
  await promiseWaking(tx, worked.entry);
  if (entry.state !== 'open' && worked.entry.state === 'open')
    await beginReminding(tx, config, worked.entry, worked.entry.strongest, tx.now);
  return worked;
}

/** What handling ended for the contact goes on, unless something has happened with them since. */
async function quietAgain(tx: Tx, entry: EntryRow, before: Changed, after: Changed): Promise<void> {
  const contact = entry.contact_id ? await findContact(tx, entry.contact_id) : undefined;
  if (!contact || !isAs<ContactRow>(contact, after.contact)) return;
  if (Object.keys(before.contact).length > 0) await changeContact(tx, contact.id, before.contact);
}

function isAs<Row extends object>(row: Row, change: Partial<Row>): boolean {
  const now = same(change, row as Readonly<Record<keyof Row, unknown>>);
  return Object.entries(change).every(([key, value]) => now[key as keyof Row] === value);
}
