/** What is read of the JSON that vitest's reporter writes. */
export interface Report {
  testResults: {
    name: string;
    status: 'passed' | 'failed';
    message: string;
    assertionResults: {
      fullName: string;
      status: 'passed' | 'failed' | 'skipped' | 'pending' | 'todo' | 'disabled';
    }[];
  }[];
}

export interface Counts {
  passed: number;
  failed: number;
  /** What went wrong beside the tests that failed by themselves. */
  reasons: string[];
}

/**
 * Counts the tests of a run, and the check of format, lint and types as one more. Beside the tests that failed, each
 * of these counts as one failure: no report at all, a file that broke outside its tests, a test that was left out, no
 * test, and a run that ended badly although no test says why (an error that nobody caught).
 *
 * @param report null when vitest wrote none
 * @param endedWell whether the test run's own exit code was 0
 */
export function countTests(report: Report | null, endedWell: boolean, checked: boolean): Counts {
  const reasons: string[] = [];
  if (!checked) reasons.push('npm run check failed: format, lint or types.');
  const tests = report?.testResults.flatMap(file => file.assertionResults) ?? [];
  const failing = tests.filter(test => test.status === 'failed').length;
  for (const file of report?.testResults ?? []) {
    const explained = file.assertionResults.some(test => test.status === 'failed');
    if (file.status === 'failed' && !explained)
      reasons.push(`${file.name} failed outside its tests: ${file.message}`);
    if (file.status === 'passed' && file.assertionResults.length === 0)
      reasons.push(`${file.name} holds no test.`);
  }
  for (const test of tests) {
    if (test.status !== 'passed' && test.status !== 'failed') reasons.push(`Left out: ${test.fullName}`);
  }
  if (!report) reasons.push('The tests ended without a report.');
  else if (tests.length === 0) reasons.push('No test ran.');
  else if (!endedWell && failing === 0 && reasons.length === (checked ? 0 : 1)) {
    reasons.push('All tests passed, but the run did not: an error outside them, see above.');
  }
  const passed = tests.filter(test => test.status === 'passed').length + (checked ? 1 : 0);
  return { passed, failed: failing + reasons.length, reasons };
}
