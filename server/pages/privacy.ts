import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Config } from '../../core/config/schema.ts';
import type { Language } from '../../core/texts/texts.ts';
import { pageLanguage } from './language.ts';
import { answerPage, withLanguage } from './layout.ts';
import { legalBlock } from './legal.ts';
import { type PageKey, wordsFor } from './words.ts';

const KEPT = ['items', 'recordings', 'at_twilio', 'consent', 'audit'] as const;

/** Who answers for the data, where it is, for how long, and how to have it erased. */
export function privacyPage(c: Context, config: Config): Response | Promise<Response> {
  const words = wordsFor(config, pageLanguage(c, config));
  const section = (title: PageKey, body: PageKey) =>
    html`<section><h2>${words.say(title)}</h2><p>${words.say(body)}</p></section>`;
  return answerPage(c, config, {
    words,
    discreet: false,
    title: `${words.say('privacy_title')} · ${config.practice.name}`,
    switchTo: withLanguage('/privacy'),
    body: html`<div class="column prose">
      <h1>${words.say('privacy_title')}</h1>
      <p class="lead">${words.say('privacy_lead')}</p>
      ${section('privacy_what_title', 'privacy_what')}
      ${section('privacy_where_title', 'privacy_where')}
      <section>
        <h2>${words.say('privacy_long_title')}</h2>
        <dl class="terms">${KEPT.map(
          what =>
            html`<div><dt>${words.say(`privacy_keep_${what}`)}</dt><dd>${inWords(config.keep[what], words.language)}</dd></div>`,
        )}</dl>
        <p>${words.say('privacy_long')}</p>
      </section>
      ${section('privacy_erase_title', 'privacy_erase')}
      ${section('privacy_sharing_title', 'privacy_sharing')}
      ${section('privacy_site_title', 'privacy_site')}
      ${legalBlock(config, words)}
    </div>`,
  });
}

const DAY = 86_400_000;

/** Milliseconds as people say them: `5 years`, `180 días`. A year is 365 days, as in the configuration file. */
function inWords(milliseconds: number, language: Language): string {
  const days = milliseconds / DAY;
  const [amount, unit] = days >= 365 && days % 365 === 0 ? [days / 365, 'year'] : [days, 'day'];
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: 1,
  }).format(amount);
}
