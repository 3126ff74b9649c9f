import { findPhoneNumbersInText } from 'libphonenumber-js/min';
import type { Country } from './phone.ts';

/** What a reply after a callback request says about the call, or null for what it does not say. */
export interface CallbackDetails {
  /** In the person's own words: "after 3pm tomorrow". Staff read it; nothing is scheduled by it. */
  readonly bestTime: string | null;
  /** E.164. A note for staff; never texted, since we cannot know whose it is. */
  readonly number: string | null;
  /** Whom to ask for. */
  readonly name: string | null;
}

const NOTHING: CallbackDetails = { bestTime: null, number: null, name: null };

/** Longer replies tell a story, and a "Monday" in a story is not a time to call. */
const LONGEST_REPLY = 240;
/** How many words may remain beside the time, the number and the name before the reply is about something else. */
const MOST_OTHER_WORDS = 6;

const CLOCK = String.raw`\d{1,2}(?::\d{2})? ?(?:[ap]\.? ?m\b\.?|h(?:rs?|oras)?\b|o['’]?clock)|\d{1,2}:\d{2}|noon|midday|mediod[ií]a`;
const HALF = String.raw`(?: ?[ap]\.? ?m\b\.?)?`;
const HOUR_AFTER = String.raw`(?:at|after|before|around|by|until|till|from|between|past|a las?|despu[eé]s de las?|antes de las?|como a las?|tipo|entre las?|desde las?|hasta las?) \d{1,2}(?::\d{2})?${HALF}(?: ?(?:and|to|or|-|y|o|a)(?: las?)? ?\d{1,2}(?::\d{2})?${HALF})?`;
const DAY = String.raw`(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?\b|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bados?|domingos?|today|tomorrow|tmrw|tmr|tonight|hoy|ma[nñ]ana|pasado ma[nñ]ana|weekdays?|weekends?|fin(?:es)? de semana|entre semana|next week|this week|la pr[oó]xima semana|esta semana`;
const PART = `mornings?|afternoons?|evenings?|nights?|lunch(?:time| break| hour)?|early|(?:la|por la|en la|de la) (?:ma[nñ]ana|tarde|noche)|tardes?|noches?|temprano|any ?time|whenever|cualquier hora|a cualquier hora|(?:after|before) (?:work|school|lunch|dinner|class)|despu[eé]s (?:del trabajo|de la escuela|de comer)|asap|as soon as possible|right now|now|ahorita|ahora|lo antes posible|cuanto antes`;
const LINK = `(?:at|on|in|the|after|before|around|about|by|until|till|from|between|and|or|to|any|every|this|next|only|best|early|late|el|los|la|las|en|por|de|del|a|y|o|entre|hasta|desde|despu[eé]s|antes|como|pr[oó]ximo|est[ae]|-|–|,|/)`;

const TIME = new RegExp(String.raw`\b(?:${HOUR_AFTER}|${CLOCK}|${PART}|${DAY})`, 'giu');
const ONLY_LINKS = new RegExp(String.raw`^[\s,./–-]*(?:${LINK}(?:[\s,./–-]+|$)){0,4}$`, 'iu');
const LEADING_LINKS =
  /(?:\b(?:after|before|around|about|by|until|till|from|between|any|every|this|next|only|early|late|despu[eé]s de|antes de|entre|hasta|desde|el|los|por|en|this coming) (?:the |la |las |el )?)$/iu;

