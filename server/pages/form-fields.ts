import { html } from 'hono/html';
import type { FormErrors, FormField, KeptFields } from '../../core/rules/form.ts';
import { errorSentence } from './form-errors.ts';
import type { Markup, Words } from './words.ts';

/** What a field needs in order to show itself, its hint, its error and what was typed before. */
export interface FieldSet {
  readonly words: Words;
  readonly kept: KeptFields | null;
  readonly errors: FormErrors;
}

export interface FieldOptions {
  readonly name: FormField;
  readonly label: string;
  readonly hint?: string;
  readonly optional?: boolean;
}

export interface Choice {
  readonly value: string;
  readonly text: string;
  readonly lang?: string;
}

export function textField(
  set: FieldSet,
  options: FieldOptions & { readonly type?: 'text' | 'tel'; readonly autocomplete: string },
): Markup {
  const { name, type = 'text', autocomplete } = options;
  return html`<div class="${fieldClass(set, name)}">
    <label for="${name}">${label(set, options)}</label>
    ${notes(set, options)}
    <input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" value="${set.kept?.[name] ?? ''}"${describing(set, options)}>
  </div>`;
}

export function textArea(set: FieldSet, options: FieldOptions & { readonly rows: number }): Markup {
  const { name, rows } = options;
  // The parser drops one line break right after the tag; ours is that one, never the writer's.
  return html`<div class="${fieldClass(set, name)}">
    <label for="${name}">${label(set, options)}</label>
    ${notes(set, options)}
    <textarea id="${name}" name="${name}" rows="${rows}" autocomplete="off"${describing(set, options)}>
${set.kept?.[name] ?? ''}</textarea>
  </div>`;
}

/** Radio buttons. The first carries the field's own id, which is where the error summary leads. */
export function choices(
  set: FieldSet,
  options: FieldOptions & { readonly choices: readonly Choice[]; readonly chosen: string | null },
): Markup {
  const { name, chosen } = options;
  const value = set.kept && set.kept[name] !== '' ? set.kept[name] : chosen;
  return html`<fieldset class="${fieldClass(set, name)}"${describing(set, options, false)}>
    <legend>${label(set, options)}</legend>
    ${notes(set, options)}
    <div class="choices">${options.choices.map((choice, at) => {
      const id = at === 0 ? name : `${name}-${choice.value || 'none'}`;
      return html`<div class="choice">
        <input type="radio" id="${id}" name="${name}" value="${choice.value}"${choice.value === value ? html` checked` : null}>
        <label for="${id}"${choice.lang ? html` lang="${choice.lang}"` : null}>${choice.text}</label>
      </div>`;
    })}</div>
  </fieldset>`;
}

export function checkBox(set: FieldSet, options: FieldOptions & { readonly more: Markup }): Markup {
  const { name } = options;
  const error = errorOf(set, name);
  return html`<div class="${fieldClass(set, name)}">
    ${error ? html`<p class="error" id="${name}-error">${error}</p>` : null}
    <div class="choice">
      <input type="checkbox" id="${name}" name="${name}" value="yes"${set.kept?.[name] === 'yes' ? html` checked` : null}${describing(set, options)}>
      <label for="${name}">${options.label}</label>
    </div>
    <p class="hint" id="${name}-hint">${options.more}</p>
  </div>`;
}

/** All errors at once above the form, each leading to its field; takes the focus when the page opens, without a script. */
export function errorSummary(set: FieldSet): Markup | null {
  const fields = Object.keys(set.errors) as FormField[];
  if (fields.length === 0) return null;
  return html`<section class="summary" aria-labelledby="summary-title" tabindex="-1" autofocus>
    <h2 id="summary-title">${set.words.say('errors_title')}</h2>
    <ul>${fields.map(name => html`<li><a class="error" href="#${name}">${errorOf(set, name)}</a></li>`)}</ul>
  </section>`;
}

function label({ words }: FieldSet, { label, optional }: FieldOptions): Markup {
  return html`${label}${optional ? html` <span class="optional">${words.say('form_optional')}</span>` : null}`;
}

function notes(set: FieldSet, { name, hint }: FieldOptions): Markup {
  const error = errorOf(set, name);
  return html`${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : null}${
    error ? html`<p class="error" id="${name}-error">${error}</p>` : null
  }`;
}

function describing(set: FieldSet, { name, hint }: FieldOptions, invalidHere = true): Markup | null {
  const wrong = set.errors[name] !== undefined;
  const ids = [...(hint === undefined ? [] : [`${name}-hint`]), ...(wrong ? [`${name}-error`] : [])];
  if (ids.length === 0) return null;
  return html` aria-describedby="${ids.join(' ')}"${wrong && invalidHere ? html` aria-invalid="true"` : null}`;
}

function errorOf(set: FieldSet, name: FormField): string | null {
  const code = set.errors[name];
  return code && set.kept ? errorSentence(set.words, name, code, set.kept) : null;
}

function fieldClass(set: FieldSet, name: FormField): string {
  return set.errors[name] ? 'field wrong' : 'field';
}
