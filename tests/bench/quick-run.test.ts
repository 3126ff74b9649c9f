import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PARTS } from '../../bench/figures.ts';
import type { Report } from '../../bench/report.ts';

const folder = mkdtempSync(join(tmpdir(), 'second-ring-test-'));
const json = join(folder, 'figures.json');
const chart = join(folder, 'chart.svg');
let printed = '';

function bench(...args: string[]) {
  return spawnSync(process.execPath, ['bench/main.ts', ...args], { encoding: 'utf8' });
}

beforeAll(() => {
  const { status, stdout, stderr } = bench('--quick', '--json', json, '--chart', chart);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  printed = stdout;
}, 180_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every part brings its figures, and every one of them is a number', () => {
  const { figures, effort } = JSON.parse(readFileSync(json, 'utf8')) as Report;
  expect(effort).toBe('quick');
  expect(figures.filter(({ value }) => typeof value !== 'number' || value < 0)).toEqual([]);
  expect(new Set(figures.map(({ part }) => part))).toEqual(new Set(Object.keys(PARTS)));
  expect(new Set(figures.map(({ id }) => id)).size).toBe(figures.length);
  expect(figures.filter(({ aim, met }) => (aim === undefined) !== (met === undefined))).toEqual([]);
});

test('each aim of the product is among them', () => {
  const { figures } = JSON.parse(readFileSync(json, 'utf8')) as Report;
  const aims = Object.fromEntries(figures.flatMap(({ id, aim }) => (aim ? [[id, aim]] : [])));
  expect(aims).toMatchObject({
    'webhook.p99.app_to_bare': { most: 3 },
    'webhook.per_second.app_to_bare': { least: 0.4 },
    'webhook.per_second.app_to_express': { least: 1 },
    'commit.p50': { most: expect.any(Number) },
    'sending.p50.alone': { most: 25 },
    'sending.p99.alone': { most: 250 },
    'sending.p50.redis': { most: 25 },
    'sending.p99.redis': { most: 250 },
    'sweep.texts.p99': { most: 250 },
    'start.p50': { most: 600 },
    'rest.proportional': { most: 180 },
  });
});

test('what is printed has every figure, and the chart is drawn', () => {
  const { figures } = JSON.parse(readFileSync(json, 'utf8')) as Report;
  expect(figures.filter(({ what }) => !printed.includes(what))).toEqual([]);
  expect(readFileSync(chart, 'utf8')).toContain('</svg>');
});

test('a part that there is not is refused with those that there are', () => {
  const { status, stderr } = bench('--only', 'webhook,nothing');
  expect(status).toBe(1);
  expect(stderr).toContain('There is no part nothing; there are webhook,');
});
