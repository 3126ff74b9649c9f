import type { Language } from '../../texts/texts.ts';
import type { CrisisTable } from './crisis-table.ts';
import { ENGLISH } from './english.ts';
import { compilePhrases, compileSpacedOut, respell } from './phrases.ts';
import { suspiciousReadings } from './plain-words.ts';
import { SPANISH } from './spanish.ts';

/** Grows whenever a table or the way of reading changes, so that a stored finding can be traced to its rules. */
export const CRISIS_WORDS_VERSION = '1';

/** Why a text sounds like a crisis. It says which words were found, never how anyone is: we do not assess. */
export interface CrisisFinding {
  readonly version: string;
  readonly who: 'self' | 'other';
  readonly language: Language;
  readonly rule: string;
}

/** Spanish first: English finds the Spanish forms of "suicide" too, and would name the wrong language. */
const finders = [SPANISH, ENGLISH].map(finderOf);

/**
 * Looks for words that sound like a crisis, in English and Spanish, whatever language the text seems to be in. Errs on
 * the side of finding: a negation ("I don't want to kill myself") never silences, nor does anything else in the text.
 * Deterministic, never throws, and takes time linear in the text.
 */
export function findCrisisWords(text: string): CrisisFinding | null {
  const readings = suspiciousReadings(text);
  for (const { find } of finders) {
    const found = find(readings);
    if (found) return { version: CRISIS_WORDS_VERSION, ...found };
  }
  return null;
}

/**
 * Compiles one pattern at each step. That happens at a pattern's first use, and for all of them it takes some tenths of a
 * second, in which a process that listens already would answer nobody.
 */
export function* compileCrisisWords(): Generator<void, void> {
  for (const { patterns } of finders) {
    for (const pattern of patterns) {
      pattern.test(' ');
      yield;
    }
  }
}

interface Finder {
  find(readings: readonly string[]): Omit<CrisisFinding, 'version'> | null;
  patterns: readonly RegExp[];
}

function finderOf(table: CrisisTable): Finder {
  const { language } = table;
  const rules = table.rules.map(({ rule, who, phrases }) => ({
    finding: { who, language, rule },
    pattern: compilePhrases(phrases, table),
  }));
  const spacedOut = compileSpacedOut(table.spacedOut);

  return {
    patterns: [...rules.map(({ pattern }) => pattern), spacedOut],
    find(readings) {
      const spelled = readings.map(reading => respell(reading, table));
      const found = rules.find(({ pattern }) => spelled.some(words => pattern.test(words)));
      if (found) return found.finding;
      return readings.some(words => spacedOut.test(words))
        ? { who: 'self', language, rule: 'spaced-out' }
        : null;
    },
  };
}
