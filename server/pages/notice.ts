import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Config } from '../../core/config/schema.ts';
import { emergencyNotice } from './emergency.ts';
import { pageLanguage } from './language.ts';
import { answerPage, withLanguage } from './layout.ts';
import { wordsFor } from './words.ts';

export type Notice = 'not_found' | 'method' | 'too_large' | 'unreadable' | 'failed';

/** A short page that says what did not work, what was kept, and the ways on. */
export function answerNotice(
  c: Context,
  config: Config,
  notice: Notice,
  status: ContentfulStatusCode,
  headers: Readonly<Record<string, string>> = {},
): Response | Promise<Response> {
  const words = wordsFor(config, pageLanguage(c, config));
  return answerPage(c, config, {
    words,
    discreet: true,
    title: '',
    status,
    headers,
    // Relative to whatever address this is, so that no part of it is written into the page.
    ...(c.req.method === 'GET' ? { switchTo: withLanguage('') } : {}),
    body: html`<div class="column">
      <h1>${words.say(`notice_${notice}_title`)}</h1>
      <p class="lead">${words.say(`notice_${notice}`)}</p>
      <p><a class="button" href="/form?lang=${words.language}">${words.say('nav_form')}</a></p>
      ${emergencyNotice(words)}
    </div>`,
  });
}
