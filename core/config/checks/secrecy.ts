import { PERHAPS, plainWords, TELLING } from '../../rules/telling-words.ts';
import { valueAt } from '../messages.ts';
import { TARGET_SHOWN } from '../targets.ts';
import type { Check } from './check.ts';

const EXPLAIN = 'it shows on phones that other people may see';

export const senderHintsNothing = check('sender', TELLING);
export const senderMayHint = check('sender', PERHAPS, 'warning');
export const hostHintsNothing = check('public_url', TELLING);
export const hostMayHint = check('public_url', PERHAPS, 'warning');

/** Where alerts come from shows on staff's screens, which clients may see. Staff know it, so nothing is refused. */
export const alertsMayHint: Check = {
  reads: TARGET_SHOWN,
  severity: 'warning',
  find: config => {
    return TARGET_SHOWN.flatMap(pattern => {
      const path = pattern.split('.');
      const written = valueAt(config, path);
      if (typeof written !== 'string') return [];
      const hint = TELLING.exec(plainWords(written))?.[0] ?? PERHAPS.exec(plainWords(written))?.[0];
      if (hint === undefined) return [];
      return [
        {
          path,
          message: `"${hint}" may hint at what the practice does, and alerts show it on screens that other people may see`,
        },
      ];
    });
  },
};

function check(key: 'sender' | 'public_url', words: RegExp, severity?: 'warning'): Check {
  return {
    reads: [`practice.${key}`],
    ...(severity ? { severity } : {}),
    find: ({ practice }) => {
      const shown = key === 'sender' ? practice.sender : new URL(practice.public_url).hostname;
      const hint = words.exec(plainWords(shown))?.[0];
      if (hint === undefined) return [];
      if (severity && TELLING.test(plainWords(shown))) return [];
      const may = severity ? 'may hint' : 'hints';
      return [
        { path: ['practice', key], message: `"${hint}" ${may} at what the practice does, and ${EXPLAIN}` },
      ];
    },
  };
}
