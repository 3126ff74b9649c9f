import { compilePhrases, type PhraseTable, respell } from './crisis/phrases.ts';
import { plainWords } from './crisis/plain-words.ts';

/**
 * Words that Twilio acts on by itself when they are the whole message (Twilio, "Support for opt-out keywords"). CANCEL
 * and END opt out as well, but may have been about an appointment.
 */
const CARRIER_WORDS = {
  stop: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'QUIT', 'REVOKE', 'OPTOUT'],
  cancel: ['CANCEL', 'END'],
  start: ['START', 'UNSTOP', 'YES'],
  help: ['HELP', 'INFO'],
} as const;

export type CarrierMeaning = keyof typeof CARRIER_WORDS;

/**
 * The carrier's keyword that a whole message is, in capitals, and what it means. Case, surrounding space and punctuation
 * do not count: where Twilio is stricter ("STOP." may not reach its block list) the wish is honoured all the same.
 */
export function carrierWord(body: string): { meaning: CarrierMeaning; word: string } | null {
  const word = body
    .slice(0, 200)
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{P}]+/gu, ' ')
    .trim()
    .toUpperCase();
  for (const meaning of Object.keys(CARRIER_WORDS) as CarrierMeaning[]) {
    if ((CARRIER_WORDS[meaning] as readonly string[]).includes(word)) return { meaning, word };
  }
  return null;
}

/** The notation is explained in crisis/phrases.ts. */
const table: PhraseTable = {
  spell: words => words,
  lists: {
    text: [
      'text|texting|txt|txting|message|messaging|msg|contact|contacting|write|writing|sms|spam|spamming',
    ],
    // "my ex won't stop texting me" is about somebody else.
    not_us: [
      "won't|can't|cannot|doesn't|didn't|never|not|couldn't|wouldn't|he|she|they|and|i",
      'him|her|them|ex|husband|wife|boyfriend|girlfriend|mom|dad|son|daughter|people|how|i|trying|want to',
    ],
    // A wish for another time or way, not for silence.
    but_then: [
      'at|after|before|between|until|till|during|on|while|when|if|today|back|tonight|yet|so|my|him|her|them',
    ],
    texts: ['text|texts|message|messages|msgs|msg|sms|txts|reminders|notifications|communications'],
    me: ['me|us', 'my number|phone|cell', 'this number|phone'],
    list: ['list|lists|texts|system|database|contacts|records'],
    contact_me: [
      'mande|manden|mandes|envie|envien|envies|escriba|escriban|escribas|contacte|contacten|textee|texteen',
    ],
    sending: [
      'mandarme|enviarme|escribirme|textearme|contactarme|mandarnos|mensajearme|molestarme|enviar|mandar',
    ],
    messages: ['mensaje|mensajes|texto|textos|sms|msj|msjs'],
    told_you: ['gave|give|left|put|sent|entered|typed|got .. a|the|my|your'],
  },
};

const STOP_TEXTS = compilePhrases(
  [
    '!<not_us> stop|quit|cease <text> !<but_then>',
    '!<not_us> stop|quit|cease sending <me>? .. <texts>',
    '!<not_us> stop|end|quit the|these|those|your|all <texts>',
    '!<not_us> stop contacting|bothering|harassing|spamming me|us',
    'you|u to stop|quit <text> me|us',
    "don't|dnt|never <text> me|us|this !<but_then>",
    'do not ever? <text> me|us|this !<but_then>',
    "don't|dnt|never send <me> .. <texts>",
    'do not send <me> .. <texts>',
    'no more <texts>',
    "don't|not want .. <texts> !<but_then>",
    "don't|not want .. to be texted|contacted|messaged",
    "don't|not want you to <text> me|us !<but_then>",
    'take|remove|delete|drop|pull <me> .. off|from .. <list>',
    'remove me|my number|phone from',
    'delete|lose|erase my number',
    'unsubscribe|opt me|us|this out?',
    'opt|opting me|us? out',
    'revoke .. consent|permission',
    'no longer .. receive|get .. <texts>',
    'no me|nos <contact_me> .. mas',
    'no me|nos <contact_me> .. <messages>',
    'no me|nos escriban|escriba|texteen|contacten !a|al|antes|despues|en|hasta',
    'no quiero|deseo .. mas|recibir .. <messages>',
    'no mas <messages>',
    'deje|dejen|deja|paren|pare de <sending>',
    'basta de <messages>',
    'quiteme|quitenme|borreme|borrenme|saqueme|saquenme|elimineme|eliminenme .. de .. lista|sistema|base',
    'borre|borren|elimine|eliminen|quite|quiten mi numero',
    'darme|dar|deme|denme de baja',
  ],
  table,
);

/** Enough for an opt-out only when nothing but politeness stands beside it: "please make it stop" is no such thing. */
const WHOLE_WISHES: ReadonlySet<string> = new Set([
  'stop',
  'stop all',
  'stop it',
  'stop this',
  'opt out',
  'leave me alone',
  'no texts',
  'no texting',
  'unsubscribe',
  'alto',
  'pare',
  'paren',
  'parar',
  'basta',
  'no mas',
  'dejeme en paz',
  'dejenme en paz',
]);
const POLITE: ReadonlySet<string> = new Set(
  'please pls plz just ok okay hey hi hello now thanks thank you already por favor ya gracias hola'.split(
    ' ',
  ),
);

const WRONG_NUMBER = compilePhrases(
  [
    '!<told_you> wrong|wrog|worng number|num|phone|person !of|on|for|in|listed',
    'numero equivocado|incorrecto|equibocado|erroneo',
    'esta|estas|estan equivocado|equivocada|equivocados|equivocando de numero',
    'se|te equivoco|equivocaste|equivocaron de numero',
    'no soy la persona',
    'not the person|one you .. looking|trying|want',
  ],
  table,
);

/**
 * Whether free words ask for texts to end. The FCC asks that any reasonable means be honoured (47 CFR 64.1200(a)(10)).
 * Crisis words are for the caller to look at first.
 */
export function asksToStopTexts(body: string): boolean {
  const words = plainWords(body);
  const bare = words.split(' ').filter(word => word !== '' && !POLITE.has(word));
  return WHOLE_WISHES.has(bare.join(' ')) || STOP_TEXTS.test(respell(words, table));
}

/** More words than a bare wish needs; a person should read the rest. */
const BARE_WISH = 6;
const CALL = /\b(?:call|calls|phone|ring|llame|llamen|llamar|llamame|llamenme)\b/;

/** Whether a wish for no more texts says something beside it, such as "stop texting me and call me back". */
export function saysMoreThanStop(body: string): boolean {
  const bare = plainWords(body)
    .split(' ')
    .filter(word => word !== '' && !POLITE.has(word));
  return bare.length > BARE_WISH || CALL.test(bare.join(' '));
}

/** Whether the words say that we reached someone we did not mean to reach. */
export function saysWrongNumber(body: string): boolean {
  return WRONG_NUMBER.test(respell(plainWords(body), table));
}
