import type { Config } from '../config/schema.ts';
import type { EntryId } from '../ids.ts';
import { firstActSince, insertAct } from '../store/acts.ts';
import { changeContact } from '../store/contacts.ts';
import { changeEntry, findEntry, getEntry } from '../store/entries.ts';
import type { ActKind, ContactRow, EntryRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import { WorkRefused } from './work-refused.ts';

export interface Work {
  entry: EntryId;
  /** The staff member's short name in the configuration. */
  staff: string;
  /** The entry's version that they saw: when it is another one by now, nothing is done. Whatever it is, if left out. */
  version?: number;
  /** Whether they work only what is nobody's, their own, and every crisis. */
  ownOnly?: boolean;
}

/** What came of it: the entry as it is now, and the act by which it can be undone. */
export interface Worked {
  entry: EntryRow;
  what: ActKind;
  act: string;
}

/** Columns that an act may change and its undoing puts back. */
export type EntryChange = Partial<
  Pick<
    EntryRow,
    | 'state'
    | 'owner'
    | 'waits_until'
    | 'handled_at'
    | 'outcome'
    | 'copied_to_chart'
    | 'handover'
    | 'name_to_ask'
  >
>;
export type ContactChange = Partial<Pick<ContactRow, 'staff_wrote_at' | 'continuation_at' | 'name_to_ask'>>;

/** What an act changed, as it stands in `acts.before` and `acts.after`. */
export interface Changed {
  entry: EntryChange;
  contact: ContactChange;
}

/** The entry that somebody works, if they may and it is as they saw it. @throws WorkRefused */
export async function entryFor(tx: Tx, config: Config, work: Work): Promise<EntryRow> {
  if (!Object.hasOwn(config.staff, work.staff)) {
    throw new WorkRefused('unknown_staff', `"${work.staff}" is no staff member in the configuration.`);
  }
  const entry = await findEntry(tx, work.entry);
  if (!entry || (work.ownOnly && !mayWork(entry, work.staff))) throw noSuchEntry();
  if (work.version !== undefined && work.version !== entry.version)
    throw await changedSince(tx, config, entry, work.version);
  return entry;
}

/** The same for an entry that is not there and for one that is not open to somebody. */
export function noSuchEntry(): WorkRefused {
  return new WorkRefused('no_such_entry', 'There is no such entry, or it is not open to you.');
}

/**
 * Whether somebody who works only their own, as clinicians do, may have an entry. Nobody's and a crisis are everybody's
 * until handled: one that was joined to another ends with nobody's name on it, and opens that conversation to nobody.
 */
export function mayWork(
  { owner, strongest, state }: Pick<EntryRow, 'owner' | 'strongest' | 'state'>,
  staff: string | null,
): boolean {
  return owner === staff || (state !== 'handled' && (owner === null || strongest === 'crisis'));
}

/** The same, where it must not be handled yet. */
export async function unhandledFor(tx: Tx, config: Config, work: Work): Promise<EntryRow> {
  const entry = await entryFor(tx, config, work);
  if (entry.state === 'handled') throw new WorkRefused('handled', 'This entry is handled already.');
  return entry;
}

const DONE: Readonly<Record<ActKind, string>> = {
  take: 'has taken it',
  assign: 'has passed it on',
  wait: 'lets it wait',
  handle: 'has handled it',
  reopen: 'has opened it again',
  note: 'has changed its note',
  reply: 'has written to them',
  name: 'has changed whom to ask for',
  split: 'has set something apart for somebody else',
  join: 'has joined it with another entry',
  confirm: 'has confirmed the number',
  call: 'has called them',
  undo: 'has undone something here',
};

/** The second of two people is told who was first. */
export async function changedSince(
  tx: Tx,
  config: Config,
  entry: EntryRow,
  version: number,
): Promise<WorkRefused> {
  const first = await firstActSince(tx, entry.id, version);
  const sentence = first
    ? `${config.staff[first.staff]?.name ?? first.staff} ${DONE[first.what]} meanwhile. Nothing was changed.`
    : 'Something new came in meanwhile. Please look at it first.';
  return new WorkRefused('changed', sentence, {
    by: first?.staff ?? null,
    what: first?.what ?? null,
    at: first?.at ?? null,
    version: entry.version,
  });
}

/** Changes an entry for somebody, its contact with it, and keeps what was before. */
export async function act(
  tx: Tx,
  work: Work,
  what: ActKind,
  before: EntryRow,
  change: EntryChange & Partial<Pick<EntryRow, 'takes' | 'due_at'>>,
  contact?: { row: ContactRow; change: ContactChange },
): Promise<Worked> {
  const { takes: _takes, due_at: _due, ...undoable } = change;
  await changeEntry(tx, before.id, change);
  if (contact) await changeContact(tx, contact.row.id, contact.change);
  const entry = await getEntry(tx, before.id);
  const id = await insertAct(tx, {
    entry_id: before.id,
    staff: work.staff,
    what,
    version: entry.version,
    before: JSON.stringify(changed(same(undoable, before), contact && same(contact.change, contact.row))),
    after: JSON.stringify(changed(undoable, contact?.change)),
  });
  return { entry, what, act: id };
}

function changed(entry: EntryChange, contact: ContactChange = {}): Changed {
  return { entry, contact };
}

/** The same columns, as a row has them. */
export function same<Change extends object>(
  change: Change,
  row: Readonly<Record<keyof Change, unknown>>,
): Change {
  return Object.fromEntries(Object.keys(change).map(key => [key, row[key as keyof Change]])) as Change;
}
