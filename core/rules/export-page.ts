import type { VoicemailId } from '../ids.ts';
import type { ExportWords } from '../texts/export/en.ts';
import type { ContactExport } from './contact-export.ts';
import { EXPORT_STYLE } from './export-style.ts';

/** A page in the order it is written: markup, and sounds that whoever writes it puts in as base64. */
export type PagePart = string | { sound: VoicemailId };

export interface PageOf {
  practice: string;
  timeZone: string;
  /** Epoch milliseconds. */
  now: number;
  words: ExportWords;
  /** Staff's names by their short ones. */
  staff: (name: string) => string;
  /** A number as people here write it. */
  number: (number: string) => string;
  /** SHA-256 of the page's style, base64: the one thing that its policy lets in, beside the sounds within. */
  styleHash: string;
}

/** For people: one page that needs nothing from anywhere, can be printed, and runs no script. */
export function exportPage(kept: ContactExport, page: PageOf): PagePart[] {
  const { words, practice } = page;
  const number = kept.contact.number ? page.number(kept.contact.number) : words.no_number;
  const policy = `default-src 'none'; style-src 'sha256-${page.styleHash}'; media-src data:; base-uri 'none'; form-action 'none'`;
  const head = `<!doctype html>
<html lang="${words.lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(fill(words.title, { practice, number }))}</title>
<style>${EXPORT_STYLE}</style>
</head>
<body>
<header>
<p class="practice">${text(practice)}</p>
<h1>${text(words.heading)}</h1>
<p class="number">${text(number)}</p>
<p class="made">${text(fill(words.made, { practice, when: full(page.now, page), zone: page.timeZone }))}</p>
</header>
<main>
`;
  return [
    head,
    whoPart(kept, page),
    consentPart(kept, page),
    ...happenedPart(kept, page),
    `</main>\n<footer><p>${text(words.not_here)}</p></footer>\n</body>\n</html>\n`,
  ];
}

function whoPart({ contact }: ContactExport, page: PageOf): string {
  const { words } = page;
  const said = (value: boolean | null) => (value === null ? words.not_said : value ? words.yes : words.no);
  const rows: [string, string][] = [
    [words.name, contact.nameToAsk ?? words.not_said],
    [words.language, contact.language === 'es' ? words.spanish : words.english],
    [words.texting, contact.texting === 'allowed' ? words.texting_allowed : words.texting_stopped],
    [words.voicemail_ok, said(contact.voicemailOk)],
    [words.may_name_us, said(contact.mayNameUs)],
    [words.known_since, full(contact.since, page)],
    ...(contact.heldSince === null ? [] : [[words.held, full(contact.heldSince, page)] as [string, string]]),
  ];
  const list = rows
    .map(([name, value]) => `<div><dt>${text(name)}</dt><dd>${text(value)}</dd></div>`)
    .join('\n');
  return `<section aria-labelledby="who"><h2 id="who">${text(words.who)}</h2>\n<dl>\n${list}\n</dl></section>\n`;
}

function consentPart({ consents }: ContactExport, page: PageOf): string {
  const { words } = page;
  const items = consents.map(
    ({ kind, how, words: theirs, at }) =>
      `<li><p class="what"><time datetime="${iso(at)}">${text(full(at, page))}</time> <b>${text(words[kind])}</b> ${text(words[`how_${how}`])}</p>${quote(theirs)}</li>`,
  );
  const list =
    items.length > 0 ? `<ul class="plain">\n${items.join('\n')}\n</ul>` : `<p>${text(words.no_consent)}</p>`;
  return `<section aria-labelledby="consent"><h2 id="consent">${text(words.consent)}</h2>\n${list}</section>\n`;
}

interface Item {
  at: number;
  what: string;
  side: 'theirs' | 'ours' | 'between';
  parts: PagePart[];
}

function happenedPart(kept: ContactExport, page: PageOf): PagePart[] {
  const { words } = page;
  const items = itemsOf(kept, page).toSorted((a, b) => a.at - b.at);
  const parts: PagePart[] = [
    `<section aria-labelledby="happened"><h2 id="happened">${text(words.happened)}</h2>\n`,
  ];
  if (items.length === 0) parts.push(`<p>${text(words.nothing)}</p>`);
  let day = '';
  for (const { at, what, side, parts: within } of items) {
    const today = dayOf(at, page);
    if (today !== day)
      parts.push(`${day === '' ? '' : '</ol>\n'}<h3>${text(today)}</h3>\n<ol class="plain">\n`);
    day = today;
    parts.push(
      `<li class="${side}"><p class="what"><time datetime="${iso(at)}">${text(clock(at, page))}</time> ${text(what)}</p>`,
      ...within,
      '</li>\n',
    );
  }
  parts.push(`${day === '' ? '' : '</ol>'}</section>\n`);
  return parts;
}

