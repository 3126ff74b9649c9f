import type { Language } from '../texts/texts.ts';
import { foldLetters, wordsOnly } from './crisis/plain-words.ts';

/** Words of one language that are none of the other's, without accents. Names and loan words are left out. */
const COMMON_WORDS: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: new Set(
    `the and you your to of is are was were this that these it its my have has had not dont cant do does did what when
    where who how why can could would should will with for from please thanks thank hello hi i im ill ive am be been we
    they she he her his him them our if but or at on in call back need want get just about there out up know yes
    appointment help today tomorrow tonight morning afternoon week feel feeling because`.split(/\s+/),
  ),
  es: new Set(
    `el la los las un una unos unas de del que y en con por para pero si no es esta estoy estan soy son fue ser tengo
    tiene tienen mi mis su sus me te se lo le les nos muy mas ya hoy ayer manana tarde noche cuando donde como porque
    quien cual hola gracias buenos buenas dias tardes noches favor quiero quisiera puedo puede pueden necesito ayuda
    llamar llameme llame llamada hablar cita hacer hija hijo esposo esposa todo todos nada algo aqui ahora usted ustedes
    yo ella ellos eso esto este hay siento dejar mensaje numero telefono dinero cuanto cuesta tambien solo`.split(
      /\s+/,
    ),
  ),
};

/** Spelled alike in both, or short and common in the other language's texts: they prove nothing. */
const AMBIGUOUS = new Set([
  'me',
  'no',
  'a',
  'son',
  'he',
  'has',
  'once',
  'solo',
  'mi',
  'se',
  'la',
  'un',
  'te',
  'si',
  'en',
  'de',
]);

/**
 * The language a text is clearly written in, or null when it could be either: "ok", "hola", a name, a number. Clear
 * means at least two telling words (three for a switch back to English), and more than the other language has.
 */
export function languageOf(text: string): Language | null {
  const folded = foldLetters(text.slice(0, 4000));
  const words = wordsOnly(folded).split(' ');
  const spanish = tellingWords(words, 'es') + (/[ñ¿¡]/iu.test(text.normalize('NFC')) ? 1 : 0);
  const english = tellingWords(words, 'en');
  if (spanish >= 2 && spanish > english * 2) return 'es';
  if (english >= 3 && english > spanish * 2) return 'en';
  return null;
}

function tellingWords(words: readonly string[], language: Language): number {
  return words.reduce(
    (sum, word) => sum + (COMMON_WORDS[language].has(word) ? (AMBIGUOUS.has(word) ? 0.5 : 1) : 0),
    0,
  );
}
