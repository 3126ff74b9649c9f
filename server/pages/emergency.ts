import { html } from 'hono/html';
import type { Markup, Words } from './words.ts';

/** 911 and 988 as links that a phone dials; every page that a caller may land on in a hard moment shows them. */
export function emergencyWays(words: Words): Markup {
  return html`<ul class="ways-out">
    <li><a href="tel:911">${words.say('call_911')}</a></li>
    <li><a href="tel:988">${words.say('call_988')}</a></li>
    <li><a href="${words.say('text_988_link')}">${words.say('text_988')}</a></li>
  </ul>`;
}

/** The quiet notice on ordinary pages. */
export function emergencyNotice(words: Words): Markup {
  return html`<section class="emergency" aria-labelledby="emergency-title">
    <h2 id="emergency-title">${words.say('emergency_title')}</h2>
    <p>${words.say('emergency')} ${words.say('emergency_unwatched')}</p>
    ${emergencyWays(words)}
  </section>`;
}
