import type { Config } from '../config/schema.ts';
import type { ContactId, EntryId } from '../ids.ts';
import { erasedBefore, nextKeeping } from '../rules/keeping.ts';
import { appendAudit, auditBegins, eraseOldAudit } from '../store/audit.ts';
import { promise } from '../store/effects.ts';
import { noteChange } from '../store/entries.ts';
import {
  type Erased,
  eraseSomeLoose,
  eraseSomeOfEntry,
  eraseSomeSounds,
  type Going,
} from '../store/erasing.ts';
import { forgetErasures } from '../store/erasures.ts';
import {
  contactUnderWay,
  dropProofs,
  firstEntryOver,
  leaveContact,
  promiseErasing,
  provenOver,
  tidy,
} from '../store/keeping.ts';
import { addToMark, marksNamed, setMark, unsetMark } from '../store/marks.ts';
import type { Tx } from '../store/writer.ts';
import { goOnErasing } from './contact-erased.ts';
import { erasesAtTwilio } from './erase-at-twilio.ts';
import { heldSince } from './legal-hold.ts';

/** When the `keep` rules were last gone through to their end. */
export const KEPT = 'kept';
const KEEP = 'keep';
/** Audit entries that go in one transaction: each is a row of five indexes. */
const AUDIT_ROWS = 100;
const NAMES = 200;

/** What the audit log tells of a run: how many of each went. No ids of anybody. */
const COUNTS = [
  ...['entries', 'messages', 'calls', 'voicemails', 'forms', 'recordings', 'contacts', 'consents'],
  ...['words_at_twilio', 'recordings_at_twilio', 'audit'],
] as const;

/** A worker starts: the rules run each night from now on. */
export async function beginKeeping(tx: Tx, config: Config): Promise<void> {
  const dueAt = nextKeeping(tx.now, config.practice.time_zone);
  await promise(tx, { kind: 'keep', about: KEEP, key: KEEP, dueAt });
  await erasesAtTwilio(tx);
}

/**
 * Goes through the `keep` rules a little further: what it does fits in one transaction that holds nobody up. It finds what
 * is left to do by looking, so that it goes on wherever a crash ended it.
 *
 * @returns whether there is more to do
 */
export async function keepSome(tx: Tx, config: Config): Promise<boolean> {
  if ((await heldSince(tx)) !== null) return false;
  for (const step of STEPS) if (await step(tx, config)) return true;
  await finishKeeping(tx);
  return false;
}

/** Each does a part of its work; true when it has done something, and should be asked again. */
const STEPS: readonly ((tx: Tx, config: Config) => Promise<boolean>)[] = [
  async (tx, config) => {
    const contact = await contactUnderWay(tx.db);
    if (!contact) return false;
    await goOnErasing(tx, config, contact);
    return true;
  },
  async (tx, config) => {
    const over = await firstEntryOver(tx, erasedBefore(config.keep, tx.now).items);
    if (!over) return false;
    await eraseByAge(tx, config, over);
    return true;
  },
  async (tx, config) => {
    const { left, erased, contacts } = await eraseSomeLoose(
      tx,
      erasedBefore(config.keep, tx.now).items,
      goingOf(config),
    );
    await count(tx, erased);
    for (const contact of contacts) await leave(tx, contact);
    return left || contacts.length > 0;
  },
  async (tx, config) => {
    const { left, count: recordings } = await eraseSomeSounds(
      tx,
      erasedBefore(config.keep, tx.now).recordings,
    );
    await count(tx, { recordings });
    return left;
  },
  async (tx, config) => {
    const over = await provenOver(tx, erasedBefore(config.keep, tx.now).consent);
    for (const { id } of over) {
      await count(tx, { consents: await dropProofs(tx, id) });
      await leave(tx, id);
    }
    return over.length > 0;
  },
  async (tx, config) => {
    const { words, recordings } = await promiseErasing(tx, erasedBefore(config.keep, tx.now).at_twilio);
    await count(tx, { words_at_twilio: words, recordings_at_twilio: recordings });
    return words + recordings > 0;
  },
  async (tx, config) => {
    const audit = await eraseOldAudit(tx, erasedBefore(config.keep, tx.now).audit, AUDIT_ROWS);
    await count(tx, { audit });
    return audit > 0;
  },
  async (tx, config) => {
    const left = await tidy(tx, erasedBefore(config.keep, tx.now).items);
    return (await forgetErasures(tx, NAMES)) === NAMES || left;
  },
];

/** A part of an entry goes, and with its last one its contact, if nothing else of theirs is left. */
export async function eraseByAge(
  tx: Tx,
  config: Config,
  { id, contact_id }: { id: EntryId; contact_id: ContactId | null },
): Promise<boolean> {
  const { gone, erased } = await eraseSomeOfEntry(tx, id, goingOf(config));
  await count(tx, erased);
  if (!gone) return false;
  await noteChange(tx, 'entry', id);
  if (contact_id) await leave(tx, contact_id);
  return true;
}

async function leave(tx: Tx, contact: ContactId): Promise<void> {
  if (await leaveContact(tx, contact)) await count(tx, { contacts: 1 });
}

function goingOf(config: Config): Going {
  return { whole: false, atTwilio: config.keep.at_twilio };
}

type Counts = Partial<Record<(typeof COUNTS)[number], number>>;

/** Counts what went since the last entry of the audit log about it: those marks outlive a crash. */
async function count(tx: Tx, counts: Counts | Erased): Promise<void> {
  for (const [name, more] of Object.entries(counts)) {
    if (more > 0) await addToMark(tx, markOf(name), { at: tx.now, count: more, within: Infinity });
  }
}

function markOf(name: string): string {
  return `kept_${name}`;
}

/** All is gone through: what went is told in the audit log, and when it was is shown on the health page. */
async function finishKeeping(tx: Tx): Promise<void> {
  const marks = await marksNamed(tx.db, COUNTS.map(markOf));
  const details: Record<string, string | number> = {};
  for (const name of COUNTS) {
    const went = marks.get(markOf(name))?.count ?? 0;
    if (went === 0) continue;
    details[name] = went;
    await unsetMark(tx, markOf(name));
  }
  if (details.audit) {
    // Within the log itself: what it goes on from can be told by whoever has an older copy.
    const begins = await auditBegins(tx.db);
    details.audit_to = `${begins.seq}:${begins.hash}`;
  }
  await appendAudit(tx, { at: tx.now, who: null, what: 'kept', about: null, details });
  await setMark(tx, KEPT, tx.now);
  await erasesAtTwilio(tx);
}
