import type { Config } from '../config/schema.ts';
import type { MessageId } from '../ids.ts';
import { findContact } from '../store/contacts.ts';
import { unhandledBeside } from '../store/entries.ts';
import { latestReminder } from '../store/reminders.ts';
import type { EntryRow, MessageRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import { endDialogues } from './dialogue.ts';
import { act, unhandledFor, type Work, type Worked } from './entry-acts.ts';
import { promiseText } from './promise-text.ts';
import { refusalFor } from './send-text.ts';
import { WorkRefused } from './work-refused.ts';

/** Outcomes of handling an entry. */
export const OUTCOMES = ['reached', 'left_message', 'booked', 'no_need', 'wrong_number', 'spam'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Twilio takes no longer text. https://www.twilio.com/docs/api/errors/21617 */
export const LONGEST_TEXT = 1_600;
/** A staff member's text that could not go out for so long is not what they meant any more: it shows as not sent. */
const REPLY_EXPIRES = 4 * 3_600_000;

/** Takes an entry, so that others see who has it. The second of two people is told who was first. */
export async function takeEntry(tx: Tx, config: Config, work: Work): Promise<Worked> {
  const entry = await unhandledFor(tx, config, work);
  if (entry.owner && entry.owner !== work.staff && !(await crisisIsUnanswered(tx, entry))) {
    const name = config.staff[entry.owner]?.name ?? entry.owner;
    throw new WorkRefused('taken', `${name} has taken this entry already.`, { by: entry.owner });
  }
  const takes = entry.takes + 1;
  return act(tx, work, 'take', entry, { state: 'assigned', owner: work.staff, waits_until: null, takes });
}

/** A crisis that came after somebody had taken the entry, and that they have not taken up: it is anybody's. */
async function crisisIsUnanswered(tx: Tx, entry: EntryRow): Promise<boolean> {
  return (await latestReminder(tx, entry.id, 'crisis'))?.takes === entry.takes;
}

/** Promises a staff member's own text to the contact; from then on automation is quiet in the conversation. */
export async function staffReplies(
  tx: Tx,
  config: Config,
  work: Work & { words: string; retryOf?: MessageId },
): Promise<Worked & { message: MessageRow }> {
  const entry = await unhandledFor(tx, config, work);
  const words = work.words.trim();
  if (words === '') throw new WorkRefused('no_words', 'There are no words to send.');
  if (words.length > LONGEST_TEXT) {
    throw new WorkRefused(
      'too_long',
      `A text has at most ${LONGEST_TEXT} characters; this one has ${words.length}.`,
    );
  }
  const contact = entry.contact_id ? await findContact(tx, entry.contact_id) : undefined;
  if (!contact?.phone)
    throw new WorkRefused('no_number', 'There is no number to text: this caller withheld it.');
  if (await refusalFor(tx, contact, 'staff')) {
    throw new WorkRefused(
      'opted_out',
      contact.stopped_how === 'never_asked'
        ? 'Nobody asked for texts to this number; call it instead.'
        : 'This person asked not to be texted; call them instead.',
    );
  }
  const message = await promiseText(tx, {
    contact_id: contact.id,
    staff: work.staff,
    entry_id: entry.id,
    line: entry.line,
    author: 'staff',
    kind: null,
    body: words,
    retry_of: work.retryOf ?? null,
    expiresAt: tx.now + REPLY_EXPIRES,
  });
  const takes = entry.takes + 1;
  const change = { takes, ...(entry.owner ? {} : { state: 'assigned' as const, owner: work.staff }) };
  const quiet = { row: contact, change: { staff_wrote_at: tx.now, continuation_at: null } };
  return { ...(await act(tx, work, 'reply', entry, change, quiet)), message };
}

/**
 * Ends an entry. What comes from the same contact later opens a new one, and may be texted anew, unless another person's
 * behind the same number still waits. Crisis words that came after somebody had taken it end by being taken up only:
 * whoever handles it may not have seen them.
 */
export async function handleEntry(
  tx: Tx,
  config: Config,
  work: Work & { outcome: Outcome; copiedToChart?: boolean | null },
): Promise<Worked> {
  const entry = await unhandledFor(tx, config, work);
  // A version names what was seen, these words with it.
  const unseen = work.version === undefined && entry.state === 'assigned';
  if (unseen && (await crisisIsUnanswered(tx, entry))) {
    throw new WorkRefused(
      'crisis',
      'Words that sound like a crisis came after this entry was taken: take it again, then handle it.',
    );
  }
  const contact = entry.contact_id ? await findContact(tx, entry.contact_id) : undefined;
  const others = contact ? await unhandledBeside(tx, contact.id, entry.id) : [];
  const ended = others.length === 0 ? contact : undefined;
  if (ended) await endDialogues(tx, ended.id);
  const copied = work.copiedToChart ?? null;
  return act(
    tx,
    work,
    'handle',
    entry,
    {
      state: 'handled',
      handled_at: tx.now,
      outcome: work.outcome,
      copied_to_chart: copied === null ? null : copied ? 1 : 0,
      owner: entry.owner ?? work.staff,
      waits_until: null,
    },
    ended && { row: ended, change: { staff_wrote_at: null, continuation_at: null } },
  );
}
