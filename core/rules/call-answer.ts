import type { CallId, Phone, StaffCallId, TestCallId } from '../ids.ts';
import type { Language } from '../texts/texts.ts';
import type { PlannedLeg } from './ring-plan.ts';

/** What the line's greeting says, fixed when it is first said so that a repeated webhook hears the same. */
export interface Greeting {
  language: Language;
  /** The language that key 2 switches to. */
  other: Language | null;
  /** The next opening as a voice says it in each language, while closed. */
  opens: Partial<Record<Language, string>> | null;
  promisesText: boolean;
  withheld: boolean;
  /** The practice's own recording instead of the spoken greeting. */
  plays: boolean;
}

/** What the line does next, in no carrier's words; core/twilio/voice.ts turns it into TwiML. */
export type CallAnswer =
  | { do: 'ring'; call: CallId; position: number; leg: PlannedLeg; line: Phone }
  | { do: 'greet'; call: CallId; line: Phone; greeting: Greeting }
  | { do: 'record'; language: Language; after: 'no_texts' | 'number_noted' }
  | { do: 'goodbye'; language: Language; heard: boolean; noTexts: boolean }
  | { do: 'ask_staff'; call: CallId; position: number; language: Language }
  | { do: 'ask_own'; call: StaffCallId; language: Language }
  | { do: 'ask_test'; test: TestCallId; language: Language }
  | { do: 'thank_tester'; language: Language }
  | { do: 'dial'; call: StaffCallId; number: Phone; line: Phone }
  | { do: 'bridge' }
  | { do: 'reject'; reason: 'busy' | 'rejected' }
  | { do: 'hang_up' };
