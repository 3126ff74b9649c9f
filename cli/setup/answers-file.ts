import { readFileSync } from 'node:fs';
import { type Document, parseDocument } from 'yaml';
import { didYouMean } from '../../core/config/nearest.ts';
import { Refusal } from '../refusal.ts';
import { type AnswerName, type Answers, STAND_INS } from './answers.ts';
import { checkAnswer } from './check-answers.ts';
import { QUESTIONS } from './questions.ts';

/** A file of answers is a page; what is longer is another file. */
const LONGEST = 64 * 1024;

/**
 * Reads answers from a YAML file, `-` for standard input: the same names and rules as when they are typed.
 *
 * @returns the answers, and what should be looked at in them
 * @throws Refusal with everything that is wrong, and never with a secret
 */
export function readAnswersFile(
  file: string,
  known: Partial<Answers>,
): { answers: Answers; warnings: string[] } {
  const given = valuesIn(file);
  const wrong: string[] = [];
  const warnings: string[] = [];
  const names = Object.keys(STAND_INS) as AnswerName[];
  for (const name of Object.keys(given).filter(one => !names.some(known => known === one))) {
    const hint = didYouMean(name, names).hint;
    wrong.push(`${name.slice(0, 60)}: nothing of that name is asked${hint ? `; ${hint}` : ''}`);
  }
  const answers: Partial<Answers> = { ...known };
  for (const { name, guess } of QUESTIONS) {
    if (known[name] !== undefined) continue;
    const verdict = checkAnswer(name, given[name] ?? guess?.(answers) ?? '', answers);
    if ('wrong' in verdict)
      wrong.push(`${name}: ${given[name] === undefined ? 'is missing' : verdict.wrong}`);
    else {
      Object.assign(answers, { [name]: verdict.good });
      if (verdict.warning !== null) warnings.push(`${name}: ${verdict.warning}`);
    }
  }
  if (wrong.length > 0) {
    throw new Refusal([`${nameFor(file)} cannot be used; nothing was written.`, ...wrong].join('\n  '));
  }
  return { answers: answers as Answers, warnings };
}

function valuesIn(file: string): Record<string, string> {
  const document = parseDocument(textOf(file), { strict: true, schema: 'failsafe' });
  const [error] = document.errors;
  // The library's message would show the line, and with it a token.
  if (error) {
    const line = error.linePos?.[0].line;
    throw new Refusal(`${nameFor(file)} is no YAML${line ? ` (line ${line})` : ''}; nothing was written.`);
  }
  const root = plain(document);
  if (typeof root !== 'object' || root === null || Array.isArray(root)) {
    throw new Refusal(
      `${nameFor(file)} should hold lines such as \`sender: Willow Street\`; nothing was written.`,
    );
  }
  const entries = Object.entries(root);
  const odd = entries.find(([, value]) => typeof value !== 'string');
  if (odd)
    throw new Refusal(`${nameFor(file)}: ${odd[0].slice(0, 60)} should be one text; nothing was written.`);
  return Object.fromEntries(entries as [string, string][]);
}

/** Null where it refers to itself: answers have no use for that. */
function plain(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    return null;
  }
}

function textOf(file: string): string {
  try {
    const text = readFileSync(file === '-' ? 0 : file, 'utf8');
    if (text.length <= LONGEST) return text;
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new Refusal(
      `${nameFor(file)} cannot be read: ${missing ? 'there is no such file' : 'this user may not'}.`,
    );
  }
  throw new Refusal(`${nameFor(file)} is too long; is it the right file?`);
}

function nameFor(file: string): string {
  return file === '-' ? 'What came in' : file;
}
