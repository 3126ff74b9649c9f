import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Config } from '../../core/config/schema.ts';
import { pageLanguage } from './language.ts';
import { answerPage, withLanguage } from './layout.ts';
import { legalBlock } from './legal.ts';
import { type Markup, type PageKey, wordsFor } from './words.ts';

/**
 * The page that carriers ask for before they deliver: brand, purpose, how consent is given and that it is optional,
 * frequency, rates, STOP and HELP, and that numbers and consent are shared with nobody for marketing.
 */
export function termsPage(c: Context, config: Config): Response | Promise<Response> {
  const words = wordsFor(config, pageLanguage(c, config));
  const section = (title: PageKey, ...body: Markup[]) =>
    html`<section><h2>${words.say(title)}</h2>${body}</section>`;
  const p = (key: PageKey) => html`<p>${words.say(key)}</p>`;
  const privacy = html`<a href="/privacy?lang=${words.language}">${words.say('nav_privacy')}</a>`;
  return answerPage(c, config, {
    words,
    discreet: false,
    title: `${words.say('terms_title')} · ${config.practice.name}`,
    switchTo: withLanguage('/terms'),
    body: html`<div class="column prose">
      <h1>${words.say('terms_title')}</h1>
      <p class="lead">${words.say('terms_lead')}</p>
      ${section('terms_who_title', p('terms_who'))}
      ${section(
        'terms_consent_title',
        html`<ul>
          <li>${words.say('terms_consent_call')}</li>
          <li>${words.say('terms_consent_form')}</li>
          <li>${words.say('terms_consent_write')}</li>
        </ul>`,
        p('terms_optional'),
      )}
      ${section('terms_often_title', p('terms_often'))}
      ${section('terms_cost_title', p('terms_cost'))}
      ${section('terms_stop_title', p(config.practice.legal ? 'terms_stop' : 'terms_stop_nobody'))}
      ${section('terms_shared_title', html`<p>${words.mark('terms_shared', { privacy })}</p>`)}
      <p>${words.say('terms_emergency')} ${words.say('emergency')}</p>
      ${legalBlock(config, words)}
    </div>`,
  });
}
