import type { Language } from '../texts/texts.ts';
import { type CrisisFinding, findCrisisWords } from './crisis/find-crisis-words.ts';
import { languageOf } from './language.ts';
import { asksToStopTexts, carrierWord, saysWrongNumber } from './opt-out.ts';

/** What a text asks for, as far as a rule can tell. */
export type Intent =
  | { readonly kind: 'carrier_stop'; readonly word: string }
  | { readonly kind: 'carrier_cancel'; readonly word: string }
  | { readonly kind: 'carrier_start'; readonly word: string }
  | { readonly kind: 'carrier_help'; readonly word: string }
  | { readonly kind: 'help' }
  | { readonly kind: 'stop_in_words' }
  | { readonly kind: 'wrong_number' }
  | { readonly kind: 'reaction' }
  | { readonly kind: 'auto_reply' }
  | { readonly kind: 'choice'; readonly choice: 1 | 2 | 3 }
  | { readonly kind: 'picture' }
  | { readonly kind: 'words' };

/** What a carrier made of a text that it took for an opt-out keyword. */
export type OptOut = 'stop' | 'start' | 'help';

export interface Reading {
  readonly crisis: CrisisFinding | null;
  readonly intent: Intent;
  /** The language the text is clearly written in, or null. Always null for what a machine wrote. */
  readonly language: Language | null;
}

const OPEN = `["“„«»'‘]`;

