import type { Config } from '../config/schema.ts';
import type { ContactId, EntryId, Phone } from '../ids.ts';
import { type AskKind, dueAt } from '../rules/asks.ts';
import {
  asksOf,
  changeAsk,
  changeEntry,
  findEntry,
  insertAsk,
  insertEntry,
  noteChange,
  strongestOf,
  unhandledEntryOf,
} from '../store/entries.ts';
import type { AskRow, EntryRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import type { Language } from '../texts/texts.ts';
import { alertStaff } from './alert-staff.ts';
import { hoursAt, lineFor, openness } from './practice.ts';

export interface NewAsk {
  kind: AskKind;
  source: AskRow['source'];
  /** The call, message, form or voicemail it came by. */
  sourceId: string;
  contact: ContactId | null;
  line: Phone;
  language: Language;
  /** The entry it belongs to where there is no contact to find one by. */
  entry?: EntryId | null;
  /** Three calls in fifteen minutes: no delay. */
  urgently?: boolean;
  bestTime?: string | null;
  number?: string | null;
  nameToAsk?: string | null;
  /** When it was asked (epoch milliseconds), where that was not just now. */
  at?: number;
}

/** Asks that say the same when they come again: counted, not listed twice. */
const COUNTED: readonly AskKind[] = ['missed_call', 'callback'];

/**
 * Puts what somebody asked into the queue: into their unhandled entry, which wakes if it was waiting, or into a new
 * one. Staff are alerted; a missed call that repeats only raises its entry, unless it is urgent or somebody has the
 * entry already: its owner is told of everything new.
 */
export async function ask(tx: Tx, config: Config, asked: NewAsk): Promise<EntryRow> {
  const line = lineFor(config, asked.line);
  const at = asked.at ?? tx.now;
  const { open, opens } = asked.at ? hoursAt(config, line.hours, at) : await openness(tx, config, line);
  const due = dueAt(asked.kind, at, open, opens?.epochMilliseconds ?? null);
  const known = await unhandled(tx, asked);
  const asks = known ? await asksOf(tx, known.id) : [];
  const same = asks.find(one => one.kind === asked.kind && COUNTED.includes(one.kind));
  const entry =
    known ??
    (await insertEntry(tx, {
      contact_id: asked.contact,
      line: line.number,
      strongest: asked.kind,
      language: asked.language,
      due_at: due,
      opened_at: at,
    }));
  const details = {
    ...(asked.bestTime ? { best_time: asked.bestTime } : {}),
    ...(asked.number ? { number: asked.number } : {}),
    ...(asked.nameToAsk ? { name_to_ask: asked.nameToAsk } : {}),
  };
  if (same) {
    await changeAsk(tx, same.id, {
      ...details,
      times: same.times + 1,
      at,
      source_id: asked.sourceId,
    });
  } else {
    const { kind, source, sourceId } = asked;
    await insertAsk(tx, { entry_id: entry.id, kind, source, source_id: sourceId, at, ...details });
  }
  if (known) {
    await changeEntry(tx, entry.id, {
      asked_at: tx.now,
      strongest: strongestOf(asks, asked.kind),
      due_at: Math.min(known.due_at, due),
      language: asked.language,
      ...(known.state === 'waiting' ? { state: known.owner ? 'assigned' : 'open', waits_until: null } : {}),
    });
  } else {
    await noteChange(tx, 'entry', entry.id);
  }
  const repeats = same !== undefined && asked.kind === 'missed_call';
  if (!repeats || asked.urgently || known?.owner)
    await alertStaff(tx, config, entry.id, asked.kind, asked.urgently ?? false);
  return entry;
}

async function unhandled(tx: Tx, asked: NewAsk): Promise<EntryRow | undefined> {
  if (asked.contact) return unhandledEntryOf(tx, asked.contact);
  const entry = asked.entry ? await findEntry(tx, asked.entry) : undefined;
  return entry?.state === 'handled' ? undefined : entry;
}