function itemsOf(kept: ContactExport, page: PageOf): Item[] {
  const { words } = page;
  const staff = (name: string | null) => page.staff(name ?? '');
  return [
    ...kept.calls.map(
      ({ at, state, keyedNumber }): Item => ({
        ...{ at, side: 'theirs' },
        what:
          state === 'taken' ? words.call_taken : state === 'missed' ? words.call_missed : words.call_other,
        parts: keyedNumber ? [line(fill(words.keyed, { number: keyedNumber }))] : [],
      }),
    ),
    ...kept.voicemails.map(
      ({ id, at, seconds, state, words: typed }): Item => ({
        ...{ at, side: 'theirs', what: fill(words.voicemail, { seconds: String(seconds) }) },
        parts: [
          ...(state === 'stored'
            ? ['<audio controls preload="none" src="data:audio/wav;base64,', { sound: id }, '"></audio>']
            : [line(state === 'erased' ? words.voicemail_gone : words.voicemail_not_here)]),
          ...(typed ? [line(words.voicemail_words), quote(typed)] : []),
        ],
      }),
    ),
    ...kept.messages.map(({ at, direction, author, staff: who, body, media, status }): Item => {
      const what =
        direction === 'in'
          ? words.text_in
          : author === 'staff'
            ? fill(words.text_staff, { staff: staff(who) })
            : words.text_automation;
      const more = [
        ...(media > 0 ? [line(fill(words.text_media, { count: String(media) }))] : []),
        ...(ARRIVED.has(status) ? [] : [line(words.text_not_known)]),
      ];
      return { at, side: direction === 'in' ? 'theirs' : 'ours', what, parts: [quote(body), ...more] };
    }),
    ...kept.forms.map(
      (form): Item => ({
        ...{ at: form.at, side: 'theirs' },
        what: `${words.form}: ${words[`form_wants_${form.wants}`]}`,
        parts: [
          quote(form.message),
          ...(form.bestTime ? [line(fill(words.form_time, { time: form.bestTime }))] : []),
          ...(form.nameToAsk ? [line(fill(words.form_name, { name: form.nameToAsk }))] : []),
          ...(form.number ? [line(fill(words.form_number, { number: form.number }))] : []),
        ],
      }),
    ),
    ...kept.staffCalls.map(
      ({ at, staff: who, number }): Item => ({
        ...{ at, side: 'ours', what: fill(words.staff_call, { staff: staff(who) }) },
        parts:
          number === kept.contact.number
            ? []
            : [line(fill(words.form_number, { number: page.number(number) }))],
      }),
    ),
    ...kept.entries.flatMap((entry): Item[] => {
      const { openedAt, handledAt, strongest, owner, outcome, note } = entry;
      const opened = `${words.entry}: ${words[`entry_${strongest}`]}`;
      const began: Item = { at: openedAt, side: 'between', what: opened, parts: understood(entry, words) };
      const noted = note ? [line(words.handover), quote(note)] : [];
      if (handledAt === null) return [{ ...began, parts: [...began.parts, ...noted] }];
      const by = owner ? fill(words.handled, { staff: staff(owner) }) : words.handled_nobody;
      const came = outcomeOf(outcome, words);
      return [began, { at: handledAt, side: 'between', what: came ? `${by}: ${came}` : by, parts: noted }];
    }),
  ];
}

/** What we took from their words beside the words themselves, each once. */
function understood({ nameToAsk, asks }: ContactExport['entries'][number], words: ExportWords): string[] {
  const lines = [{ nameToAsk, bestTime: null, number: null }, ...asks].flatMap(ask => [
    ...(ask.nameToAsk ? [line(fill(words.form_name, { name: ask.nameToAsk }))] : []),
    ...(ask.bestTime ? [line(fill(words.form_time, { time: ask.bestTime }))] : []),
    ...(ask.number ? [line(fill(words.form_number, { number: ask.number }))] : []),
  ]);
  return [...new Set(lines)];
}

/** What came from them has arrived, and what was handed over may have. */
const ARRIVED: ReadonlySet<string> = new Set([
  'received',
  'accepted',
  'queued',
  'sending',
  'sent',
  'delivered',
]);

function outcomeOf(outcome: string | null, words: ExportWords): string | null {
  const key = `outcome_${outcome}`;
  return Object.hasOwn(words, key) ? words[key as keyof ExportWords] : outcome;
}

function line(words: string): string {
  return `<p>${text(words)}</p>`;
}

/** Words of people, with their own line breaks. */
function quote(words: string): string {
  return words === '' ? '' : `<blockquote>${text(words)}</blockquote>`;
}

function fill(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

const ESCAPED: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' },
};

/** Somebody's words as text: no markup of theirs is markup, and none turns the direction of what stands around it. */
function text(words: string): string {
  return words
    .toWellFormed()
    .replaceAll(/[&<>"']/g, sign => ESCAPED[sign] ?? '')
    .replaceAll(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replaceAll(/(?![\n\t])\p{Cc}/gu, '\ufffd');
}

function at(moment: number, { timeZone }: PageOf): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone);
}

function full(moment: number, page: PageOf): string {
  return at(moment, page).toLocaleString(page.words.locale, {
    ...{ year: 'numeric', month: 'long', day: 'numeric', hour: 'numeric', minute: '2-digit' },
  });
}

function dayOf(moment: number, page: PageOf): string {
  return at(moment, page).toLocaleString(page.words.locale, {
    ...{ weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  });
}

function clock(moment: number, page: PageOf): string {
  return at(moment, page).toLocaleString(page.words.locale, { hour: 'numeric', minute: '2-digit' });
}

function iso(moment: number): string {
  return Temporal.Instant.fromEpochMilliseconds(moment).toString();
}
