import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Config } from '../../core/config/schema.ts';
import { type Language, textsOf } from '../../core/texts/texts.ts';
import { ICON, STYLESHEET } from './assets.ts';
import { SAFETY_HEADERS } from './headers.ts';
import type { Markup, Words } from './words.ts';

export interface Page {
  readonly words: Words;
  readonly title: string;
  /** Somebody else may see this screen: it names the sender alone, offers the way out and is not kept anywhere. */
  readonly discreet: boolean;
  readonly body: Markup;
  readonly status?: ContentfulStatusCode;
  /** Where the same page stands in another language; left out where following a link would lose what was typed. */
  readonly switchTo?: (language: Language) => string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers with a whole page. */
export function answerPage(c: Context, config: Config, page: Page): Response | Promise<Response> {
  const discreetly = page.discreet || (page.status ?? 200) >= 400;
  return c.html(document(config, page), page.status ?? 200, {
    ...SAFETY_HEADERS,
    'Cache-Control': page.discreet ? 'no-store' : 'no-cache',
    Vary: 'Accept-Language',
    ...(discreetly ? { 'X-Robots-Tag': 'noindex, nofollow' } : {}),
    ...page.headers,
  });
}

/** The same address with another `lang`. */
export function withLanguage(path: string): (language: Language) => string {
  return language => `${path}?lang=${language}`;
}

function document(config: Config, page: Page): Markup {
  const { words, discreet } = page;
  const { sender, name } = config.practice;
  const title = discreet ? sender : page.title;
  return html`<!doctype html>
<html lang="${words.language}">
<head>
  <meta charset="utf-8">
  <title>${title}</title>
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <meta name="format-detection" content="telephone=no">
  ${discreet ? html`<meta name="robots" content="noindex, nofollow"><meta name="referrer" content="no-referrer">` : null}
  <meta property="og:title" content="${title}">
  <meta property="og:site_name" content="${discreet ? sender : name}">
  <meta property="og:type" content="website">
  <link rel="icon" href="${ICON.path}" type="${ICON.type}">
  <link rel="stylesheet" href="${STYLESHEET.path}">
</head>
<body${discreet ? html` class="discreet"` : null}>
  <a class="skip" href="#main">${words.say('skip')}</a>
  ${header(config, page)}
  <main id="main" tabindex="-1">${page.body}</main>
  ${footer(config, page)}
</body>
</html>`;
}

function header(config: Config, { words, discreet, switchTo }: Page): Markup {
  const others = switchTo ? config.practice.languages.filter(language => language !== words.language) : [];
  return html`<header class="top">
    <div class="bar">
      ${
        discreet
          ? html`<span class="who">${config.practice.sender}</span>`
          : html`<a class="who" href="/?lang=${words.language}">${config.practice.name}</a>`
      }
      <div class="tools">
        ${others.map(
          language =>
            html`<a class="switch" href="${switchTo?.(language)}" lang="${language}" hreflang="${language}">${
              textsOf(language, config.texts).page.language_name
            }</a>`,
        )}
        ${
          discreet
            ? html`<a class="leave" href="${words.say('leave_link')}" rel="noreferrer nofollow">${words.say('leave')}</a>`
            : null
        }
      </div>
    </div>
  </header>`;
}

function footer(config: Config, { words, discreet }: Page): Markup {
  const links = [
    ...(discreet
      ? []
      : [
          ['/', words.say('nav_home')],
          ['/form', words.say('nav_form')],
        ]),
    ['/terms', words.say('nav_terms')],
    ['/privacy', words.say('nav_privacy')],
  ];
  const legal = config.practice.legal;
  return html`<footer class="bottom">
    <div class="bar">
      <ul class="links">${links.map(([path, text]) => html`<li><a href="${path}?lang=${words.language}">${text}</a></li>`)}</ul>
      ${!discreet && legal ? html`<p>${legal.name}<br>${legal.address}</p>` : null}
    </div>
  </footer>`;
}
