/** What a person says of themself in this story, and what must therefore lie nowhere but in the encrypted store. */
export const NAME = 'Quillon Featherstonehaugh';
export const CALLING = '+12125550176';
/** Typed by a caller whose own number is withheld. */
export const KEYED = '2125550177';
export const WRITTEN = '(212) 555-0178';
export const SENTENCE = 'the heliotrope umbrella nobody else may know of';
/** In the sound of the voicemail itself. */
export const SOUND = 'a marmalade lighthouse in the samples';

const WORDS = [NAME, 'Featherstonehaugh', SENTENCE, 'heliotrope umbrella', SOUND];
const NUMBERS = [CALLING, `+1${KEYED}`, '+12125550178'];

/** Every needle by every way in which it may be written, as bytes. */
export function needles(): { name: string; bytes: Buffer }[] {
  const spelled = [...WORDS, ...NUMBERS.flatMap(waysToWrite)];
  return spelled.flatMap(words => [
    { name: `${words} as text`, bytes: Buffer.from(words) },
    { name: `${words} in lower case`, bytes: Buffer.from(words.toLowerCase()) },
    { name: `${words} as UTF-16`, bytes: Buffer.from(words, 'utf16le') },
    { name: `${words} in a URL`, bytes: Buffer.from(encodeURIComponent(words)) },
    { name: `${words} in a form`, bytes: Buffer.from(new URLSearchParams({ words }).toString().slice(6)) },
    { name: `${words} as hex`, bytes: Buffer.from(Buffer.from(words).toString('hex')) },
    ...inBase64(words).map(text => ({ name: `${words} in base64`, bytes: Buffer.from(text) })),
  ]);
}

/** Names of the needles that lie in some bytes. */
export function found(haystack: Buffer | string): string[] {
  const bytes = typeof haystack === 'string' ? Buffer.from(haystack) : haystack;
  return needles()
    .filter(needle => bytes.includes(needle.bytes))
    .map(needle => needle.name);
}

/** With +1 and without, with dots, dashes, spaces, brackets. */
function waysToWrite(number: string): string[] {
  const [area, exchange, rest] = [number.slice(2, 5), number.slice(5, 8), number.slice(8)];
  const between = ['', '.', '-', ' ', '\u00a0'].map(mark => [area, exchange, rest].join(mark));
  return [number, ...between, `(${area}) ${exchange}-${rest}`];
}

/** Base64 depends on where in a text the words begin: what is the same at each of the three places. */
function inBase64(words: string): string[] {
  return [0, 1, 2].map(before => {
    const text = Buffer.concat([Buffer.alloc(before), Buffer.from(words)]).toString('base64');
    const skipped = before === 0 ? 0 : 4;
    return text.replace(/=+$/, '').slice(skipped, -2);
  });
}
