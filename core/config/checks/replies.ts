import { replyWarnings } from '../../rules/reply-warnings.ts';
import { LANGUAGES, type Language } from '../../texts/texts.ts';
import type { Finding } from '../problem.ts';
import type { Check } from './check.ts';

const WHY = {
  confirms: 'confirms that somebody is a client',
  hints: 'hints at what the practice does',
  clinical: 'is about what only the two of them should know',
  secret: 'looks like a number to be kept secret',
} as const;

/** A saved reply is sent with one key, perhaps to the wrong person: it must be right for anybody. */
export const savedRepliesFitAnybody: Check = {
  reads: ['replies'],
  find: ({ replies }) =>
    Object.entries(replies).flatMap(([name, words]) =>
      (Object.keys(LANGUAGES) as Language[]).flatMap((language): Finding[] =>
        replyWarnings(words[language] ?? '').map(({ code, words: found }) => ({
          path: ['replies', name, language],
          message: `"${found}" ${WHY[code]}, and others may see the phone`,
        })),
      ),
    ),
};

/** One that is missing in a language cannot be offered to those who speak it. */
export const savedRepliesAreInEveryLanguage: Check = {
  reads: ['replies', 'practice.languages'],
  severity: 'warning',
  find: ({ replies, practice }) =>
    Object.entries(replies).flatMap(([name, words]) =>
      practice.languages
        .filter(language => words[language] === undefined)
        .map(language => ({
          path: ['replies', name],
          message: `there are no words for "${language}", which callers can choose`,
        })),
    ),
};