const WORD = String.raw`\p{L}[\p{L}'’.-]{0,30}`;
const CAPITALISED = String.raw`\p{Lu}[\p{L}'’.-]{0,30}`;
const TITLE = String.raw`(?:dr|dra|mr|mrs|ms|miss|sr|sra|srta)\.? `;
/** After these words anything may be a name, capital or not: "ask for robin". */
const NAMED = new RegExp(
  String.raw`\b(?:ask(?:ing)? for|my name is|my name['’]?s|name is|name:|speak (?:to|with)|talk (?:to|with)|pregunt(?:e|en|ar|a) por|me llamo|mi nombre es|nombre:|hablar con) ((?:${TITLE})?${WORD}(?: ${CAPITALISED}){0,2})`,
  'iu',
);
/** After these only a capital makes a name: "this is Robin", not "this is hard". */
const INTRODUCED = new RegExp(
  String.raw`(?:^|[\s,.;])(?:[Tt]his is|[Ii]t['’]?s|[Ii] am|[Ii]['’]?m|[Ss]oy|[Hh]abla|[Cc]on|[Ff]or|[Pp]ara) (${CAPITALISED}(?: ${CAPITALISED}){0,2})(?=$|[\s,.;!])`,
  'u',
);
const LONE = new RegExp(`^${CAPITALISED}(?: ${CAPITALISED}){0,2}$`, 'u');

const NOT_NAMES = new Set(
  `ok okay yes no yep nope thanks thank you hello hi hey please sure great good fine help call stop start info cancel end quit
  what when where who why how maybe sorry never nothing none both either work home cell mobile anyone anybody whoever someone
  me him her them us you the a an my your our their his it that this not so very too free busy here there available back
  gracias hola si claro bueno bien perfecto vale ayuda nada nadie alguien cualquiera mi su tu el la los las un una usted
  favor trabajo casa celular disponible libre ocupado ocupada aqui urgent urgente i im`.split(/\s+/),
);

/**
 * Reads the reply to "a good time, another number, or a name to ask for". `country` says how a number without a country
 * code is meant. All null when the reply seems to be about something else; the caller keeps the words in any case.
 */
export function readCallbackDetails(body: string, country: Country): CallbackDetails {
  const text = body
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  if (text === '' || text.length > LONGEST_REPLY) return NOTHING;

  const phone = findPhoneNumbersInText(text, country)[0];
  const withoutPhone = phone ? cut(text, phone.startsAt, phone.endsAt) : text;
  const time = timeIn(withoutPhone);
  const rest = time ? cut(withoutPhone, time.start, time.end) : withoutPhone;
  const name = nameIn(rest);

  const others = (name ? rest.replace(name, ' ') : rest)
    .split(/[^\p{L}\p{N}'’]+/u)
    .filter(word => /\p{L}{3,}/u.test(word));
  if (others.length > MOST_OTHER_WORDS) return NOTHING;
  return { bestTime: time?.words ?? null, number: phone?.number.number ?? null, name };
}

/** From the first mention of a time to the last, as long as nothing but small words lies between. */
function timeIn(text: string): { words: string; start: number; end: number } | null {
  let start = -1;
  let end = -1;
  for (const { index, 0: match } of text.matchAll(TIME)) {
    if (start < 0) start = index - (LEADING_LINKS.exec(text.slice(0, index))?.[0].length ?? 0);
    else if (!ONLY_LINKS.test(text.slice(end, index))) break;
    end = index + match.length;
  }
  return start < 0 ? null : { words: text.slice(start, end).trim(), start, end };
}

function nameIn(text: string): string | null {
  const candidates = [NAMED.exec(text)?.[1], INTRODUCED.exec(text)?.[1], loneName(text)];
  return candidates.map(tidyName).find(name => name !== null) ?? null;
}

function loneName(text: string): string | undefined {
  const alone = text.replace(/^[\s,.;!-]+|[\s,.;!-]+$/gu, '');
  return LONE.test(alone) ? alone : undefined;
}

/** Ends a name at the first word that cannot be part of one. */
function tidyName(candidate: string | undefined): string | null {
  if (candidate === undefined) return null;
  const words = candidate.replace(/[.,'’-]+$/u, '').split(' ');
  const stop = words.findIndex(word => NOT_NAMES.has(word.toLowerCase().replace(/[^\p{L}]/gu, '')));
  const name = (stop < 0 ? words : words.slice(0, stop)).join(' ');
  return name === '' ? null : name;
}

function cut(text: string, start: number, end: number): string {
  return `${text.slice(0, start)} ${text.slice(end)}`.replace(/ +/g, ' ').trim();
}
