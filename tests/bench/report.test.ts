import { expect, test } from 'vitest';
import type { Figure } from '../../bench/figures.ts';
import { intoPage, lineOf, reportOf } from '../../bench/report.ts';

const START: Figure = {
  part: 'start',
  id: 'start.p50',
  what: 'until it listens',
  value: 412.4,
  unit: 'ms',
  aim: { most: 600 },
};
const RATE: Figure = {
  part: 'webhook',
  id: 'a',
  what: 'throughput',
  value: 0.25,
  unit: 'times',
  aim: { least: 0.4 },
};
const REDIS: Figure = {
  part: 'sending',
  id: 'b',
  what: 'with Redis',
  value: null,
  unit: 'ms',
  aim: { most: 25 },
};
const PLAIN: Figure = { part: 'webhook', id: 'c', what: 'answers', value: 1234.5, unit: 'a second' };

test.each([
  [START, /412 ms {3}aim: at most 600, met$/],
  [RATE, /0\.25 times {3}aim: at least 0\.4, NOT MET$/],
  [REDIS, /not measured here {3}aim: at most 25$/],
  [PLAIN, /1,235 a second$/],
])('a figure is a line that says whether its aim is met', (figure, says) => {
  expect(lineOf(figure)).toMatch(says);
});

const RUN = {
  began: Date.UTC(2026, 10, 20, 12),
  ended: Date.UTC(2026, 10, 20, 12, 5),
  effort: 'whole',
} as const;

test('a report says of each figure with an aim whether it is met, and nothing of what was not measured', () => {
  const report = reportOf(RUN, [START, RATE, REDIS, PLAIN]);
  expect(report.figures.map(({ met }) => met)).toEqual([true, false, undefined, undefined]);
  expect(report).toMatchObject({ at: '2026-11-20T12:00:00.000Z', seconds: 300, effort: 'whole' });
});

test('a page gets the tables in their place, the old ones gone and the rest untouched', () => {
  const page = 'Before.\n\n<!-- figures -->\n| old |\n<!-- /figures -->\n\nAfter.\n';
  const filled = intoPage(page, reportOf(RUN, [START, RATE, REDIS]));
  expect(filled).toMatch(/^Before\.\n\n<!-- figures -->\n/);
  expect(filled).toMatch(/\n<!-- \/figures -->\n\nAfter\.\n$/);
  expect(filled).not.toContain('old');
  expect(filled).toContain('| until it listens | 412 ms | at most 600 | met |');
  expect(filled).toContain('| throughput | 0.25 times | at least 0.4 | **not met** |');
  expect(filled).toContain('| with Redis | not measured | at most 25 |  |');
  expect(intoPage(filled, reportOf(RUN, [START, RATE, REDIS]))).toBe(filled);
});

test('a run of some parts leaves the tables of the others, under the run that they are of', () => {
  const page = 'Before.\n<!-- figures -->\n<!-- /figures -->\nAfter.\n';
  const first = intoPage(page, reportOf(RUN, [START, RATE, REDIS]));
  const later = { ...RUN, began: Date.UTC(2026, 10, 21, 12), ended: Date.UTC(2026, 10, 21, 12, 2) };
  const both = intoPage(first, reportOf(later, [{ ...REDIS, value: 19 }]));
  expect(both).toContain('| until it listens | 412 ms | at most 600 | met |');
  expect(both).toContain('| throughput | 0.25 times | at least 0.4 | **not met** |');
  expect(both).toContain('| with Redis | 19 ms | at most 25 | met |');
  expect(both).not.toContain('not measured');
  expect(both.match(/A run of \d{4}-\d\d-\d\d|^\| [A-Z][^|]+/gm)).toEqual([
    'A run of 2026-11-20',
    '| The webhook of a missed call ',
    'A run of 2026-11-21',
    '| From missed to the carrier being asked ',
    'A run of 2026-11-20',
    '| Starting and resting ',
  ]);
  // A whole run stands under one line again.
  expect(intoPage(both, reportOf(RUN, [START, RATE, REDIS]))).toBe(first);
});

test('a page without a place for them is refused', () => {
  expect(() => intoPage('Nothing here.', reportOf(RUN, []))).toThrow('<!-- figures -->');
});
