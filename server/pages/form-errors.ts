import { FORM_LIMITS, type FormErrorCode, type FormField, type KeptFields } from '../../core/rules/form.ts';
import type { Words } from './words.ts';

/** What is wrong with one field, said to the person who filled it in. */
export function errorSentence(words: Words, field: FormField, code: FormErrorCode, kept: KeptFields): string {
  if (code === 'repeated') return words.say('error_repeated');
  if (code === 'too_long' && field in FORM_LIMITS) {
    const limit = FORM_LIMITS[field as keyof typeof FORM_LIMITS];
    return words.say('error_too_long', { limit, length: kept[field].length });
  }
  if (field === 'wants') return words.say('error_wants');
  if (field === 'message' && code === 'missing') return words.say('error_message_missing');
  if (field === 'number')
    return words.say(code === 'missing' ? 'error_number_missing' : 'error_number_invalid');
  if (field === 'consent_words') return words.say('error_consent_words');
  return words.say('error_invalid');
}
