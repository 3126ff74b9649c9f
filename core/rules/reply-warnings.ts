import { PERHAPS, plainWords, TELLING } from './telling-words.ts';

/**
 * What a text had better not say: `hints` at what the practice does, `confirms` that somebody is a client, `clinical`
 * details, `secret` numbers. A text lies open on a phone that others may see, with the carriers, and at Twilio.
 */
export const REPLY_WARNINGS = ['confirms', 'hints', 'clinical', 'secret'] as const;
export type ReplyWarning = (typeof REPLY_WARNINGS)[number];

/** Said to whoever has an appointment, a clinician or a chart here, and to nobody else. */
const CONFIRMS =
  /\b(?:your|ur|next|last|this week'?s)\s+(?:\w+\s+)?(?:sessions?|appointments?|visits?|intakes?|charts?|records?|treatments?|copays?|clinician|doctor|provider)\b|\b(?:su|tu|proxima|ultima)\s+(?:\w+\s+)?(?:sesion(?:es)?|citas?|consultas?|tratamientos?|expedientes?|copagos?|doctora?|proveedora?)\b|\b(?:our|existing|current|new|as an?|como|nuestr[oa]s?)\s+(?:clients?|patients?|clientes?|pacientes?)\b|\bsee you (?:at|on|in|next|then|mon|tue|wed|thu|fri|tomorrow)|\bnos vemos\b/;

const CLINICAL =
  /\bdiagnos|\bmedicat|\bmedicamento|\bmedicina|\bmeds\b|\bprescri|\breceta\b|\bdos(?:e|age|is)\b|\bsymptom|\bsintoma|\bpanic attack|\bataque de panico|\bbipolar|\badhd\b|\btdah\b|\bptsd\b|\btept\b|\bself-?harm|\bautolesion|\babus[eo]\b|\binsurance (?:id|number|claim)|\bnumero de (?:seguro|poliza)\b/;

/** A social security number, or the thirteen to nineteen digits of a card (ISO/IEC 7812). */
const SECRET = /\b\d{3}-\d{2}-\d{4}\b|\b\d(?:[ -]?\d){12,18}\b/;

const TABLE: Readonly<Record<ReplyWarning, readonly RegExp[]>> = {
  confirms: [CONFIRMS],
  hints: [TELLING, PERHAPS],
  clinical: [CLINICAL],
  secret: [SECRET],
};

export interface Warned {
  code: ReplyWarning;
  /** The words that it is about, as they stand in the text without accents. */
  words: string;
}

/** What to think about before sending a text. They are hints: whoever writes knows more, and may send it all the same. */
export function replyWarnings(text: string): Warned[] {
  const plain = plainWords(text).replace(/[’]/g, "'");
  return REPLY_WARNINGS.flatMap(code => {
    const found = TABLE[code].map(words => words.exec(plain)?.[0]).find(words => words !== undefined);
    return found === undefined ? [] : [{ code, words: found.trim() }];
  });
}
