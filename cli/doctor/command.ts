import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { systemClock } from '../../core/clock.ts';
import { readConfigFile } from '../../core/config/files.ts';
import type { Config } from '../../core/config/schema.ts';
import type { OutwardCheck } from '../../core/doctor/check.ts';
import { OUTWARD_CHECKS } from '../../core/doctor/checks.ts';
import { runChecks } from '../../core/doctor/run-checks.ts';
import { landlines } from '../../core/doctor/twilio.ts';
import { systemRandom } from '../../core/ids.ts';
import { type DoctorFinding, inOrder } from '../../core/rules/doctor/findings.ts';
import { worstOf } from '../../core/rules/health.ts';
import { DATABASE_FILE, openStore, type Store } from '../../core/store/store.ts';
import { configPath } from '../open-config.ts';
import { shownJson } from '../terminal.ts';
import { HERE_CHECKS } from './here.ts';
import { asJson, asTable } from './table.ts';

/**
 * By the worst finding. 1 is what a command leaves with that was refused and `health` with when something is wrong, 2 is a
 * command line that was not understood: so warnings have a code of their own.
 */
const EXIT = { ok: 0, look: 3, wrong: 1 } as const;

/** `second-ring doctor`: looks at everything that this stands on, and says what to do. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('look at everything it stands on, here and outside, and say what to do')
    .option('--json', 'the same for programs')
    .option('--lookups', 'also ask Twilio which phones for alerts are landlines; costs a cent each')
    .addHelpText(
      'after',
      '\nLeaves with 0 when all is well, 3 when something should be looked at, 1 when something fails.',
    )
    .action(async ({ json, lookups }: { json?: true; lookups?: true }, command: Command) => {
      const now = Temporal.Now.instant().epochMilliseconds;
      const { findings, zone } = await examine(
        configPath(command),
        lookups ? [...OUTWARD_CHECKS, landlines] : OUTWARD_CHECKS,
      );
      process.stdout.write(json ? `${shownJson(asJson(findings, now))}\n` : asTable(findings, { now, zone }));
      process.exitCode = EXIT[worstOf(findings)];
    });
}

/** Everything there is to find, and the practice's time zone, where it is known. */
async function examine(
  file: string,
  outward: readonly OutwardCheck[],
): Promise<{ findings: DoctorFinding[]; zone: string }> {
  const reading = readConfigFile(file, process.env);
  const now = () => Temporal.Now.instant().epochMilliseconds;
  const here = runChecks(HERE_CHECKS, signal => ({ reading, now, signal }));
  if (!('config' in reading)) return { findings: await here, zone: Temporal.Now.timeZoneId() };
  const { config } = reading;
  const store = openedStore(config);
  try {
    const outside = runChecks(outward, signal => ({ config, fetch, now, signal, store }));
    const findings = await Promise.all([here, outside]);
    return { findings: inOrder(findings.flat()), zone: config.practice.time_zone };
  } finally {
    await store?.close();
  }
}

/** Null where there is no database or it does not open, which is a finding of its own. */
function openedStore(config: Config): Store | null {
  const { path: folder, key } = config.storage;
  if (!existsSync(join(folder, DATABASE_FILE))) return null;
  try {
    return openStore({ folder, key, clock: systemClock, random: systemRandom, migrates: false });
  } catch {
    return null;
  }
}
