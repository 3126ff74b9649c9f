import { writeFileSync } from 'node:fs';
import { StartupError } from '../core/errors.ts';
import { traceOf } from './trace.ts';

/**
 * Sees to it that a process of ours takes what it knows to its grave. Its memory holds clients' words and the key of the
 * database: no core file, no diagnostic report, no debugger on a signal, and no error with its message at the terminal.
 * What options of Node.js ask for beyond that can only be refused (`refuseTellingOptions`).
 */
export function keepLastWords(): void {
  leaveMemoryOutOfCoreFiles();
  const { report } = process;
  report.reportOnFatalError = false;
  report.reportOnUncaughtException = false;
  report.reportOnSignal = false;
  report.excludeEnv = true;
  // With a listener of ours Node.js does not open its debugger at this signal.
  process.on('SIGUSR1', () => {});
  process.on('uncaughtException', error => {
    process.stderr.write(`This is a defect of Second Ring, please report it:\n${traceOf(error)}\n`);
    process.exit(1);
  });
}

/**
 * Linux writes those parts of a process into its core file that are named here as bits: none of them. A limit on the
 * size of core files would be simpler, and cannot be set from inside. https://man7.org/linux/man-pages/man5/core.5.html
 */
function leaveMemoryOutOfCoreFiles(): void {
  try {
    writeFileSync('/proc/self/coredump_filter', '0');
  } catch {
    // No Linux, or no /proc: `ulimit -c 0` is what is left, and SECURITY.md says so.
  }
}

/** What Node.js can be told that writes a process's memory into files, prints it, or opens it to a debugger. */
const TELLING =
  /^--(?:inspect|heapsnapshot|heap-prof|report-|abort-on-uncaught-exception|trace-(?:uncaught|sigint|event))/;

/**
 * Refuses to work under options of Node.js that would write clients' words to the disk. Throws StartupError.
 *
 * @param options the process's own (`process.execArgv`) and those of its environment (`NODE_OPTIONS`)
 */
export function refuseTellingOptions(options: readonly string[], environment: string): void {
  const all = [...options, ...environment.split(/\s+/)].map(option => option.replaceAll('_', '-'));
  const telling = all.find(option => TELLING.test(option));
  if (!telling) return;
  throw new StartupError(
    `Node.js was started with ${telling.replace(/=.*/s, '')}, which can write clients' words to the disk or show them: take it out of the command or of NODE_OPTIONS.`,
  );
}
