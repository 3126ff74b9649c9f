import { type ConfigProblem, isSecret } from './problem.ts';
import { MEMBER_SECRETS, TARGET_BLOCKS } from './targets.ts';

/** Blocks whose lines may hold a secret, also when mistyped or torn apart by a missing quote. */
const SECRET_BLOCKS = new RegExp(`^["']?(?:twilio|storage|redis|${TARGET_BLOCKS.join('|')})\\b`);
const SECRET_WORDS = new RegExp(
  `token|key|secret|password|redis|(?:${MEMBER_SECRETS.join('|')})["']?\\s*:`,
  'i',
);

const LONGEST_LINE = 160;

/**
 * Problems for a terminal: `config.yaml:12:5  message; hint`, then the line with a caret under the place. Lines that
 * may hold a secret are not shown.
 */
export function formatProblems(
  problems: readonly ConfigProblem[],
  file: string,
  text: string,
  kind: 'error' | 'warning' = 'error',
): string {
  const lines = text.split(/\r?\n/);
  return problems
    .map(problem => {
      const said = problem.hint === undefined ? problem.message : `${problem.message}; ${problem.hint}`;
      const label = kind === 'warning' ? 'warning: ' : '';
      return `${file}:${problem.line}:${problem.column}  ${label}${said}\n${excerpt(problem, lines)}`;
    })
    .join('');
}

function excerpt({ line, column, path }: ConfigProblem, lines: readonly string[]): string {
  const written = lines[line - 1];
  if (written === undefined || written.trim() === '' || mayHoldSecret(lines, line - 1)) return '';
  if (path.length > 0 && isSecret(path)) return '';
  // A window around the caret; control characters would move a terminal's cursor.
  const start = column > LONGEST_LINE - 40 ? column - 60 : 0;
  const shown = written.slice(start, start + LONGEST_LINE).replaceAll(/\p{Cc}/gu, ' ');
  return `    ${shown}\n    ${' '.repeat(Math.max(0, column - 1 - start))}^\n`;
}

function mayHoldSecret(lines: readonly string[], index: number): boolean {
  if (SECRET_WORDS.test(lines[index] ?? '')) return true;
  const block = lines.slice(0, index + 1).findLast(line => /^[^\s#]/.test(line));
  return block !== undefined && SECRET_BLOCKS.test(block);
}
