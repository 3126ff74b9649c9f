/** A process that knows the needles, and dies in the way that it is told. `bare` in front: without taking care. */
import { keepLastWords } from '../../cli/last-words.ts';
import { CALLING, NAME, SENTENCE } from './needles.ts';

const [bare, how] = process.argv.slice(2);
if (bare !== 'bare') keepLastWords();

const words = `${NAME}, ${CALLING}: ${SENTENCE}`;
const kept: string[] = [];
const deaths: Record<string, () => unknown> = {
  thrown() {
    throw Object.assign(
      new Error(`${words}\n    at ${SENTENCE} (file:///a.ts:1:1)`, { cause: new Error(words) }),
      {
        form: { words },
      },
    );
  },
  'thrown, and no error': () => {
    throw words;
  },
  rejected: () => Promise.reject(Object.assign(new TypeError(words), { code: words, name: words })),
  'quoted by JSON.parse': () => setImmediate(() => JSON.parse(words)),
  'out of memory': () => {
    for (let at = 0; ; at += 1) kept.push(`${at} ${words}`.padEnd(4_000, `${at}`));
  },
  aborted: () => process.abort(),
  'asked for a debugger': () => {
    process.kill(process.pid, 'SIGUSR1');
    setTimeout(() => process.exit(0), 500);
  },
  'asked for a report': () => {
    process.kill(process.pid, 'SIGUSR2');
    setTimeout(() => process.exit(0), 500);
  },
};
deaths[how ?? '']?.();
