import type { FormSubmission } from '../../core/rules/form.ts';
import type { Language } from '../../core/texts/texts.ts';

/** What the public pages ask of the rest of the system. */
export interface IntakePort {
  /** Reads only, so that a link preview changes nothing. Null for a token that never was or is long gone. */
  openLink(token: string): Promise<{ state: 'open' | 'expired'; language: Language } | null>;
  /** Resolves once the form is safely stored; rejects when it is not. `repeated`: the same send came before. */
  submit(form: FormSubmission): Promise<SubmitResult>;
}

export interface SubmitResult {
  readonly outcome: 'accepted' | 'repeated';
  /** Whether the words sounded like a crisis, which brings 911 and 988 to the top of the answer. */
  readonly crisis: boolean;
  readonly language: Language;
}
