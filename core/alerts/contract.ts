import type { z } from 'zod';
import type { EffectId, Phone } from '../ids.ts';
import type { Fetch } from '../outward.ts';
import type { TextAtCarrier } from '../rules/look-up.ts';
import type { Texts } from '../texts/texts.ts';
import type { TwilioRest } from '../twilio/rest.ts';

/** A notice to a staff member. Nothing in it is about the person it is for the sake of. */
export interface AlertMessage {
  /** The same when it is tried again: targets that can, pass it on, so that a repeat is known as one. */
  effect: EffectId;
  /** The line's own number. */
  from: Phone;
  sender: string;
  urgent: boolean;
  /** Whether it says something again that nobody has taken. */
  again: boolean;
  /** How many entries it tells of. */
  count: number;
  /** In a morning's digest: how many of them came since closing. */
  sinceClosing?: number | null;
  /** Not of entries, but of the installation: what began, lasts, is over or cannot be told otherwise, of which parts. */
  trouble?: Trouble | null;
  words: Texts['staff'];
}

export interface Trouble {
  is: 'wrong' | 'look' | 'still' | 'over' | 'unwritable';
  /** Parts of the installation by their names, as one list; see trouble.ts. */
  what: string;
}

/** Whom it is for: their short name, and the address that the target asks for ('' where it asks for none). */
export interface AlertRecipient {
  staff: string;
  address: string;
}

/** How we reach staff. */
export interface AlertTarget {
  /** Hands the alert over. Throws `EdgeError` with what is known of it. */
  send(alert: AlertMessage, to: AlertRecipient): Promise<{ sid: string | null }>;
  /**
   * Alerts like this one that went out to the person since a time (epoch milliseconds), newest first, for a target that
   * can be asked. Throws `EdgeError`.
   */
  find?(alert: AlertMessage, to: AlertRecipient, since: number): Promise<TextAtCarrier[]>;
}

/** What a target's block of the configuration holds, as data: this is read wherever the configuration is. */
export interface TargetSettings<S, M extends string = never> {
  schema: z.ZodType<S>;
  /** Paths in the block that hold secrets, such as `smtp.password`: never shown, and better kept elsewhere. */
  secrets: readonly string[];
  /** Paths in the block whose values are never shown either, since they may hold one. */
  hidden?: readonly string[];
  /** Paths in the block whose values show on staff's screens, such as `from`: they should not hint at therapy. */
  shown: readonly string[];
  /** Keys that it adds to a staff member; their values are never shown. */
  member?: Readonly<Record<M, z.ZodType<string>>>;
}

/** What a target may use of the world. */
export interface TargetDeps<S> {
  rest: TwilioRest;
  fetch: Fetch;
  /** Epoch milliseconds. */
  now: () => number;
  /** The block as it stands now: it may change while the worker runs. */
  settings: () => S;
  /** How long the other side may take, in milliseconds. */
  patience: number;
}

/** A target's line in the registry. */
export interface TargetLine<S, M extends string = never> {
  /** Its block of the configuration; null when it needs none. */
  settings: TargetSettings<S, M> | null;
  /** Which key of a staff member it needs; null when it needs none. */
  address: string | null;
  /** Imports the target itself, which may be heavy. */
  load(deps: TargetDeps<S>): Promise<AlertTarget>;
}
