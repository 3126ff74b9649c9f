import type { Phone } from '../ids.ts';
import type { Language } from '../texts/texts.ts';

/** An alert as a target sends it: nothing in it is about the person. */
export interface StaffAlert {
  target: string;
  staff: string;
  from: Phone;
  language: Language;
  urgent: boolean;
  /** Whether it says something again that nobody has taken. */
  again: boolean;
  /** How many entries it tells of. */
  count: number;
  /** A digest: how many of them came since closing; null for any other alert. */
  sinceClosing: number | null;
}
