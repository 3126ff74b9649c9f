/**
 * `node scripts/count-tests.ts CHECK_EXIT [COMMAND EXIT REPORT]...` prints what came of a run of everything: the reasons
 * that a list of tests does not show, then the counts alone on the last line. Exits with 0 only when all is well.
 */
import { readFileSync } from 'node:fs';
import { countTests, type Report, type Suite } from '../tests/setup/count-tests.ts';

const [checkExit = '', ...runs] = process.argv.slice(2);
const suites: Suite[] = [];
for (let at = 0; at < runs.length; at += 3) {
  const [name = '', exit = '', report = ''] = runs.slice(at, at + 3);
  suites.push({ name, endedWell: exit === '0', report: readReport(report) });
}

const { passed, failed, reasons } = countTests(suites, checkExit === '0');
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
