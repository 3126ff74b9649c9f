import type { Language } from '../../texts/texts.ts';
import type { PhraseTable } from './phrases.ts';

/** Phrases that sound like one kind of crisis. `rule` is a short name that staff and the audit can be shown. */
export interface CrisisRule {
  readonly rule: string;
  /** Who is in danger: whoever wrote, or someone else. */
  readonly who: 'self' | 'other';
  readonly phrases: readonly string[];
}

export interface CrisisTable extends PhraseTable {
  readonly language: Language;
  /** Tried in this order; the first that matches names the finding. */
  readonly rules: readonly CrisisRule[];
  /** Phrases found even when their letters are spaced out or run together. */
  readonly spacedOut: readonly string[];
}
