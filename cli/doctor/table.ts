import { asksForSomething, type DoctorFinding, valuesInWords } from '../../core/rules/doctor/findings.ts';
import { type HealthState, worstOf } from '../../core/rules/health.ts';
import { bytesIn } from '../../core/rules/health-words.ts';
import { en } from '../../core/texts/desk/doctor/en.ts';
import { fill } from '../../core/texts/texts.ts';
import { moment } from '../moments.ts';
import { styled, wrapped } from '../terminal.ts';
import { typedHere } from '../typed-here.ts';

const STATES = { ok: 'ok', look: 'warn', wrong: 'fail' } as const satisfies Record<HealthState, string>;
const COLOURS = { ok: 'green', look: 'yellow', wrong: 'red' } as const;
const STATE_WIDTH = 6;
const ABOUT_WIDTH = 20;

/** Which moment it is, and in which zone moments are said. */
interface Now {
  now: number;
  zone: string;
}

/** A line for each finding, what to do below those that ask for it, and the count of each at the end, where it is seen. */
export function asTable(findings: readonly DoctorFinding[], now: Now): string {
  const lines = findings.flatMap(finding => {
    const { says, todo } = inWords(finding, now);
    const indent = ' '.repeat(STATE_WIDTH + ABOUT_WIDTH);
    const [first = '', ...rest] = wrapped(says, indent);
    const about = wrapped(en[`about_${finding.about}`])[0] ?? '';
    const state = styled(COLOURS[finding.state], STATES[finding.state].padEnd(STATE_WIDTH));
    const head = `${state}${about.padEnd(ABOUT_WIDTH)}${first.slice(indent.length)}`;
    return [head, ...rest, ...(todo === null ? [] : advice(todo, indent))];
  });
  return `${[...lines, '', verdict(findings)].join('\n')}\n`;
}

/** What to do, behind an arrow. */
function advice(todo: string, indent: string): string[] {
  const [first = '', ...rest] = wrapped(todo, `${indent}  `);
  return [`${indent}> ${first.slice(indent.length + 2)}`, ...rest];
}

/** The same for programs: codes stay, sentences may change. */
export function asJson(findings: readonly DoctorFinding[], now: number) {
  const words = { now, zone: 'UTC' };
  return {
    at: new Date(now).toISOString(),
    worst: STATES[worstOf(findings)],
    findings: findings.map(finding => ({
      code: finding.what,
      about: finding.about,
      state: STATES[finding.state],
      says: inWords(finding, words).says,
      todo: inWords(finding, words).todo,
      values: finding.values,
    })),
  };
}

function inWords(finding: DoctorFinding, { now, zone }: Now): { says: string; todo: string | null } {
  const words = { moment: (at: number) => moment(at, now, zone), bytes: bytesIn('en') };
  const values = valuesInWords(finding.values, words);
  const todo = asksForSomething(finding) ? fill(en[`${finding.what}_do`], values) : null;
  return { says: typedHere(fill(en[finding.what], values)), todo: todo === null ? null : typedHere(todo) };
}

function verdict(findings: readonly DoctorFinding[]): string {
  const count = (state: HealthState) => findings.filter(finding => finding.state === state).length;
  const counts = (['wrong', 'look', 'ok'] as const)
    .filter(state => count(state) > 0)
    .map(state => `${count(state)} ${STATES[state]}`);
  return `${counts.join(', ')}.`;
}
