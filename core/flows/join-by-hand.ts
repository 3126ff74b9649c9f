import type { Config } from '../config/schema.ts';
import type { EntryId } from '../ids.ts';
import { insertAct, markUndone } from '../store/acts.ts';
import { callsOfNobody } from '../store/calls.ts';
import { getContact } from '../store/contacts.ts';
import { asksOf, changeEntry, findEntry, getEntry, strongestOf } from '../store/entries.ts';
import { type Contents, contentsOf, giveContents, moveBack } from '../store/join.ts';
import type { ActRow, EntryRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import { act, type Changed, mayWork, same, unhandledFor, type Work, type Worked } from './entry-acts.ts';
import { JOINED, joinEntries } from './join-entries.ts';
import { stopByStar } from './number-confirmed.ts';
import { beginReminding } from './remind-staff.ts';
import { promiseWaking } from './set-aside.ts';
import { WorkRefused } from './work-refused.ts';

/** What a joining keeps, so that it can be undone: what it moved, and how the other entry was before and after. */
interface Joined {
  into: EntryId;
  contents: Contents;
  was: Pick<EntryRow, 'opened_at' | 'due_at'>;
  became: Pick<EntryRow, 'opened_at' | 'due_at'>;
  /** Whether it was nobody's that we know before. */
  nobodys: boolean;
}

/**
 * Staff know that two entries are one person's: all that is in the first goes on in the other one. Two numbers stay two
 * contacts, since it is a number that is called, texted, and agrees to be. @throws WorkRefused
 */
export async function joinByHand(tx: Tx, config: Config, work: Work & { into: EntryId }): Promise<Worked> {
  const entry = await unhandledFor(tx, config, work);
  const { version: _seen, ...whatever } = work;
  const into = await unhandledFor(tx, config, { ...whatever, entry: work.into });
  const contact = into.contact_id;
  const nobodys = entry.contact_id === null;
  if (entry.id === into.id || (!nobodys && (entry.contact_id !== contact || entry.apart === 0))) {
    throw new WorkRefused('two_numbers', 'These are two numbers, and each keeps an entry of its own.');
  }
  const contents = await contentsOf(tx, entry.id);
  const starred = nobodys && (await callsOfNobody(tx, entry.id)).some(call => call.no_texts);
  await joinEntries(tx, config, { entry, into, contact, staff: work.staff });
  if (nobodys && contact) {
    await giveContents(tx, contents, contact);
    if (starred) await stopByStar(tx, await getContact(tx, contact));
  }
  const ended = await getEntry(tx, entry.id);
  const goesOn = await getEntry(tx, into.id);
  const joined: Joined = {
    ...{ into: into.id, contents, nobodys },
    was: { opened_at: into.opened_at, due_at: into.due_at },
    became: { opened_at: goesOn.opened_at, due_at: goesOn.due_at },
  };
  const changed = { state: 'handled', outcome: JOINED } as const;
  const columns = { ...changed, handled_at: null, owner: null, waits_until: null };
  const before: Changed = { entry: same(columns, entry), contact: {} };
  const after: Changed = { entry: same(columns, ended), contact: {} };
  const id = await insertAct(tx, {
    ...{ entry_id: entry.id, staff: work.staff, what: 'join', version: ended.version },
    before: JSON.stringify(before),
    after: JSON.stringify({ ...after, joined }),
  });
  return { entry: goesOn, what: 'join', act: id };
}

/** Undoes a joining: what it moved goes back, and the entry is as it was. @throws WorkRefused */
export async function partAgain(
  tx: Tx,
  config: Config,
  work: Work,
  entry: EntryRow,
  done: ActRow,
): Promise<Worked> {
  const { joined }: { joined: Joined } = JSON.parse(done.after);
  const before: Changed = JSON.parse(done.before);
  const into = await findEntry(tx, joined.into);
  if (!into || into.state === 'handled' || entry.outcome !== JOINED) {
    throw new WorkRefused(
      'handled',
      'The entry that it was joined with is handled by now. Open it again first.',
    );
  }
  if (work.ownOnly && !mayWork(into, work.staff)) {
    throw new WorkRefused('no_such_entry', 'There is no such entry, or it is not open to you.');
  }
  const crisis = (await asksOf(tx, into.id)).some(
    ask => ask.kind === 'crisis' && joined.contents.asks.includes(ask.id),
  );
  if (crisis)
    throw new WorkRefused('crisis', 'Words that sound like a crisis stay where somebody has seen them.');
  await markUndone(tx, done.id);
  await moveBack(tx, joined.contents, { from: into.id, into: entry.id });
  if (joined.nobodys) await giveContents(tx, joined.contents, null);
  const left = await asksOf(tx, into.id);
  const [first] = left;
  await changeEntry(tx, into.id, {
    ...(first ? { strongest: strongestOf(left, first.kind) } : {}),
    ...(into.opened_at === joined.became.opened_at ? { opened_at: joined.was.opened_at } : {}),
    ...(into.due_at === joined.became.due_at ? { due_at: joined.was.due_at } : {}),
  });
  const contact = joined.nobodys ? { contact_id: null } : {};
  await changeEntry(tx, entry.id, contact);
  const worked = await act(tx, work, 'undo', await getEntry(tx, entry.id), before.entry);
  await promiseWaking(tx, worked.entry);
  if (worked.entry.state === 'open') {
    await beginReminding(tx, config, worked.entry, worked.entry.strongest, tx.now);
  }
  return worked;
}
