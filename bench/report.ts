import { availableParallelism } from 'node:os';
import { type Aim, type Figure, isMet, PARTS, rounded } from './figures.ts';

/** A run as `--json` writes it. */
export interface Report {
  /** When it began, ISO 8601. */
  at: string;
  seconds: number;
  node: string;
  cores: number;
  /** Quick ones prove that everything can be measured; their figures mean nothing. */
  effort: 'whole' | 'quick';
  figures: ReportedFigure[];
}

export interface ReportedFigure extends Figure {
  /** Left out where there is no aim, or nothing was measured. */
  met?: boolean;
}

export function reportOf(
  run: { began: number; ended: number; effort: Report['effort'] },
  figures: readonly Figure[],
): Report {
  return {
    at: new Date(run.began).toISOString(),
    seconds: Math.round((run.ended - run.began) / 1000),
    node: process.versions.node,
    cores: availableParallelism(),
    effort: run.effort,
    figures: figures.map(figure => ({
      ...figure,
      ...(figure.aim && figure.value !== null ? { met: isMet(figure.value, figure.aim) } : {}),
    })),
  };
}

const WIDEST = 64;

/** A figure as one line: what, how much, and whether the aim is met where there is one. */
export function lineOf({ what, value, unit, aim }: Figure): string {
  const measured = value === null ? 'not measured here' : `${shown(value)} ${unit}`;
  const line = `  ${what.padEnd(WIDEST)} ${measured.padStart(16)}`;
  if (!aim) return line;
  const verdict = value === null ? '' : isMet(value, aim) ? ', met' : ', NOT MET';
  return `${line}   aim: ${boundOf(aim)}${verdict}`;
}

function boundOf(aim: Aim): string {
  return 'most' in aim ? `at most ${shown(aim.most)}` : `at least ${shown(aim.least)}`;
}

function shown(value: number): string {
  return rounded(value).toLocaleString('en', { maximumSignificantDigits: 6 });
}

const BEGIN = '<!-- figures -->';
const END = '<!-- /figures -->';

/**
 * A page with the run's figures as tables in the place that it marks for them; parts that the run had not keep the tables
 * they have, under the line that says of which run those are. Throws when it marks none.
 */
export function intoPage(page: string, report: Report): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`The page has no place between ${BEGIN} and ${END}.`);
  const from = begin + BEGIN.length;
  const tables = new Map([...tablesOn(page.slice(from, end)), ...tablesOf(report)]);
  return `${page.slice(0, from)}\n${shownTables(tables)}\n${page.slice(end)}`;
}

interface Table {
  run: string;
  table: string;
}

const RUN = /^A run of /;

/** The tables that stand there, by their headings, each with the nearest line above that names a run. */
function tablesOn(text: string): [heading: string, Table][] {
  let run = '';
  return text.split(/\n{2,}/).flatMap(block => {
    const part = block.trim();
    if (RUN.test(part)) run = part;
    const heading = /^\| (.+?) \|/.exec(part)?.[1];
    return heading === undefined || RUN.test(part) ? [] : [[heading, { run, table: part }]];
  });
}

function tablesOf({ figures, at, node, cores, seconds }: Report): [heading: string, Table][] {
  const run = `A run of ${at.slice(0, 10)}: Node.js ${node}, ${cores} cores, ${Math.round(seconds / 60)} minutes.`;
  return Object.entries(PARTS).flatMap(([part, heading]) => {
    const rows = figures.filter(figure => figure.part === part);
    const lines = [`| ${heading} | | aim | |`, '| --- | ---: | ---: | --- |', ...rows.map(rowOf)];
    return rows.length === 0 ? [] : [[heading, { run, table: lines.join('\n') }]];
  });
}

/** In the order of the parts; each run is named once, above what is of it. */
function shownTables(tables: ReadonlyMap<string, Table>): string {
  const known = Object.values(PARTS).flatMap(heading => tables.get(heading) ?? []);
  return known
    .flatMap(({ run, table }, n) => (run === known[n - 1]?.run ? [table] : [run, table]))
    .join('\n\n');
}

function rowOf({ what, value, unit, aim, met }: ReportedFigure): string {
  const measured = value === null ? 'not measured' : `${shown(value)} ${unit}`;
  const verdict = met === undefined ? '' : met ? 'met' : '**not met**';
  return `| ${what} | ${measured} | ${aim ? boundOf(aim) : ''} | ${verdict} |`;
}
