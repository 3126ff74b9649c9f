import type { Phone } from '../ids.ts';
import type { Language } from '../texts/texts.ts';

/** What the worker needs to tell somebody how the installation is. */
export interface Notice {
  target: string;
  staff: string;
  from: Phone;
  language: Language;
  urgent: boolean;
  is: 'wrong' | 'look' | 'still' | 'over';
  about: readonly string[];
}
