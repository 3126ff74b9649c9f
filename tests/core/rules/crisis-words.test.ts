import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ENGLISH } from '../../../core/rules/crisis/english.ts';
import {
  CRISIS_WORDS_VERSION,
  compileCrisisWords,
  findCrisisWords,
} from '../../../core/rules/crisis/find-crisis-words.ts';
import { SPANISH } from '../../../core/rules/crisis/spanish.ts';
import { en } from '../../../core/texts/en.ts';
import { es } from '../../../core/texts/es.ts';
import { ENGLISH_ACCEPTED, ENGLISH_EVERYDAY, ENGLISH_OTHER, ENGLISH_SELF } from './corpus/english.ts';
import { HELD_OUT_CALM, HELD_OUT_CRISIS } from './corpus/held-out.ts';
import { SPANISH_ACCEPTED, SPANISH_EVERYDAY, SPANISH_OTHER, SPANISH_SELF } from './corpus/spanish.ts';

const lines = (corpus: string) => corpus.trim().split('\n');
const found = (text: string) => findCrisisWords(text) !== null;
const percent = (part: number, whole: number) =>
  `${((100 * part) / whole).toFixed(1)} % (${part} of ${whole})`;

const CRISIS = [ENGLISH_SELF, ENGLISH_OTHER, SPANISH_SELF, SPANISH_OTHER].flatMap(lines);
const EVERYDAY = [ENGLISH_EVERYDAY, SPANISH_EVERYDAY].flatMap(lines);

describe('the corpus', () => {
  test('every crisis line is found and no everyday line is', () => {
    const missed = CRISIS.filter(line => !found(line));
    const falseAlarms = EVERYDAY.filter(found);
    const right = CRISIS.length - missed.length;
    process.stdout.write(
      `crisis words v${CRISIS_WORDS_VERSION}: recall ${percent(right, CRISIS.length)}, ` +
        `precision ${percent(right, right + falseAlarms.length)} beside ${EVERYDAY.length} everyday lines\n`,
    );
    expect(missed).toEqual([]);
    expect(falseAlarms).toEqual([]);
  });

  test('paraphrases that the tables were not tuned on are found nearly as well', () => {
    const missed = HELD_OUT_CRISIS.filter(line => !found(line));
    const falseAlarms = HELD_OUT_CALM.filter(found);
    const right = HELD_OUT_CRISIS.length - missed.length;
    process.stdout.write(
      `held out: recall ${percent(right, HELD_OUT_CRISIS.length)}, ` +
        `precision ${percent(right, right + falseAlarms.length)}; missed: ${JSON.stringify(missed)}\n`,
    );
    expect(right / HELD_OUT_CRISIS.length).toBeGreaterThanOrEqual(0.95);
    expect(falseAlarms.length).toBeLessThanOrEqual(1);
  });

  test.each([...lines(ENGLISH_ACCEPTED), ...lines(SPANISH_ACCEPTED)])('found, to be safe: %s', line => {
    expect(found(line)).toBe(true);
  });
});

describe('what a finding says', () => {
  test.each([
    ['I want to kill myself', 'self', 'en'],
    ['my son wants to kill himself', 'other', 'en'],
    ['he is going to kill me', 'self', 'en'],
    ['quiero suicidarme', 'self', 'es'],
    ['mi hija se quiere matar', 'other', 'es'],
  ])('%s: %s, %s', (text, who, language) => {
    expect(findCrisisWords(text)).toMatchObject({ version: CRISIS_WORDS_VERSION, who, language });
  });

  test.each([
    "I don't want to kill myself",
    'I would never kill myself',
    'haha jk I want to die lol',
    'no quiero suicidarme',
    'Thanks, see you Tuesday. I want to die. Ok bye',
  ])('neither a no nor a joke silences: %s', text => {
    expect(found(text)).toBe(true);
  });
});

// People react to our texts ('Liked "..."') and quote them back.
test.each([...Object.entries(en.sms), ...Object.entries(es.sms)])(
  'our own %s sets nothing off',
  (_, sentence) => {
    expect(findCrisisWords(sentence)).toBeNull();
    expect(findCrisisWords(`Liked "${sentence}"`)).toBeNull();
  },
);

describe('any text at all', () => {
  test('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), text => void findCrisisWords(text)),
    );
  });

  test('what stands on the lines around it never hides it', () => {
    const around = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom(...EVERYDAY, ...CRISIS),
    );
    fc.assert(
      fc.property(fc.constantFrom(...CRISIS), around, around, (line, before, after) => {
        expect(found(`${before}\n${line}\n${after}`)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  const disguises: Record<string, (text: string) => string> = {
    'capital letters': text => text.toUpperCase(),
    'curly apostrophes': text => text.replaceAll("'", '’'),
    'no apostrophes': text => text.replaceAll("'", ''),
    'accents apart': text => text.normalize('NFD'),
    'no accents': text => text.normalize('NFD').replace(/\p{M}/gu, ''),
    'invisible characters': text => [...text].join('\u200d'),
    'odd spaces': text => text.replaceAll(' ', '\u00a0 \t'),
    'full-width letters': text =>
      text.replace(/[a-z]/g, letter => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0)),
  };
  test.each(Object.entries(disguises))('%s make no difference', (_, disguise) => {
    expect(CRISIS.filter(line => !found(disguise(line)))).toEqual([]);
  });

  // Growth is looked at, not time: four times the text may take about four times as long, never sixteen.
  test.each([
    'kill my ',
    'k i l l ',
    'my son he ',
    'i dont want to just ',
    'k1l1 ',
    '!',
    '1a',
    '\u200b',
    'se lo dijo que ',
    'e\u0301',
    'ﷺ',
  ])('stays linear on 64 KiB of %j', unit => {
    const text = unit.repeat(Math.ceil(65_536 / unit.length));
    const timed = (length: number) => {
      const start = performance.now();
      findCrisisWords(text.slice(0, length));
      return performance.now() - start;
    };
    timed(65_536);
    const best = (length: number) => Math.min(timed(length), timed(length), timed(length));
    expect(best(65_536)).toBeLessThan(12 * best(16_384) + 100);
  });
});

test('a change of the tables calls for a new version', () => {
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([ENGLISH, SPANISH]))
    .digest('hex')
    .slice(0, 12);
  expect(`${CRISIS_WORDS_VERSION}: ${fingerprint}`).toMatchInlineSnapshot(`"1: 01538f626a12"`);
});

test('the patterns can be compiled a step at a time, which changes nothing of what they find', () => {
  const words = 'I want to kill myself';
  const before = findCrisisWords(words);
  const steps = [...compileCrisisWords()].length;
  expect(steps).toBeGreaterThan(10);
  expect(findCrisisWords(words)).toEqual(before);
});