/** What phones send as a text when someone taps a reaction: iOS first, then Android, then iOS set to Spanish. */
const REACTIONS = [
  new RegExp(
    `^(?:Liked|Loved|Disliked|Laughed at|Emphasi[sz]ed|Questioned) (?:${OPEN}|(?:an?|the) (?:image|photo|picture|video|movie|attachment|audio message|sticker|link|contact|location)\\b)`,
    'iu',
  ),
  /^Removed (?:an? )?(?:like|heart|dislike|laugh|exclamation|question mark|[^\p{L}\p{N}\n]{1,12}) from\b/iu,
  new RegExp(`^(?:Reacted|Reaccion[oó](?: con)?) [^\\p{L}\\p{N}\\n]{1,16}(?:to|a) (?:${OPEN}|an? |un)`, 'iu'),
  new RegExp(`^[^\\p{L}\\p{N}\\n]{1,16}(?:to|a) ?\\p{Cf}{0,4} ?${OPEN}`, 'iu'),
  new RegExp(
    `^(?:No )?(?:Le|Me) (?:gust[oó]|encant[oó]|dio risa|hizo gracia) (?:a [^\\n]{1,40} )?(?:${OPEN}|una? (?:imagen|foto|video|mensaje))`,
    'iu',
  ),
  new RegExp(
    `^(?:Enfatiz[oó]|Exclam[oó]|Cuestion[oó]|Pregunt[oó] por|Se ri[oó] (?:de|con)|Destac[oó]) (?:${OPEN}|una? (?:imagen|foto|video))`,
    'iu',
  ),
  /^(?:Elimin[oó]|Quit[oó]) (?:un|una|el|la) [^\n]{1,40} (?:de|en) ["“«'‘]/iu,
];

/** Texts that a phone sends while its owner drives, sleeps or is away. People write like this too, so all of it counts. */
const AUTO_REPLIES = [
  /\bdriving with (?:do not disturb|(?:driving |a )?focus)\b/iu,
  /^\W{0,3}i[’']?m not receiving notifications\b/iu,
  /\bi[’']?m driving\b.{0,80}\b(?:see your message|(?:reply|respond|text you|call you|get back to you) (?:later|when|as soon|once))/isu,
  /^\W{0,3}(?:auto(?:matic)?[- ]?(?:reply|response)|respuesta autom[aá]tica|this is an automat(?:ed|ic) (?:reply|response|message))\b/iu,
  /^\W{0,3}(?:thank you for your (?:message|text|email)[.,!]? )?i(?:[’']?m| am)(?: currently)? (?:out of the office|away from my (?:desk|phone)|on vacation)\b.{0,200}\b(?:will|[’']ll) (?:respond|reply|return|get back|answer)/isu,
  /\b(?:estoy )?(?:conduciendo|manejando) con (?:la funci[oó]n |el modo |el enfoque )?[“"«]?(?:no molestar|enfoque)/iu,
  /\b(?:estoy )?(?:conduciendo|manejando)\b.{0,80}\b(?:ver[eé] tu mensaje|te (?:respondo|contesto|llamo) (?:luego|m[aá]s tarde|despu[eé]s|cuando))/isu,
  /^\W{0,3}no estoy recibiendo notificaciones\b/iu,
  /^\W{0,3}(?:actualmente )?(?:estoy|me encuentro) fuera de la oficina\b.{0,200}\b(?:responder[eé]|contestar[eé]|le respondo)/isu,
];

/** A map and no object, which would also have a `constructor`: people do write that word. */
const CHOICES: ReadonlyMap<string, 1 | 2 | 3> = new Map([
  ['1', 1],
  ['2', 2],
  ['3', 3],
]);

/**
 * Reads one incoming text. `media` is the number of pictures and other files with it, `optOut` what the carrier's own
 * opt-out handling made of it (a practice may have words of its own there). Crisis words are looked at first
 * and whatever else the text is; they outweigh an opt-out in free words and a "wrong number", but a carrier's keyword
 * stays one, because Twilio has acted on it already.
 */
export function readText(body: string, media: number, optOut: OptOut | null = null): Reading {
  const crisis = findCrisisWords(body);
  // The carrier's usual words say more than what it made of them: CANCEL comes as a stop, YES as a start.
  const keyword = carrierWord(body) ?? (optOut && { meaning: optOut, word: body.trim() });
  const intent: Intent = keyword
    ? { kind: `carrier_${keyword.meaning}`, word: keyword.word }
    : intentOf(body, media, crisis !== null);
  const byMachine = intent.kind === 'reaction' || intent.kind === 'auto_reply';
  const language = byMachine ? null : (languageOf(body) ?? (crisis?.language === 'es' ? 'es' : null));
  return { crisis, intent, language };
}

function intentOf(body: string, media: number, crisis: boolean): Intent {
  const trimmed = body.trim();
  const choice = media === 0 ? choiceOf(trimmed) : null;
  if (choice) return { kind: 'choice', choice };
  if (!/[\p{L}\p{N}\p{S}\p{P}]/u.test(trimmed)) return media > 0 ? { kind: 'picture' } : { kind: 'words' };

  const start = trimmed.slice(0, 600).replace(/^\p{Cf}+/u, '');
  if (REACTIONS.some(pattern => pattern.test(start))) return { kind: 'reaction' };
  if (AUTO_REPLIES.some(pattern => pattern.test(start))) return { kind: 'auto_reply' };
  if (asksForHelp(trimmed)) return { kind: 'help' };
  if (crisis) return { kind: 'words' };
  if (saysWrongNumber(body)) return { kind: 'wrong_number' };
  if (asksToStopTexts(body)) return { kind: 'stop_in_words' };
  return { kind: 'words' };
}

/** `1`, `1.`, `#1`, `(1)`, `１` and the keycap emoji are choices; `2 min late` and `12` are words. */
function choiceOf(trimmed: string): 1 | 2 | 3 | null {
  if (trimmed.length > 12) return null;
  return CHOICES.get(trimmed.normalize('NFKC').replace(/[\s\p{P}\p{M}\p{Cf}]/gu, '')) ?? null;
}

/** AYUDA and its like are ours to answer: Twilio's default answers HELP and INFO only. */
function asksForHelp(trimmed: string): boolean {
  if (trimmed.length > 40) return false;
  const word = trimmed
    .normalize('NFKD')
    .replace(/[\s\p{P}\p{M}\p{Cf}]/gu, '')
    .toLowerCase();
  return [
    'ayuda',
    'aiuda',
    'informacion',
    'ayudaporfavor',
    'helpplease',
    'pleasehelp',
    'helpme',
    'ayudame',
    'ayudeme',
  ].includes(word);
}
