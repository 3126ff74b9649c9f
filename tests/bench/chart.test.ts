import { expect, test } from 'vitest';
import { drawChart } from '../../bench/chart.ts';
import type { Report } from '../../bench/report.ts';

function reportWith(figures: Report['figures']): Report {
  return { at: '2026-11-20T12:00:00.000Z', seconds: 1, node: '26.0.0', cores: 2, effort: 'whole', figures };
}

const COMMIT = {
  part: 'commit',
  id: 'commit.p50',
  what: 'one commit',
  value: 0.5,
  unit: 'ms',
  aim: { most: 2 },
} as const;
const SYNC = { part: 'commit', id: 'commit.fdatasync.p50', what: 'one sync', value: 1, unit: 'ms' } as const;

test('a bar is as long as its figure, beside the longest in its group', () => {
  const svg = drawChart(reportWith([{ ...COMMIT, aim: { most: 1 } }, SYNC]));
  const widths = [...svg.matchAll(/<rect class="bar[^"]*" [^>]*width="(\d+)"/g)].map(match =>
    Number(match[1]),
  );
  expect(widths).toEqual([186, 372]);
});

test('an aim beyond every bar is in the picture', () => {
  const svg = drawChart(reportWith([COMMIT, SYNC]));
  expect(svg).toMatch(/<line class="aim" x1="386"/);
  expect(svg).toMatch(/<rect class="bar own"[^>]* width="93"/);
});

test('what was not measured is left out, and so is a group of nothing', () => {
  const svg = drawChart(reportWith([{ ...COMMIT, value: null }, SYNC]));
  expect(svg).not.toContain('one commit');
  expect(svg).toContain('one fdatasync');
  expect(drawChart(reportWith([]))).not.toContain('class="bar');
});

test('words fit into the picture', () => {
  const svg = drawChart(reportWith([COMMIT, SYNC]));
  const words = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(match => match[1] ?? '');
  expect(words.length).toBeGreaterThan(3);
  expect(words.filter(text => text.length > 46)).toEqual([]);
});
