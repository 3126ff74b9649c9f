import type { Config } from '../config/schema.ts';
import type { EntryId } from '../ids.ts';
import { LONGEST_NOTE } from '../rules/longest.ts';
import { type WaitChoice, waitsUntil } from '../rules/wait-until.ts';
import { promise } from '../store/effects.ts';
import { changeEntry, getEntry, unhandledEntryOf } from '../store/entries.ts';
import type { EntryRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import { alertStaff } from './alert-staff.ts';
import { act, entryFor, unhandledFor, type Work, type Worked } from './entry-acts.ts';
import { JOINED } from './join-entries.ts';
import { lineFor } from './practice.ts';
import { beginReminding } from './remind-staff.ts';
import { WorkRefused } from './work-refused.ts';

/** Gives an entry to somebody, who is told of it; to nobody, and everybody may take it. */
export async function assignEntry(
  tx: Tx,
  config: Config,
  work: Work & { to: string | null },
): Promise<Worked> {
  const entry = await unhandledFor(tx, config, work);
  if (work.to !== null && !Object.hasOwn(config.staff, work.to)) {
    throw new WorkRefused('unknown_staff', 'There is no such staff member in the configuration.');
  }
  const own = work.to === work.staff;
  const worked = await act(tx, work, 'assign', entry, {
    state: work.to === null ? 'open' : 'assigned',
    owner: work.to,
    waits_until: null,
    // Only whoever says so themselves has taken it: a crisis goes on being said until the other one does.
    ...(own ? { takes: entry.takes + 1 } : {}),
  });
  if (work.to === null) await beginReminding(tx, config, worked.entry, worked.entry.strongest, tx.now);
  else if (!own) await alertStaff(tx, config, entry.id, entry.strongest, false);
  return worked;
}

/** Lets an entry wait: until then nobody is reminded of it, unless its contact asks for something new. */
export async function entryWaits(
  tx: Tx,
  config: Config,
  work: Work & { until: WaitChoice },
): Promise<Worked> {
  const entry = await unhandledFor(tx, config, work);
  const hours = config.hours[lineFor(config, entry.line).hours];
  const until = hours ? waitsUntil(work.until, tx.now, hours, config.practice.time_zone) : null;
  if (until === null) {
    throw new WorkRefused('past', 'Choose a day after today, at most a year ahead.');
  }
  const worked = await act(tx, work, 'wait', entry, { state: 'waiting', waits_until: until });
  await promiseWaking(tx, worked.entry);
  return worked;
}

/** Promises that an entry wakes when it has waited long enough. */
export async function promiseWaking(tx: Tx, entry: EntryRow): Promise<void> {
  if (entry.state !== 'waiting' || entry.waits_until === null) return;
  const key = `wake:${entry.id}:${entry.version}`;
  await promise(tx, { kind: 'wake_entry', about: entry.id, key, dueAt: entry.waits_until });
}

/** An entry has waited long enough: it is due now, and its owner, or everybody, is told. */
export async function entryWakes(tx: Tx, config: Config, id: EntryId): Promise<void> {
  const entry = await getEntry(tx, id);
  const { state, waits_until: until } = entry;
  if (state !== 'waiting' || until === null || until > tx.now) return;
  await changeEntry(tx, id, {
    state: entry.owner ? 'assigned' : 'open',
    waits_until: null,
    due_at: until,
  });
  await alertStaff(tx, config, id, entry.strongest, false);
}

/** Opens a handled entry again, for nobody in particular. */
export async function reopenEntry(tx: Tx, config: Config, work: Work): Promise<Worked> {
  const entry = await entryFor(tx, config, work);
  if (entry.state !== 'handled') throw new WorkRefused('not_handled', 'This entry is not handled.');
  if (entry.outcome === JOINED) {
    throw new WorkRefused('joined', 'It was joined with another entry: all that was in it is there.');
  }
  await refuseSecond(tx, entry);
  const worked = await act(tx, work, 'reopen', entry, {
    state: 'open',
    owner: null,
    handled_at: null,
    outcome: null,
    copied_to_chart: null,
  });
  await beginReminding(tx, config, worked.entry, worked.entry.strongest, tx.now);
  return worked;
}

/** A contact has one unhandled entry: what they asked since then is in it. @throws WorkRefused */
export async function refuseSecond(tx: Tx, entry: EntryRow): Promise<void> {
  const other =
    entry.contact_id && entry.apart === 0 ? await unhandledEntryOf(tx, entry.contact_id) : undefined;
  if (other && other.id !== entry.id) {
    throw new WorkRefused(
      'asked_anew',
      'They have asked anew since, which is another entry. Work that one.',
      {
        entry: other.id,
      },
    );
  }
}

/** Writes the note for whoever works the entry next; an empty one takes it away. */
export async function noteEntry(tx: Tx, config: Config, work: Work & { words: string }): Promise<Worked> {
  const entry = await entryFor(tx, config, work);
  const words = work.words.trim();
  if (words.length > LONGEST_NOTE) {
    throw new WorkRefused('too_long', `A note has at most ${LONGEST_NOTE} characters.`);
  }
  return act(tx, work, 'note', entry, { handover: words === '' ? null : words });
}
