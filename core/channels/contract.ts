import type { EffectId, Phone } from '../ids.ts';
import type { TextAtCarrier } from '../rules/look-up.ts';

/** A text to a contact, ready to go. */
export interface ChannelText {
  /** Rides along in the status-callback URL, so that a late callback proves what became of it. */
  effect: EffectId;
  from: Phone;
  to: Phone;
  body: string;
}

/** How we speak with clients. */
export interface Channel {
  /** Hands the text over. Throws `EdgeError` with what is known of it. */
  send(text: ChannelText): Promise<{ sid: string; status: string }>;
  /** Texts like this one that went out since a time (epoch milliseconds), newest first. Throws `EdgeError`. */
  find(text: Omit<ChannelText, 'effect'>, since: number): Promise<TextAtCarrier[]>;
}
