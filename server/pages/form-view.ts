import { html } from 'hono/html';
import type { Config } from '../../core/config/schema.ts';
import { FORM_LIMITS, type FormErrors, type KeptFields } from '../../core/rules/form.ts';
import { textsOf } from '../../core/texts/texts.ts';
import { emergencyWays } from './emergency.ts';
import { checkBox, choices, errorSummary, type FieldSet, textArea, textField } from './form-fields.ts';
import type { Markup, Words } from './words.ts';

/** The trap for robots. No browser fills a field of this name by itself, and CSS shows it to nobody. */
export const EMPTY_FIELD = 'leave_empty';

export interface FormView {
  readonly words: Words;
  /** How the person came: by a link that is open, by one that is not, or by the page itself. */
  readonly via: 'link' | 'expired' | 'page';
  readonly action: string;
  readonly submissionKey: string;
  readonly kept: KeptFields | null;
  readonly errors: FormErrors;
  /** Why the form is shown again although nothing is wrong with it. */
  readonly notice: { readonly title: string; readonly text: string } | null;
}

/** The words beside the consent box, as they are shown and as they are recorded; empty where no text could follow. */
export function consentWordsShown(config: Config, words: Words): string {
  return config.lines.some(line => line.texting) ? words.say('text_me') : '';
}

export function formBody(config: Config, view: FormView): Markup {
  const { words, via, kept, errors, notice } = view;
  const set: FieldSet = { words, kept, errors };
  return html`<div class="column">
    <h1>${words.say('form_title')}</h1>
    <p class="lead">${words.say(`form_lead_${via}`)}</p>
    <aside class="emergency slim" aria-labelledby="emergency-title">
      <h2 id="emergency-title">${words.say('emergency_title')}</h2>
      ${emergencyWays(words)}
      <p>${words.say('emergency_unwatched')}</p>
    </aside>
    ${
      notice
        ? html`<section class="summary" aria-labelledby="notice-title" tabindex="-1" autofocus>
            <h2 id="notice-title">${notice.title}</h2><p>${notice.text}</p>
          </section>`
        : errorSummary(set)
    }
    <form method="post" action="${view.action}?lang=${words.language}" novalidate>
      <input type="hidden" name="submission_key" value="${view.submissionKey}">
      ${choices(set, {
        name: 'wants',
        label: words.say('wants_label'),
        chosen: null,
        choices: [
          { value: 'callback', text: words.say('wants_callback') },
          { value: 'message', text: words.say('wants_message') },
        ],
      })}
      ${via === 'link' ? null : numberFields(config, set)}
      ${textArea(set, {
        name: 'message',
        label: words.say('message_label'),
        hint: `${words.say('message_hint', { limit: FORM_LIMITS.message })} ${words.say('form_details')}`,
        rows: 5,
      })}
      ${textField(set, {
        name: 'best_time',
        label: words.say('best_time_label'),
        hint: words.say('best_time_hint'),
        optional: true,
        autocomplete: 'off',
      })}
      ${textField(set, {
        name: 'name_to_ask',
        label: words.say('name_label'),
        hint: words.say('name_hint'),
        optional: true,
        autocomplete: 'given-name',
      })}
      ${choices(set, {
        name: 'new_here',
        label: words.say('new_here_label'),
        chosen: '',
        choices: [
          { value: 'new', text: words.say('new_here_new') },
          { value: 'known', text: words.say('new_here_known') },
          { value: '', text: words.say('new_here_unsaid') },
        ],
      })}
      ${languageField(config, set)}
      <div class="trap" aria-hidden="true">
        <label for="${EMPTY_FIELD}">${words.say('empty_label')}</label>
        <input id="${EMPTY_FIELD}" name="${EMPTY_FIELD}" tabindex="-1" autocomplete="off">
      </div>
      <div class="actions">
        <button type="submit">${words.say('send')}</button>
        ${kept ? switchKeeping(config, words) : null}
      </div>
    </form>
  </div>`;
}

function numberFields(config: Config, set: FieldSet): Markup {
  const { words } = set;
  const consent = consentWordsShown(config, words);
  const more = words.mark('text_me_more', {
    terms: html`<a href="/terms?lang=${words.language}">${words.say('nav_terms')}</a>`,
    privacy: html`<a href="/privacy?lang=${words.language}">${words.say('nav_privacy')}</a>`,
  });
  return html`<div class="group">
    ${textField(set, {
      name: 'number',
      label: words.say('number_label'),
      hint: `${words.say('number_hint')} ${consent === '' ? '' : words.say('number_hint_texts')}`.trim(),
      type: 'tel',
      autocomplete: 'tel',
    })}
    ${consent === '' ? null : checkBox(set, { name: 'text_me', label: consent, hint: '', more })}
  </div>`;
}

function languageField(config: Config, set: FieldSet): Markup | null {
  const { languages } = config.practice;
  if (languages.length < 2) return null;
  return choices(set, {
    name: 'language',
    label: set.words.say('language_label'),
    chosen: set.words.language,
    choices: languages.map(language => ({
      value: language,
      text: textsOf(language, config.texts).page.language_name,
      lang: language,
    })),
  });
}

/** The language switch of a page that came from a POST: a second submit button, since a link would lose the input. */
function switchKeeping(config: Config, words: Words): Markup {
  return html`${config.practice.languages
    .filter(language => language !== words.language)
    .map(
      language =>
        html`<button class="quiet" type="submit" name="show_in" value="${language}" lang="${language}">${
          textsOf(language, config.texts).page.switch_keeping
        }</button>`,
    )}`;
}
