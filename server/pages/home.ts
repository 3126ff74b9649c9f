import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Config } from '../../core/config/schema.ts';
import { fill, textsOf } from '../../core/texts/texts.ts';
import { emergencyNotice } from './emergency.ts';
import { pageLanguage } from './language.ts';
import { answerPage, withLanguage } from './layout.ts';
import { lineNumber, type Markup, type PageKey, type Words, wordsFor } from './words.ts';

/** What a caller can expect. */
export function homePage(c: Context, config: Config): Response | Promise<Response> {
  const words = wordsFor(config, pageLanguage(c, config));
  const number = lineNumber(config);
  const formAddress = `/form?lang=${words.language}`;
  return answerPage(c, config, {
    words,
    discreet: false,
    title: config.practice.name,
    switchTo: withLanguage('/'),
    body: html`<div class="hero">
      <h1>${words.say('home_title')}</h1>
      <p class="lead">${words.say('home_lead')}</p>
      <p class="actions">
        <a class="button" href="${formAddress}">${words.say('nav_form')}</a>
        ${number ? html`<a class="button quiet" href="tel:${config.lines[0]?.number}">${words.say('home_call')}</a>` : null}
      </p>
    </div>
    ${emergencyNotice(words)}
    <div class="split">
      <section aria-labelledby="ways-title">
        <h2 id="ways-title">${words.say('ways_title')}</h2>
        <p>${words.say('ways_lead')}</p>
        <ol class="ways">
          ${way(words, 'way_callback')}
          ${way(words, 'way_message')}
          ${way(words, 'way_form', { form: html`<a href="${formAddress}">${words.say('way_form_link')}</a>` })}
        </ol>
        <p>${words.say('way_voicemail')}</p>
      </section>
      ${sampleText(config, words)}
    </div>
    <section aria-labelledby="automated-title">
      <h2 id="automated-title">${words.say('automated_title')}</h2>
      <div class="pair">
        <div class="card"><h3>${words.say('automated_yes')}</h3>${list(words, ['automated_1', 'automated_2', 'automated_3'])}</div>
        <div class="card"><h3>${words.say('automated_no')}</h3>${list(words, ['never_1', 'never_2', 'never_3'])}</div>
      </div>
    </section>`,
  });
}

function way(
  words: Words,
  key: 'way_callback' | 'way_message' | 'way_form',
  places: Readonly<Record<string, Markup>> = {},
): Markup {
  return html`<li><h3>${words.say(`${key}_title`)}</h3><p>${words.mark(key, places)}</p></li>`;
}

/** "for example only" in base64url: as long as a real token, and the key to nothing. */
const SAMPLE_TOKEN = 'Zm9yIGV4YW1wbGUgb25seQ';

/** The very sentence that is sent, with the real sender and a link of the real length. */
function sampleText(config: Config, words: Words): Markup {
  if (!config.lines.some(line => line.texting)) {
    return html`<p class="card">${words.say('sample_off')}</p>`;
  }
  const { sms } = textsOf(words.language, config.texts);
  const text = fill(config.continuation.discreet ? sms.continuation_discreet : sms.continuation, {
    sender: config.practice.sender,
    link: new URL(`/c/${SAMPLE_TOKEN}`, config.practice.public_url).href,
  });
  return html`<section class="sample" aria-labelledby="sample-title">
    <h2 id="sample-title">${words.say('sample_title')}</h2>
    <blockquote class="bubble">${text}</blockquote>
    <p class="hint">${words.say('sample_note')}</p>
  </section>`;
}

function list(words: Words, keys: readonly PageKey[]): Markup {
  return html`<ul>${keys.map(key => html`<li>${words.say(key)}</li>`)}</ul>`;
}
