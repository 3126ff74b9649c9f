import { createHash } from 'node:crypto';
import type { FormSubmission } from '../../core/rules/form.ts';

/**
 * The form with a key that stands for this page *and* these words. A reload or a double click is the same send;
 * whoever goes back, changes a word and sends again has sent something new, which must not be taken for a repetition.
 */
export function keyedByContent(form: FormSubmission): FormSubmission {
  const submissionKey = createHash('sha256').update(JSON.stringify(form)).digest('base64url');
  return { ...form, submissionKey };
}
