/**
 * `node scripts/count-tests.ts REPORT TESTS_EXIT CHECK_EXIT` prints what came of a run of everything: the reasons that
 * a list of tests does not show, then the counts alone on the last line. Exits with 0 only when all is well.
 */
import { readFileSync } from 'node:fs';
import { countTests, type Report } from '../tests/setup/count-tests.ts';

const [report = '', testsExit = '', checkExit = ''] = process.argv.slice(2);

const { passed, failed, reasons } = countTests(readReport(report), testsExit === '0', checkExit === '0');
for (const reason of reasons) process.stdout.write(`${reason}\n`);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function readReport(path: string): Report | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Report;
  } catch {
    return null;
  }
}
