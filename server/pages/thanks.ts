import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Config } from '../../core/config/schema.ts';
import type { Language } from '../../core/texts/texts.ts';
import { emergencyNotice, emergencyWays } from './emergency.ts';
import { SAFETY_HEADERS } from './headers.ts';
import { answerPage, withLanguage } from './layout.ts';
import { wordsFor } from './words.ts';

/**
 * The answer to an accepted form. After crisis words the page is the answer itself: an address of its own would tell
 * the browser's history, and whoever reads it, what the words were like.
 */
export function answerThanks(
  c: Context,
  config: Config,
  { crisis, language }: { crisis: boolean; language: Language },
): Response | Promise<Response> {
  if (crisis) return crisisPage(c, config, language);
  const headers = { ...SAFETY_HEADERS, 'Cache-Control': 'no-store' };
  return c.body(null, 303, { ...headers, Location: withLanguage('/thanks')(language) });
}

/** What everybody sees after sending: nothing of what was sent. */
export function thanksPage(c: Context, config: Config, language: Language): Response | Promise<Response> {
  const words = wordsFor(config, language);
  return answerPage(c, config, {
    words,
    discreet: true,
    title: '',
    switchTo: withLanguage('/thanks'),
    body: html`<div class="column">
      <h1>${words.say('thanks_title')}</h1>
      <p class="lead">${words.say('thanks')}</p>
      ${emergencyNotice(words)}
    </div>`,
  });
}

/** A link to another language would lose this page, so it says the one thing in all of them. */
function crisisPage(c: Context, config: Config, language: Language): Response | Promise<Response> {
  const words = wordsFor(config, language);
  return answerPage(c, config, {
    words,
    discreet: true,
    title: '',
    body: html`<div class="column">
      <section class="emergency large" aria-labelledby="crisis-title">
        <h1 id="crisis-title">${words.say('crisis_title')}</h1>
        ${emergencyWays(words)}
        <p>${words.say('crisis')}</p>
      </section>
      <p>${words.say('crisis_saved')}</p>
      ${config.practice.languages
        .filter(other => other !== language)
        .map(other => html`<p lang="${other}">${wordsFor(config, other).say('crisis')}</p>`)}
    </div>`,
  });
}
