import type { AskKind } from './asks.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** A continuation text older than this comes too late: it becomes a note. */
export const CONTINUATION_EXPIRES = 15 * MINUTE;
/** Automation's daily limit for one contact (the crisis reply has its own). */
export const AUTOMATED_A_DAY = 6;
/** How long a conversation lasts after the last staff message, if nobody handles its entry before. */
export const CONVERSATION = 72 * HOUR;

/** What bears on whether a contact may be texted. Times are epoch milliseconds. */
export interface Texting {
  texting: 'allowed' | 'stopped';
  stoppedHow: 'keyword' | 'free_words' | 'wrong_number' | 'carrier' | 'star' | 'never_asked' | 'staff' | null;
  automatedToday: number;
  staffWroteAt: number | null;
  entryHandled: boolean;
}

export type Refusal = 'opted_out' | 'carrier_opt_out' | 'quiet' | 'daily_limit';

/** Whether staff are in the conversation: automation is then quiet in it. */
export function isQuiet(contact: Pick<Texting, 'staffWroteAt' | 'entryHandled'>, now: number): boolean {
  return !contact.entryHandled && contact.staffWroteAt !== null && now - contact.staffWroteAt < CONVERSATION;
}

/**
 * Whether a text may go to a contact now; null means it may. Asked when it is promised and again when it is sent.
 * Nothing but the carrier's own opt-out stops the crisis reply. A staff member's own words are stopped by any opt-out.
 */
export function refuseText(
  text: 'automation' | 'crisis' | 'staff',
  contact: Texting,
  now: number,
): Refusal | null {
  const stopped = contact.texting === 'stopped';
  const byCarrier = stopped && (contact.stoppedHow === 'keyword' || contact.stoppedHow === 'carrier');
  if (byCarrier) return 'carrier_opt_out';
  if (text === 'crisis') return null;
  if (stopped) return 'opted_out';
  if (text === 'staff') return null;
  if (isQuiet(contact, now)) return 'quiet';
  return contact.automatedToday >= AUTOMATED_A_DAY ? 'daily_limit' : null;
}

/** What bears on the text after a missed call, beside the contact's consent. */
export interface ContinuationFacts {
  lineTexts: boolean;
  modeTexts: boolean;
  countryAllowed: boolean;
  /** When this caller was last sent one, unless something has started the count anew since. */
  lastAt: number | null;
  oncePer: number;
  /** Continuation texts of the whole practice in the current window, and how many are allowed. */
  sentInWindow: number;
  atMost: number;
}

export type NoContinuation = 'line_off' | 'mode' | 'country' | 'once_per' | 'rate';

export function refuseContinuation(facts: ContinuationFacts, now: number): NoContinuation | null {
  if (!facts.lineTexts) return 'line_off';
  if (!facts.modeTexts) return 'mode';
  if (!facts.countryAllowed) return 'country';
  if (facts.lastAt !== null && now - facts.lastAt < facts.oncePer) return 'once_per';
  return facts.sentInWindow >= facts.atMost ? 'rate' : null;
}

/** Asks whose alert must never wait. */
export function isUrgent(about: AskKind): boolean {
  return about === 'crisis';
}
