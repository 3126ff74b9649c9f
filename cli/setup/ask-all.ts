import type { Lines } from '../ask-lines.ts';
import { styled, wrapped } from '../terminal.ts';
import type { Answers } from './answers.ts';
import { checkAnswer } from './check-answers.ts';
import { QUESTIONS, type Question } from './questions.ts';

/**
 * Asks everything that is not `known`, each again until it is right. Nothing is written meanwhile.
 *
 * @throws AskedNoMore when whoever is asked leaves
 */
export async function askAll(lines: Lines, known: Partial<Answers>): Promise<Answers> {
  const answers: Partial<Answers> = { ...known };
  const open = QUESTIONS.filter(({ name }) => answers[name] === undefined);
  for (const [i, question] of open.entries()) {
    lines.say('');
    lines.say(styled('bold', wrapped(`${i + 1} of ${open.length}. ${question.asks}`).join('\n')));
    if (question.hint) lines.say(wrapped(question.hint, '   ').join('\n'));
    Object.assign(answers, { [question.name]: await askOne(lines, question, answers) });
  }
  return answers as Answers;
}

async function askOne(lines: Lines, question: Question, known: Partial<Answers>): Promise<string> {
  const { name, choices = [], secret = false } = question;
  for (const [i, { value, says }] of choices.entries()) {
    lines.say(wrapped(`${i + 1} = ${value}: ${says}`, '   ').join('\n'));
  }
  const guess = question.guess?.(known);
  const prompt = guess === undefined ? '   > ' : `   [${guess}] > `;
  for (;;) {
    const typed = (await lines.ask(prompt, { secret })).trim();
    const chosen = choices[Number(typed) - 1]?.value ?? typed;
    const verdict = checkAnswer(name, chosen === '' ? (guess ?? '') : chosen, known);
    if ('wrong' in verdict) {
      lines.say(wrapped(verdict.wrong, '   ').join('\n'));
      continue;
    }
    if (verdict.warning === null) return verdict.good;
    lines.say(wrapped(verdict.warning, '   ').join('\n'));
    if (/^y(?:es)?$/i.test((await lines.ask('   Keep it all the same? yes or no > ')).trim()))
      return verdict.good;
  }
}
