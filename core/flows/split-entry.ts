import type { Config } from '../config/schema.ts';
import type { EntryId } from '../ids.ts';
import { strongestAsk } from '../rules/asks.ts';
import { LONGEST_NAME } from '../rules/longest.ts';
import { firstActSince, insertAct, markUndone } from '../store/acts.ts';
import { asksOf, changeEntry, getEntry, insertEntry } from '../store/entries.ts';
import { moveAsks } from '../store/join.ts';
import type { ActRow, EntryRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import { alertStaff } from './alert-staff.ts';
import { act, changedSince, unhandledFor, type Work, type Worked } from './entry-acts.ts';
import { joinEntries } from './join-entries.ts';
import { beginReminding } from './remind-staff.ts';
import { WorkRefused } from './work-refused.ts';

/** What a splitting keeps beside the columns that it changed. */
interface Split {
  apart: EntryId;
}

/**
 * Sets some of what was asked apart, in an entry of its own with its own name to ask for: somebody else behind the same
 * number asked it. All that was said stays in the one conversation of the number. What comes in later joins the entry that
 * is not set apart. @throws WorkRefused
 */
export async function splitEntry(
  tx: Tx,
  config: Config,
  work: Work & { asks: readonly string[]; nameToAsk: string },
): Promise<Worked & { apart: EntryRow }> {
  const entry = await unhandledFor(tx, config, work);
  const { moved, left } = await divided(tx, entry, work.asks);
  const apart = await insertEntry(tx, {
    contact_id: entry.contact_id,
    line: entry.line,
    language: entry.language,
    state: entry.state,
    owner: entry.owner,
    waits_until: null,
    strongest: strongestAsk(moved.map(ask => ask.kind)),
    opened_at: Math.min(...moved.map(ask => ask.at)),
    due_at: entry.due_at,
    apart: 1,
    name_to_ask: nameIn(work.nameToAsk),
    ...(entry.state === 'waiting' ? { state: entry.owner ? 'assigned' : 'open' } : {}),
  });
  await moveAsks(
    tx,
    moved.map(ask => ask.id),
    apart.id,
  );
  // Counts its version up, as whoever looks at it now has seen all of it.
  await changeEntry(tx, entry.id, { strongest: strongestAsk(left.map(ask => ask.kind)) });
  if (apart.state === 'open') await beginReminding(tx, config, apart, apart.strongest, tx.now);
  else if (apart.owner !== work.staff) await alertStaff(tx, config, apart.id, apart.strongest, false);
  const now = await getEntry(tx, entry.id);
  const split: Split = { apart: apart.id };
  const id = await insertAct(tx, {
    entry_id: entry.id,
    staff: work.staff,
    what: 'split',
    version: now.version,
    before: JSON.stringify({ entry: {}, contact: {} }),
    after: JSON.stringify({ entry: {}, contact: {}, ...split }),
  });
  return { entry: now, what: 'split', act: id, apart };
}

async function divided(tx: Tx, entry: EntryRow, chosen: readonly string[]) {
  if (!entry.contact_id) {
    throw new WorkRefused('no_number', 'Without a number that we know there is nobody else behind it.');
  }
  const asks = await asksOf(tx, entry.id);
  const moved = asks.filter(ask => chosen.includes(ask.id));
  const left = asks.filter(ask => !chosen.includes(ask.id));
  if (moved.length === 0 || left.length === 0 || moved.length !== new Set(chosen).size) {
    throw new WorkRefused('no_asks', 'Choose what the other person asked, and leave what the first one did.');
  }
  if (moved.some(ask => ask.kind === 'crisis')) {
    throw new WorkRefused('crisis', 'Words that sound like a crisis stay where everybody sees them.');
  }
  return { moved, left };
}

/** A name that staff typed. @throws WorkRefused for none, or one that is too long */
function nameIn(typed: string): string {
  const name = typed.trim();
  if (name === '')
    throw new WorkRefused('no_words', 'Say whom to ask for, so that the two can be told apart.');
  if (name.length > LONGEST_NAME) {
    throw new WorkRefused('too_long', `A name has at most ${LONGEST_NAME} characters.`);
  }
  return name;
}

/** Undoes a splitting: what is in the entry set apart comes back. @throws WorkRefused once somebody has worked that one */
export async function joinAgain(
  tx: Tx,
  config: Config,
  work: Work,
  entry: EntryRow,
  done: ActRow,
): Promise<Worked> {
  const { apart: id }: Split = JSON.parse(done.after);
  const apart = await getEntry(tx, id);
  if (entry.state === 'handled' || apart.state === 'handled') {
    throw new WorkRefused('handled', 'One of the two is handled by now. Open it again first.');
  }
  if (await firstActSince(tx, apart.id, 1)) throw await changedSince(tx, config, apart, 1);
  await markUndone(tx, done.id);
  await joinEntries(tx, config, {
    entry: apart,
    into: entry,
    contact: entry.contact_id,
    staff: work.staff,
  });
  return act(tx, work, 'undo', await getEntry(tx, entry.id), {});
}
