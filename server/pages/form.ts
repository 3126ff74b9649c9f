import { type Context, Hono } from 'hono';
import type { Config } from '../../core/config/schema.ts';
import { newToken } from '../../core/ids.ts';
import { type FormErrors, type FormReading, type KeptFields, readForm } from '../../core/rules/form.ts';
import type { Language } from '../../core/texts/texts.ts';
import type { PagesDeps } from './deps.ts';
import { consentWordsShown, EMPTY_FIELD, type FormView, formBody } from './form-view.ts';
import { pageLanguage } from './language.ts';
import { answerPage, withLanguage } from './layout.ts';
import { answerNotice } from './notice.ts';
import type { FormLimits } from './rate-limit.ts';
import { readBody } from './read-body.ts';
import { keyedByContent } from './send-key.ts';
import { answerThanks, thanksPage } from './thanks.ts';
import { wordsFor } from './words.ts';

/** Where the form was opened: its address, and what the token in it, if any, is worth. */
interface Opened {
  readonly path: string;
  readonly via: FormView['via'];
  readonly token: string | null;
  readonly language: Language | null;
}

const BY_PAGE: Opened = { path: '/form', via: 'page', token: null, language: null };

/**
 * The form: `/c/{token}` from a text, `/form` for everybody else, `/thanks` after both. An expired token, an unknown
 * one and a mistyped one get the same page with status 200: it is a whole form, and in-app browsers and proxies put
 * their own page in place of a 404.
 */
export function formPages(deps: PagesDeps, limits: FormLimits): Hono {
  const pages = new Hono();
  pages.get('/form', c => showForm(c, deps, BY_PAGE));
  pages.post('/form', c => takeForm(c, deps, limits, async () => BY_PAGE));
  pages.get('/c/:token', async c => showForm(c, deps, await openLink(deps, c.req.param('token'))));
  pages.post('/c/:token', c => takeForm(c, deps, limits, () => openLink(deps, c.req.param('token'))));
  pages.get('/thanks', c => thanksPage(c, deps.config(), pageLanguage(c, deps.config())));
  return pages;
}

async function openLink(deps: PagesDeps, token: string): Promise<Opened> {
  const path = `/c/${encodeURIComponent(token)}`;
  const link = /^[A-Za-z0-9_-]{22}$/.test(token) ? await deps.intake.openLink(token) : null;
  const language = link?.language ?? null;
  return link?.state === 'open'
    ? { path, via: 'link', token, language }
    : { path, via: 'expired', token: null, language };
}

function showForm(c: Context, deps: PagesDeps, opened: Opened): Response | Promise<Response> {
  const config = deps.config();
  const words = wordsFor(config, pageLanguage(c, config, opened.language));
  const { via, path } = opened;
  const submissionKey = newToken(deps.random);
  return answerPage(c, config, {
    words,
    discreet: true,
    title: '',
    switchTo: withLanguage(path),
    body: formBody(config, { words, via, action: path, submissionKey, kept: null, errors: {}, notice: null }),
  });
}

async function takeForm(
  c: Context,
  deps: PagesDeps,
  limits: FormLimits,
  open: () => Promise<Opened>,
): Promise<Response> {
  const config = deps.config();
  const body = await readBody(c.req.raw, { json: false });
  if (!body.ok) {
    deps.log({ code: 'form_unreadable', status: body.status });
    return answerNotice(c, config, body.status === 413 ? 'too_large' : 'unreadable', body.status);
  }
  let opened: Opened;
  try {
    opened = await open();
  } catch {
    // Whether the link is open is not known now; shown again as an open one, nothing that was typed is lost.
    opened = { path: c.req.path, via: 'link', token: null, language: null };
    return notSaved(c, deps, opened, read(c, deps, config, opened, body.fields));
  }
  const reading = read(c, deps, config, opened, body.fields);

  const asked = config.practice.languages.find(language => language === body.fields.show_in);
  if (asked) return showAgain(c, config, { ...opened, language: asked }, reading, { status: 200, asked });

  // Nobody who holds an open link is a robot; the trap is for strangers alone.
  if (opened.token === null && (body.fields[EMPTY_FIELD] ?? '') !== '') {
    deps.log({ code: 'form_trapped' });
    return answerThanks(c, config, { crisis: false, language: pageLanguage(c, config, opened.language) });
  }
  if (!reading.ok) {
    deps.log({ code: 'form_refused', fields: Object.keys(reading.errors).join(' ') });
    return showAgain(c, config, opened, reading, { status: 422, errors: reading.errors });
  }
  const now = deps.now().epochMilliseconds;
  const wait =
    opened.token === null ? limits.stranger(deps.clientAddress(c), now) : limits.link(opened.token, now);
  if (wait > 0) {
    deps.log({ code: 'form_limited', source: reading.submission.source });
    return showAgain(c, config, opened, reading, { status: 429, wait });
  }
  try {
    const result = await deps.intake.submit(keyedByContent(reading.submission));
    deps.log({ code: `form_${result.outcome}`, source: reading.submission.source });
    return await answerThanks(c, config, result);
  } catch {
    return notSaved(c, deps, opened, reading);
  }
}

function read(
  c: Context,
  deps: PagesDeps,
  config: Config,
  { token, language }: Opened,
  fields: Readonly<Record<string, unknown>>,
): FormReading {
  const words = wordsFor(config, pageLanguage(c, config, language));
  return readForm(fields, {
    token,
    source: token === null ? 'page' : 'link',
    languages: config.practice.languages,
    language: words.language,
    country: config.practice.country,
    freshKey: newToken(deps.random),
    consentWords: consentWordsShown(config, words),
  });
}

function notSaved(
  c: Context,
  deps: PagesDeps,
  opened: Opened,
  reading: FormReading,
): Response | Promise<Response> {
  deps.log({ code: 'form_not_saved' });
  return showAgain(c, deps.config(), opened, reading, { status: 503 });
}

type Again =
  | { status: 200; asked: Language }
  | { status: 422; errors: FormErrors }
  | { status: 429; wait: number }
  | { status: 503 };

/** The form with everything that was typed, and why it is back. */
function showAgain(
  c: Context,
  config: Config,
  opened: Opened,
  reading: FormReading,
  why: Again,
): Response | Promise<Response> {
  const language = why.status === 200 ? why.asked : pageLanguage(c, config, opened.language);
  const words = wordsFor(config, language);
  const notice =
    why.status === 429
      ? {
          title: words.say('limited_title'),
          text: words.say('limited', { minutes: Math.ceil(why.wait / 60_000) }),
        }
      : why.status === 503
        ? { title: words.say('unsaved_title'), text: words.say('unsaved') }
        : null;
  const kept: KeptFields = reading.kept;
  const submissionKey = reading.ok ? reading.submission.submissionKey : reading.submissionKey;
  return answerPage(c, config, {
    words,
    discreet: true,
    title: '',
    status: why.status,
    ...(why.status === 429 ? { headers: { 'Retry-After': String(Math.ceil(why.wait / 1_000)) } } : {}),
    body: formBody(config, {
      words,
      via: opened.via,
      action: opened.path,
      submissionKey,
      kept,
      errors: why.status === 422 ? why.errors : {},
      notice,
    }),
  });
}
