import { type Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Config } from '../../core/config/schema.ts';
import { newToken } from '../../core/ids.ts';
import { type FormErrors, type FormField, type KeptFields, readForm } from '../../core/rules/form.ts';
import type { Language } from '../../core/texts/texts.ts';
import type { PagesDeps } from './deps.ts';
import { errorSentence } from './form-errors.ts';
import { EMPTY_FIELD } from './form-view.ts';
import { SAFETY_HEADERS } from './headers.ts';
import { pageLanguage } from './language.ts';
import type { FormLimits } from './rate-limit.ts';
import { readBody } from './read-body.ts';
import { keyedByContent } from './send-key.ts';
import { type Words, wordsFor } from './words.ts';

const TITLES = {
  400: 'Bad Request',
  403: 'Forbidden',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
} as const;

/**
 * `POST /intake`: the same form from a practice's own website, as JSON or as a form, with the field names of
 * `FORM_FIELDS`. Browsers may send it only from `intake.allowed_origins`; with none there, it is closed. A request
 * without an Origin comes from no browser page (such as the website's own server) and meets the same limits.
 */
export function intakePages(deps: PagesDeps, limits: FormLimits): Hono {
  const pages = new Hono();
  pages.options('/intake', c => {
    const origin = allowedOrigin(c, deps.config());
    if (!origin) return problem(c, null, 403, 'This origin is not in intake.allowed_origins.');
    return c.body(null, 204, {
      ...SAFETY_HEADERS,
      ...openTo(origin),
      'Access-Control-Allow-Methods': 'POST',
      'Access-Control-Allow-Headers': 'content-type',
      'Access-Control-Max-Age': '600',
    });
  });
  pages.post('/intake', c => takeIntake(c, deps, limits));
  return pages;
}

async function takeIntake(c: Context, deps: PagesDeps, limits: FormLimits): Promise<Response> {
  const config = deps.config();
  const origin = allowedOrigin(c, config);
  if (origin === null) {
    deps.log({ code: 'intake_origin_refused' });
    return problem(c, null, 403, 'This origin is not in intake.allowed_origins.');
  }
  const body = await readBody(c.req.raw, { json: true });
  if (!body.ok) {
    deps.log({ code: 'intake_unreadable', status: body.status });
    const detail = {
      400: 'Expected one JSON object, or a form.',
      413: 'At most 64 KiB.',
      415: 'Expected application/json, application/x-www-form-urlencoded or multipart/form-data.',
    }[body.status];
    return problem(c, origin, body.status, detail);
  }
  const reading = readForm(body.fields, {
    token: null,
    source: 'intake',
    languages: config.practice.languages,
    language: pageLanguage(c, config),
    country: config.practice.country,
    freshKey: newToken(deps.random),
    consentWords: null,
  });
  const language = languageNamed(config, reading.kept.language) ?? pageLanguage(c, config);
  const words = wordsFor(config, language);
  if ((body.fields[EMPTY_FIELD] ?? '') !== '') {
    deps.log({ code: 'form_trapped' });
    return accepted(c, origin, words, false);
  }
  if (!reading.ok) {
    deps.log({ code: 'form_refused', fields: Object.keys(reading.errors).join(' ') });
    return problem(c, origin, 422, words.say('errors_title'), {
      errors: fieldErrors(words, reading.errors, reading.kept),
    });
  }
  const wait = limits.stranger(deps.clientAddress(c), deps.now().epochMilliseconds);
  if (wait > 0) {
    deps.log({ code: 'form_limited', source: 'intake' });
    c.header('Retry-After', String(Math.ceil(wait / 1_000)));
    const detail = words.say('limited', { minutes: Math.ceil(wait / 60_000) });
    return problem(c, origin, 429, detail, { emergency: words.say('emergency') });
  }
  try {
    const result = await deps.intake.submit(keyedByContent(reading.submission));
    deps.log({ code: `form_${result.outcome}`, source: 'intake' });
    return accepted(c, origin, wordsFor(config, result.language), result.crisis);
  } catch {
    deps.log({ code: 'form_not_saved' });
    return problem(c, origin, 503, words.say('unsaved'), { emergency: words.say('emergency') });
  }
}

/** The answer: after crisis words the website must show `emergency` first, and had better always show it. */
function accepted(c: Context, origin: string, words: Words, crisis: boolean): Response {
  const emergency = words.say(crisis ? 'crisis' : 'emergency');
  return c.json({ ok: true, crisis, emergency }, 202, { ...SAFETY_HEADERS, ...openTo(origin) });
}

/** Problem details (RFC 9457). */
function problem(
  c: Context,
  origin: string | null,
  status: keyof typeof TITLES,
  detail: string,
  more: Readonly<Record<string, unknown>> = {},
): Response {
  const body = JSON.stringify({ type: 'about:blank', title: TITLES[status], status, detail, ...more });
  return c.body(body, status satisfies ContentfulStatusCode, {
    ...SAFETY_HEADERS,
    ...openTo(origin),
    'Content-Type': 'application/problem+json',
  });
}

function fieldErrors(words: Words, errors: FormErrors, kept: KeptFields) {
  return Object.entries(errors).map(([field, code]) => ({
    field,
    code,
    detail: errorSentence(words, field as FormField, code, kept),
  }));
}

/** The Origin when it may send, an empty text when there is none but the intake is open, else null. */
function allowedOrigin(c: Context, config: Config): string | null {
  const allowed = config.intake.allowed_origins.map(written => new URL(written).origin);
  const origin = c.req.header('origin');
  if (origin === undefined) return allowed.length > 0 ? '' : null;
  return allowed.includes(origin) ? origin : null;
}

function openTo(origin: string | null): Readonly<Record<string, string>> {
  return {
    'Cache-Control': 'no-store',
    Vary: 'Origin',
    ...(origin
      ? { 'Access-Control-Allow-Origin': origin, 'Cross-Origin-Resource-Policy': 'cross-origin' }
      : {}),
  };
}

function languageNamed(config: Config, name: string): Language | null {
  return config.practice.languages.find(language => language === name) ?? null;
}
