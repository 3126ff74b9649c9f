import { expect, test } from 'vitest';
import { countTests, type Report } from './count-tests.ts';

type File = Report['testResults'][number];
type Status = File['assertionResults'][number]['status'];

function file(statuses: Status[], status: File['status'] = 'passed', message = ''): File {
  return {
    name: 'a.test.ts',
    status,
    message,
    assertionResults: statuses.map(one => ({ fullName: 'a test', status: one })),
  };
}

const cases: [
  what: string,
  files: File[] | null,
  endedWell: boolean,
  checked: boolean,
  passed: number,
  failed: number,
][] = [
  ['all is well', [file(['passed', 'passed']), file(['passed'])], true, true, 4, 0],
  ['a test fails', [file(['passed', 'failed'], 'failed')], false, true, 2, 1],
  ['the check fails', [file(['passed'])], true, false, 1, 1],
  ['both fail', [file(['failed'], 'failed')], false, false, 0, 2],
  ['no report', null, false, true, 1, 1],
  ['no report and no check', null, false, false, 0, 2],
  ['no test', [], true, true, 1, 1],
  ['a file that does not load', [file(['passed']), file([], 'failed', 'cannot import')], false, true, 2, 1],
  ['a file without tests', [file(['passed']), file([])], true, true, 2, 1],
  ['a broken hook', [file(['passed'], 'failed', 'hook')], false, true, 2, 1],
  ['a test left out', [file(['passed', 'skipped'])], true, true, 2, 1],
  ['a test still to be written', [file(['passed', 'todo'])], true, true, 2, 1],
  ['an error nobody caught', [file(['passed'])], false, true, 2, 1],
  ['an error nobody caught, and no check', [file(['passed'])], false, false, 1, 2],
];

test.each(cases)('%s', (_, files, endedWell, checked, passed, failed) => {
  const report = files && { testResults: files };
  const counts = countTests([{ name: 'npm test', report, endedWell }], checked);
  expect(counts).toMatchObject({ passed, failed });
});

test('runs are added up, and each of them that says nothing is a failure', () => {
  const report = { testResults: [file(['passed', 'passed'])] };
  const well = { name: 'npm test', report, endedWell: true };
  expect(countTests([well, well], true)).toEqual({ passed: 5, failed: 0, reasons: [] });
  const silent = { name: 'npm run test:containers', report: null, endedWell: false };
  expect(countTests([well, silent], true)).toEqual({
    passed: 3,
    failed: 1,
    reasons: ['npm run test:containers ended without a report.'],
  });
});

test('the reasons name what a list of tests does not show', () => {
  const broken = { testResults: [file([], 'failed', 'cannot import'), file(['pending'])] };
  const suite = { name: 'npm test', report: broken, endedWell: false };
  expect(countTests([suite], false).reasons).toEqual([
    'npm run check failed: format, lint or types.',
    'a.test.ts failed outside its tests: cannot import',
    'Left out: a test',
  ]);
});
