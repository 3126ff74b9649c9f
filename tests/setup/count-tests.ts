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

/** A run of some of the tests. */
export interface Suite {
  /** The command that ran them. */
  name: string;
  /** Null when vitest wrote none. */
  report: Report | null;
  /** Whether the run's own exit code was 0. */
  endedWell: boolean;
}

/** Counts the tests of all runs, and the check of format, lint and types as one more. */
export function countTests(suites: readonly Suite[], checked: boolean): Counts {
  const all = suites.map(countSuite);
  const check = checked
    ? { passed: 1, failed: 0, reasons: [] }
    : { passed: 0, failed: 1, reasons: ['npm run check failed: format, lint or types.'] };
  return [check, ...all].reduce((sum, one) => ({
    passed: sum.passed + one.passed,
    failed: sum.failed + one.failed,
    reasons: [...sum.reasons, ...one.reasons],
  }));
}

/**
 * Counts the tests of one run. Beside the tests that failed, each of these counts as one failure: no report at all, a
 * file that broke outside its tests, a test that was left out, no test, and a run that ended badly although no test says
 * why (an error that nobody caught).
 */
function countSuite({ name, report, endedWell }: Suite): Counts {
  const reasons: string[] = [];
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
  if (!report) reasons.push(`${name} ended without a report.`);
  else if (tests.length === 0) reasons.push(`${name}: no test ran.`);
  else if (!endedWell && failing === 0 && reasons.length === 0) {
    reasons.push(`${name}: all tests passed, but the run did not: an error outside them, see above.`);
  }
  const passed = tests.filter(test => test.status === 'passed').length;
  return { passed, failed: failing + reasons.length, reasons };
}
