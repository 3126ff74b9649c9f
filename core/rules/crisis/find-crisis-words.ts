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

const tables = [ENGLISH, SPANISH].map(table => ({ table, matchers: matchersOf(table) }));

/**
 * Looks for words that sound like a crisis, in English and Spanish, whatever language the text seems to be in. Errs on
 * the side of finding: a negation ("I don't want to kill myself") never silences, nor does anything else in the text.
 * Deterministic, never throws, and takes time linear in the text.
 */
export function findCrisisWords(text: string): CrisisFinding | null {
  const readings = suspiciousReadings(text);
  for (const { table, matchers } of tables) {
    const spelled = readings.map(reading => respell(reading, table));
    const found = matchers.find(({ pattern }) => spelled.some(words => pattern.test(words)));
    if (found) {
      return { version: CRISIS_WORDS_VERSION, who: found.who, language: table.language, rule: found.rule };
    }
  }
  return null;
}

function matchersOf(table: CrisisTable) {
  return [
    ...table.rules.map(({ rule, who, phrases }) => ({ rule, who, pattern: compilePhrases(phrases, table) })),
    { rule: 'spaced-out', who: 'self' as const, pattern: compileSpacedOut(table.spacedOut, table) },
  ];
}
