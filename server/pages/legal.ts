import { html } from 'hono/html';
import type { Config } from '../../core/config/schema.ts';
import type { Markup, Words } from './words.ts';

/** Who answers for the texts and the data, and where to write to. */
export function legalBlock(config: Config, words: Words): Markup {
  const { legal, name } = config.practice;
  return html`<section class="card">
    <h2>${words.say('privacy_who_title')}</h2>
    <address>${legal?.name ?? name}${legal ? html`<br>${legal.address}` : null}</address>
    <p>${
      legal
        ? words.mark('privacy_contact', {
            contact: html`<a href="mailto:${legal.privacy_contact}">${legal.privacy_contact}</a>`,
          })
        : words.say('privacy_call')
    }</p>
  </section>`;
}
