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
 * The carrier's keyword that a whole message is, and what it means. Case, surrounding space and trailing punctuation do
 * not count: where Twilio is stricter ("STOP." may not reach its block list) we would rather honour the wish.
 */
export function carrierWord(body: string): { meaning: CarrierMeaning; word: string } | null {
  const word = body
    .slice(0, 200)
    .normalize('NFKC')
    .replace(/^[\s\p{Cf}"'“‘]+|[\s\p{Cf}\p{P}]+$/gu, '')
    .toUpperCase();
  for (const meaning of Object.keys(CARRIER_WORDS) as CarrierMeaning[]) {
    if ((CARRIER_WORDS[meaning] as readonly string[]).includes(word)) return { meaning, word };
  }
  return null;
}

const table: PhraseTable = {
  spell: words => words,
  lists: {
    please: [
      'please|pls|plz|kindly|just|ok|okay|hey|hi|hello|now|thanks|thank|you|already|por|favor|ya|gracias',
    ],
    text: [
      'text|texting|txt|txting|message|messaging|msg|messages|contact|contacting|write|writing|sms|spam|spamming',
    ],
    someone_else: [
      "won't|wont|can't|cant|cannot|doesn't|doesnt|didn't|didnt|never|not|he|she|they|him|her|them|could|couldnt",
      '<other_than_you> to',
    ],
    other_than_you: [
      'him|her|them|he|she|they|ex|husband|wife|boyfriend|girlfriend|mom|dad|son|daughter|people|how|trying|want|told|asked',
    ],
    only_then: ['at|after|before|between|until|till|during|on|while|when|if|today|back|call|tonight|yet'],
    these: ['the|these|those|your|all|any|this|this'],
    texts: [
      'text|texts|message|messages|msgs|msg|sms|txts|reminders|notifications|communication|communications|contact',
    ],
    me: ['me|us|this', 'my number|phone|cell'],
    list: ['list|lists|mailing|texts|system|database|contacts|records'],
    no_mas: ['no me|nos'],
    escribir: [
      'mande|manden|mandes|envie|envien|envies|escriba|escriban|escribas|contacte|contacten|textee|texteen|texteé'.replace(
        '|texteé',
        '',
      ),
    ],
    mandar: [
      'mandarme|enviarme|escribirme|textearme|contactarme|mandarnos|mensajearme|molestarme|enviar|mandar',
    ],
    mensajes: ['mensaje|mensajes|texto|textos|sms|mensajitos|msj|msjs'],
  },
};

const FREE_WORDS = compilePhrases(
  [
    '!<someone_else> stop|quit|cease <text> !him|her|them|my|back',
    '!<someone_else> stop|quit sending <me>? .. <texts>',
    '!<someone_else> stop|end|quit <these> <texts>',
    '!<someone_else> stop contacting|bothering|harassing me|us|this',
    'you <to>? stop|quit <text>'.replace('<to>?', 'to'),
    "don't|dont|dnt|not|never|quit ever? <text> me|us|this !<only_then>",
    "don't|dont|not|never send|sending <me> .. <texts>",
    'no more <texts>',
    "don't|dont|not|no want .. <texts>",
    "don't|dont|not want .. to? <text> me|us",
    'not want .. be texted|contacted|messaged',
    'dont|not want .. be texted|contacted|messaged',
    'take|remove|delete|drop|pull <me> .. off|from|of .. <list>',
    'take|remove <me> off|from .. <list>',
    'remove me|my number|phone',
    'delete|lose|erase my number',
    'unsubscribe|unsuscribe|unsubscribed|opt me|us|this|out',
    'opt|opting me? out',
    'revoke .. consent|permission',
    'no longer .. receive|get .. <texts>',
    'no me|nos <escribir> .. mas',
    'no me|nos <escribir> .. <mensajes>',
    'no me|nos escriban|escriba|texteen|contacten',
    'no quiero|deseo .. mas|recibir .. <mensajes>',
    'no mas <mensajes>',
    'deje|dejen|deja|paren|pare|para de <mandar>',
    'basta de <mensajes>',
    'quiteme|quitenme|borreme|borrenme|saqueme|saquenme|elimineme|eliminenme .. de .. lista|sistema|base|numero',
    'borre|borren|elimine|eliminen|quite|quiten mi numero',
    'darme|dar de baja',
  ],
  table,
);

/** Whole messages that are an opt-out only when nothing else is said. */
const WHOLE_MESSAGES = compilePhrases(
  [
    'stop',
    'stop all',
    'stop it',
    'stop this',
    'stop these',
    'leave me alone',
    'opt out',
    'no texts',
    'unsubscribe',
    'alto',
    'pare',
    'paren',
    'parar',
    'basta',
    'dejeme|dejenme en paz',
    'no mas',
    'cancelar suscripcion',
    'baja',
  ],
  table,
);
const POLITE = compilePhrases(['<please>'], table);

const WRONG_NUMBER = compilePhrases(
  [
    '!<told> wrong|wrog|worng number|num|no|phone|person|# !of|on|for|in|listed'.replace('|#', ''),
    'numero equivocado|incorrecto|equibocado|erroneo',
    'esta|estas|estan equivocado|equivocada|equivocados|equibocado .. numero',
    'se|te equivoco|equivocaste|equivocaron de numero',
    'no soy esa|la persona',
    'not the|who person you|your .. looking|trying',
    "this|that isn't|isnt|is not <name_or>? number".replace('<name_or>? ', '.. '),
  ],
  {
    ...table,
    lists: {
      ...table.lists,
      told: [
        'gave|give|left|have|put|wrote|sent|entered|typed you?|u?|him?|her?|them? a|the|my'.replaceAll(
          '?',
          '',
        ),
      ],
    },
  },
);

/**
 * Whether free words ask for texts to end. The FCC asks that any reasonable means be honoured (47 CFR 64.1200(a)(10));
 * "make it stop" or "stop by at 5" ask for nothing of the kind. Crisis words are for the caller to look at first.
 */
export function asksToStopTexts(body: string): boolean {
  const words = respell(plainWords(body), table);
  return FREE_WORDS.test(words) || isWhole(words);
}

/** Whether the words say that we reached someone we did not mean to reach. */
export function saysWrongNumber(body: string): boolean {
  return WRONG_NUMBER.test(respell(plainWords(body), table));
}

function isWhole(words: string): boolean {
  const bare = words
    .split(' ')
    .filter(word => word !== '' && !POLITE.test(` ${word} `))
    .join(' ');
  return WHOLE_MESSAGES.exec(` ${bare} `)?.[0].trim() === bare && bare !== '';
}
