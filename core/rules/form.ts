import type { Phone } from '../ids.ts';
import type { Language } from '../texts/texts.ts';
import { type Country, parsePhone } from './phone.ts';

/** What a person may tell us in a form, by the names it travels under, on our pages and at `POST /intake` alike. */
export const FORM_FIELDS = [
  'wants',
  'message',
  'best_time',
  'name_to_ask',
  'number',
  'text_me',
  'new_here',
  'language',
  'consent_words',
] as const;
export type FormField = (typeof FORM_FIELDS)[number];

/** Longest value of each field that is written freely, in UTF-16 units as browsers count them. */
export const FORM_LIMITS = {
  message: 2_000,
  best_time: 200,
  name_to_ask: 100,
  number: 60,
  consent_words: 1_000,
} as const;

/** Raised whenever the page beside the consent box changes in a way that the words themselves do not show. */
export const FORM_VERSION = 1;

/** One accepted form, cleaned and complete. */
export interface FormSubmission {
  /** Of a link that is still open; null when a stranger or somebody with a stale link writes. */
  readonly token: string | null;
  readonly source: 'link' | 'page' | 'intake';
  readonly wants: 'callback' | 'message';
  readonly message: string;
  readonly bestTime: string;
  readonly nameToAsk: string;
  readonly newHere: 'new' | 'known' | null;
  readonly language: Language;
  /** Only without a token: typed by somebody, so a note and no identity. */
  readonly number: Phone | null;
  /** Whether the box was ticked that asks for texts at `number`. */
  readonly textMe: boolean;
  /** The same on a second send. */
  readonly submissionKey: string;
  /** The form's version and the words beside the box as they were shown; empty where there was no box. */
  readonly consentWords: string;
}

/** `missing` where it is needed, `invalid` when it is none of the choices or no number, else as it says. */
export type FormErrorCode = 'missing' | 'invalid' | 'too_long' | 'repeated';
export type FormErrors = Readonly<Partial<Record<FormField, FormErrorCode>>>;

/** What was typed, cleaned but not judged, so that a page can show it again. */
export type KeptFields = Readonly<Record<FormField, string>>;

export type FormReading =
  | { readonly ok: true; readonly submission: FormSubmission; readonly kept: KeptFields }
  | {
      readonly ok: false;
      readonly errors: FormErrors;
      readonly kept: KeptFields;
      readonly submissionKey: string;
    };

export interface FormContext {
  readonly token: string | null;
  readonly source: FormSubmission['source'];
  /** Languages the practice offers; one that was left out becomes `language`. */
  readonly languages: readonly Language[];
  readonly language: Language;
  /** Where numbers without `+` belong. */
  readonly country: Country;
  /** Stands in when the sender brought no usable `submission_key`. */
  readonly freshKey: string;
  /** The words beside the box as our page shows them; null when another site shows its own and must send them. */
  readonly consentWords: string | null;
}

const YES = new Set(['yes', 'on', 'true', '1']);
const NO = new Set(['', 'no', 'off', 'false', '0']);

/**
 * Reads what a form or a JSON body brought, however odd, and never throws. All errors are told at once, and whatever
 * was typed comes back as `kept`, which is why each field is judged by itself rather than by one schema that would drop
 * the values with the errors. Fields that we do not know are ignored.
 */
export function readForm(fields: Readonly<Record<string, unknown>>, context: FormContext): FormReading {
  const errors: Partial<Record<FormField, FormErrorCode>> = {};
  const kept = Object.fromEntries(
    FORM_FIELDS.map(field => {
      const { text, error } = single(Object.hasOwn(fields, field) ? fields[field] : undefined);
      if (error) errors[field] = error;
      return [field, field === 'message' ? cleanText(text) : cleanLine(text)];
    }),
  ) as Record<FormField, string>;
  const complain = (field: FormField, code: FormErrorCode) => {
    errors[field] ??= code;
  };

  for (const [field, limit] of Object.entries(FORM_LIMITS)) {
    if (kept[field as FormField].length > limit) complain(field as FormField, 'too_long');
  }

  const wants = choice(kept.wants, ['callback', 'message']);
  if (wants === null) complain('wants', kept.wants === '' ? 'missing' : 'invalid');
  if (wants === 'message' && isBlank(kept.message)) complain('message', 'missing');

  const newHere = choice(kept.new_here, ['new', 'known']);
  if (newHere === null && kept.new_here !== '') complain('new_here', 'invalid');

  const language = kept.language === '' ? context.language : choice(kept.language, context.languages);
  if (language === null) complain('language', 'invalid');

  // A link already tells us whom to call; a number that came with it is no part of that form.
  const asksNumber = context.token === null;
  const number = asksNumber ? parsePhone(kept.number, context.country) : null;
  if (asksNumber && kept.number === '') complain('number', 'missing');
  if (asksNumber && number === null) complain('number', 'invalid');
  if (!asksNumber) delete errors.number;

  // Where no box was shown, nobody can have ticked it.
  const asksConsent = asksNumber && context.consentWords !== '';
  const ticked = kept.text_me.toLowerCase();
  if (!YES.has(ticked) && !NO.has(ticked)) complain('text_me', 'invalid');
  if (!asksConsent) delete errors.text_me;
  const textMe = asksConsent && YES.has(ticked);
  const words = context.consentWords ?? kept.consent_words;
  if (context.consentWords !== null || !asksConsent) delete errors.consent_words;
  else if (textMe && isBlank(words)) complain('consent_words', 'missing');

  const submissionKey = keyIn(fields) ?? context.freshKey;
  if (wants === null || language === null || Object.keys(errors).length > 0) {
    return { ok: false, errors, kept, submissionKey };
  }
  return {
    ok: true,
    kept,
    submission: {
      token: context.token,
      source: context.source,
      wants,
      message: kept.message,
      bestTime: kept.best_time,
      nameToAsk: kept.name_to_ask,
      newHere,
      language,
      number,
      textMe,
      submissionKey,
      consentWords: asksNumber && words !== '' ? `form ${FORM_VERSION}: ${words}` : '',
    },
  };
}

/** A field as one text: absent is empty, the same value twice is one value, several are kept line by line. */
function single(value: unknown): { text: string; error?: FormErrorCode } {
  if (value === undefined || value === null) return { text: '' };
  if (typeof value === 'string') return { text: value };
  if (typeof value === 'number' || typeof value === 'boolean') return { text: String(value) };
  if (!Array.isArray(value)) return { text: '', error: 'invalid' };
  const parts = value.map(part => single(Array.isArray(part) ? {} : part));
  const texts = [...new Set(parts.map(part => part.text))];
  const error = parts.find(part => part.error)?.error ?? (texts.length > 1 ? 'repeated' : undefined);
  return error ? { text: texts.join('\n'), error } : { text: texts[0] ?? '' };
}

function choice<Name extends string>(text: string, names: readonly Name[]): Name | null {
  return names.find(name => name === text) ?? null;
}

function keyIn(fields: Readonly<Record<string, unknown>>): string | null {
  const { text, error } = single(Object.hasOwn(fields, 'submission_key') ? fields.submission_key : undefined);
  return !error && /^[A-Za-z0-9_-]{16,64}$/.test(text) ? text : null;
}

// Control characters have no place in what people write, and NUL ends a string in SQLite's C functions. Lone
// surrogates would not survive UTF-8.
function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim();
}

function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ');
}

/** Nothing to see: only spaces and invisible characters. */
function isBlank(text: string): boolean {
  return !/[^\s\p{Cf}]/u.test(text);
}
