import type { Language, Texts } from '../texts/texts.ts';
import type { Country } from './phone.ts';
import type { OptOut } from './text-reading.ts';

export type DialogueState = 'menu' | 'callback_details' | 'composing';

/** Where one contact stands with the menu on one line. JSON-able; times are epoch milliseconds. */
export interface Dialogue {
  readonly state: DialogueState;
  /** Grows by one with every step, so that a write can be made conditional on what was read. */
  readonly version: number;
  readonly expiresAt: number;
  /** How many texts the message being written has so far; 0 when none is. */
  readonly parts: number;
  /** When the latest part of that message came, or null when no message is being written. */
  readonly silentSince: number | null;
  /** Whether that message is still owed its one confirmation. */
  readonly owesConfirmation: boolean;
  /** When 1 was last taken as a request, or null when it was not since the menu was sent. */
  readonly callbackAskedAt: number | null;
  readonly detailsNoted: boolean;
}

export type DialogueEvent =
  | { readonly kind: 'continuation_sent' }
  | { readonly kind: 'text'; readonly body: string; readonly media: number; readonly optOut?: OptOut | null }
  /** The moment that a `wait` named has come. */
  | { readonly kind: 'silence' };

export interface DialogueContext {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly open: boolean;
  /** Staff are in the conversation. */
  readonly quiet: boolean;
  readonly language: Language;
  readonly languages: readonly Language[];
  /** Whether this contact may be texted on this line at all. */
  readonly texting: boolean;
  /** Milliseconds of silence after which what came is one message. */
  readonly messageWindow: number;
  /** Milliseconds after which a dialogue nobody continued is forgotten. */
  readonly expiresAfter: number;
  /** ISO 3166 code by which a number without a country code is read. */
  readonly country: Country;
  readonly crisisRepliedAt: number | null;
}

export type DialogueAction =
  /** Raises the entry and alerts staff. */
  | { readonly do: 'ask'; readonly kind: 'callback' | 'message' | 'crisis'; readonly words: string | null }
  /** Belongs to what was asked already: stored with it, no new alert. */
  | { readonly do: 'append'; readonly words: string }
  | {
      readonly do: 'details';
      readonly bestTime: string | null;
      readonly number: string | null;
      readonly name: string | null;
      readonly words: string;
    }
  /** An automated text. */
  | { readonly do: 'reply'; readonly text: keyof Texts['sms'] }
  | { readonly do: 'language'; readonly language: Language }
  | {
      readonly do: 'stop_texts';
      readonly how: 'keyword' | 'free_words' | 'wrong_number';
      readonly words: string;
    }
  | { readonly do: 'allow_texts'; readonly words: string }
  | { readonly do: 'note'; readonly code: DialogueNote }
  /** Send the `silence` event at this moment; a later one replaces it. */
  | { readonly do: 'wait'; readonly until: number };

export type DialogueNote =
  | 'may_have_meant_appointment'
  | 'wrong_number'
  | 'reaction'
  | 'auto_reply'
  | 'picture'
  | 'asked_for_help'
  | 'opted_out'
  | 'opted_in';

export interface DialogueStep {
  readonly dialogue: Dialogue | null;
  readonly actions: readonly DialogueAction[];
}
