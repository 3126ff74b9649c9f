import type { EffectId, Phone } from '../ids.ts';
import type { Texts } from '../texts/texts.ts';

/** A notice to a staff member. Nothing in it is about the person it is for the sake of. */
export interface AlertMessage {
  effect: EffectId;
  /** The line's own number. */
  from: Phone;
  sender: string;
  urgent: boolean;
  /** How many entries it tells of. */
  count: number;
  words: Texts['staff'];
}

/** The staff member as the configuration has them. */
export interface AlertRecipient {
  phone: Phone | null;
  email: string | null;
}

/** How we reach staff. */
export interface AlertTarget {
  /** Hands the alert over. Throws `EdgeError` with what is known of it. */
  send(alert: AlertMessage, to: AlertRecipient): Promise<{ sid: string | null }>;
}
