import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { drawChart } from './chart.ts';
import type { Effort } from './effort.ts';
import { type Figure, PARTS, type Part } from './figures.ts';
import { measureCommit } from './parts/commit.ts';
import { measureDesk } from './parts/desk.ts';
import { measureGrowth } from './parts/growth.ts';
import { measureOpenDesks } from './parts/open-desks.ts';
import { measureSending } from './parts/sending.ts';
import { measureStart } from './parts/start.ts';
import { measureSweep } from './parts/sweep.ts';
import { measureWebhook } from './parts/webhook.ts';
import { intoPage, lineOf, type Report, reportOf } from './report.ts';

const MEASURES: Readonly<Record<Part, (effort: Effort) => Promise<Figure[]>>> = {
  webhook: measureWebhook,
  commit: measureCommit,
  sending: measureSending,
  sweep: measureSweep,
  start: measureStart,
  growth: measureGrowth,
  desk: measureDesk,
  'open-desks': measureOpenDesks,
};

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    chart: { type: 'string' },
    docs: { type: 'boolean', default: false },
    from: { type: 'string' },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
  },
});

const report = values.from ? readReport(values.from) : await run(partsOf(values.only));
if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
if (values.chart) writeFileSync(values.chart, drawChart(report));
if (values.docs) writeDocs(report);

async function run(parts: readonly Part[]): Promise<Report> {
  const effort = values.quick ? 'quick' : 'whole';
  const began = Date.now();
  const figures: Figure[] = [];
  for (const part of parts) {
    console.log(`\n${PARTS[part]}`);
    for (const figure of await MEASURES[part](effort)) {
      console.log(lineOf(figure));
      figures.push(figure);
    }
  }
  return reportOf({ began, ended: Date.now(), effort }, figures);
}

/** `--only webhook,start`; all of them if left out. */
function partsOf(only: string | undefined): Part[] {
  const all = Object.keys(PARTS) as Part[];
  if (only === undefined) return all;
  const named = only.split(',');
  const unknown = named.filter(name => !Object.hasOwn(PARTS, name));
  if (unknown.length > 0)
    throw new Error(`There is no part ${unknown.join(', ')}; there are ${all.join(', ')}.`);
  return all.filter(part => named.includes(part));
}

/** What docs/performance.md shows of a run, so that nobody copies numbers by hand. */
function writeDocs(report: Report): void {
  if (report.effort !== 'whole')
    throw new Error('A quick run measures nothing; docs are written from a whole one.');
  const docs = new URL('../docs/', import.meta.url);
  const page = new URL('performance.md', docs);
  writeFileSync(page, intoPage(readFileSync(page, 'utf8'), report));
  // A run of some parts has not what the picture shows.
  const whole = Object.keys(PARTS).every(part => report.figures.some(figure => figure.part === part));
  if (whole) writeFileSync(new URL('pictures/performance.svg', docs), drawChart(report));
}

function readReport(file: string): Report {
  return JSON.parse(readFileSync(file, 'utf8')) as Report;
}
