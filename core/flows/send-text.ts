import type { Config, LineConfig } from '../config/schema.ts';
import type { ContactId, MessageId } from '../ids.ts';
import { CONTINUATION_EXPIRES, type Refusal, refuseText } from '../rules/consent.ts';
import { describeOpening } from '../rules/opening-words.ts';
import { getContact } from '../store/contacts.ts';
import { addNote, unhandledBeside, unhandledEntryOf } from '../store/entries.ts';
import { makeFormLink } from '../store/form-links.ts';
import { countAutomated } from '../store/messages.ts';
import type { ContactRow, MessageRow } from '../store/schema.ts';
import type { Tx } from '../store/writer.ts';
import { fill, type Language, type Texts, textsOf } from '../texts/texts.ts';
import type { Openness } from './practice.ts';
import { promiseText } from './promise-text.ts';

export type TextKey = keyof Texts['sms'];

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** Why a contact may not be texted now, or null. Asked when a text is promised and again when `message` is sent. */
export async function refusalFor(
  tx: Tx,
  contact: ContactRow,
  text: 'automation' | 'crisis' | 'staff',
  message: MessageId | null = null,
): Promise<Refusal | null> {
  const waiting = await unhandledBeside(tx, contact.id);
  return refuseText(
    text,
    {
      texting: contact.texting,
      stoppedHow: contact.stopped_how,
      automatedToday: await countAutomated(tx, contact.id, tx.now - DAY, message),
      staffWroteAt: contact.staff_wrote_at,
      entryHandled: waiting.length === 0,
    },
    tx.now,
  );
}

export interface AutomatedText {
  contact: ContactId;
  line: LineConfig;
  text: TextKey;
  language: Language;
  openness: Openness;
  call?: MessageRow['call_id'];
  entry?: MessageRow['entry_id'];
  /** What makes it happen once, such as the call it follows; each text on its own if left out. */
  key?: string;
  dueAt?: number;
  /** Since when it is due, where we hear late of what it answers (epoch milliseconds). */
  since?: number;
  /** When it would come too late; some time after `dueAt` if left out. */
  expiresAt?: number;
}

/**
 * Promises an automated text: its words are fixed now, whether it may go is asked again when it does. Says why not
 * when the contact may not be texted.
 */
export async function sendAutomatedText(
  tx: Tx,
  config: Config,
  text: AutomatedText,
): Promise<{ message: MessageRow } | { refused: Refusal | 'too_late' }> {
  const crisis = text.text === 'crisis';
  const refused = await refusalFor(tx, await getContact(tx, text.contact), crisis ? 'crisis' : 'automation');
  if (refused) {
    if (refused === 'daily_limit' && text.entry) await addNote(tx, text.entry, 'text_daily_limit');
    return { refused };
  }
  const dueAt = text.dueAt ?? tx.now;
  const expiresAt = text.expiresAt ?? (text.since ?? dueAt) + (crisis ? HOUR : CONTINUATION_EXPIRES);
  if (expiresAt <= tx.now) return { refused: 'too_late' };
  const message = await promiseText(tx, {
    contact_id: text.contact,
    entry_id: text.entry ?? (await unhandledEntryOf(tx, text.contact))?.id ?? null,
    call_id: text.call ?? null,
    line: text.line.number,
    author: 'automation',
    kind: text.text,
    body: await compose(tx, config, text, () => newLink(tx, config, text)),
    dueAt,
    urgent: crisis,
    expiresAt,
    ...(text.key ? { key: text.key } : {}),
  });
  return { message };
}

/** An automated text that has not gone out yet, said in another language, with the link that it has. */
export async function recompose(
  tx: Tx,
  config: Config,
  message: MessageRow,
  to: Pick<AutomatedText, 'language' | 'openness'>,
): Promise<string> {
  const prefix = linkWith(config, '');
  const link = message.body.split(/\s/).find(word => word.startsWith(prefix)) ?? '';
  return compose(tx, config, { ...to, text: message.kind as TextKey }, async () => link);
}

async function compose(
  tx: Tx,
  config: Config,
  text: Pick<AutomatedText, 'text' | 'language' | 'openness'>,
  link: () => Promise<string>,
): Promise<string> {
  const { discreet } = config.continuation;
  const words = textsOf(text.language, config.texts).sms;
  const discreetly = `${text.text}_discreet`;
  const sentence = discreet && discreetly in words ? words[discreetly as TextKey] : words[text.text];
  const values: Record<string, string> = { sender: config.practice.sender };
  if (text.openness.opens) {
    const now = Temporal.Instant.fromEpochMilliseconds(tx.now);
    values.opens = describeOpening(text.openness.opens, now, text.language);
  }
  if (sentence.includes('{link}')) values.link = await link();
  return fill(sentence, values);
}

async function newLink(tx: Tx, config: Config, text: AutomatedText): Promise<string> {
  const token = await makeFormLink(tx, {
    contact: text.contact,
    line: text.line.number,
    expiresAt: tx.now + config.continuation.form_link_expires,
  });
  return linkWith(config, token);
}

function linkWith(config: Config, token: string): string {
  return `${config.practice.public_url}/c/${token}`;
}
