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

/** A page with the run's figures as tables in the place that it marks for them. Throws when it marks none. */
export function intoPage(page: string, report: Report): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`The page has no place between ${BEGIN} and ${END}.`);
  return `${page.slice(0, begin + BEGIN.length)}\n${tablesOf(report)}\n${page.slice(end)}`;
}

function tablesOf({ figures, at, node, cores, seconds }: Report): string {
  const run = `A run of ${at.slice(0, 10)}: Node.js ${node}, ${cores} cores, ${Math.round(seconds / 60)} minutes.`;
  const parts = Object.entries(PARTS).map(([part, heading]) => {
    const rows = figures.filter(figure => figure.part === part);
    if (rows.length === 0) return '';
    return [`| ${heading} | | aim | |`, '| --- | ---: | ---: | --- |', ...rows.map(rowOf)].join('\n');
  });
  return [run, ...parts.filter(table => table !== '')].join('\n\n');
}

function rowOf({ what, value, unit, aim, met }: ReportedFigure): string {
  const measured = value === null ? 'not measured' : `${shown(value)} ${unit}`;
  const verdict = met === undefined ? '' : met ? 'met' : '**not met**';
  return `| ${what} | ${measured} | ${aim ? boundOf(aim) : ''} | ${verdict} |`;
}
