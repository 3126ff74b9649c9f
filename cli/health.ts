import { Command } from 'commander';
import { healthFacts } from '../core/flows/health-facts.ts';
import { judgeHealth, worstOf } from '../core/rules/health.ts';
import { bytesIn, healthValues, isTrouble, whyKey } from '../core/rules/health-words.ts';
import { en } from '../core/texts/desk/health/en.ts';
import { fill } from '../core/texts/texts.ts';
import { moment } from './moments.ts';
import { withQueue } from './open-queue.ts';
import { wrapped } from './terminal.ts';
import { typedHere } from './typed-here.ts';

const WRONG = 1;
/** What asks for something first. */
const ORDER = ['wrong', 'look', 'ok'] as const;

/** `second-ring health`: what the desk's page says; it leaves with 1 when something is wrong, so that a timer can tell. */
export function healthCommand(): Command {
  return new Command('health')
    .description('whether everything is well, and what to do where it is not')
    .action(async (_options: unknown, command: Command) => {
      await withQueue(command, async ({ store, config }) => {
        const now = Temporal.Now.instant().epochMilliseconds;
        const findings = judgeHealth(await healthFacts({ store, config, now }));
        const zone = config.practice.time_zone;
        const words = { moment: (at: number) => moment(at, now, zone), bytes: bytesIn('en') };
        const state = worstOf(findings);
        const inOrder = ORDER.flatMap(one => findings.filter(finding => finding.state === one));
        const lines = inOrder.flatMap(finding => {
          const { what, about, texts = [] } = finding;
          const says = fill(en[what], healthValues(finding, words));
          const why = texts.map(one => `${one.count} × ${en[whyKey(one.why)]}`);
          const todo = isTrouble(finding) ? [typedHere(en[`${finding.what}_do`])] : [];
          return [
            ...wrapped(`${en[about]} (${en[finding.state]}): ${says}`),
            ...[...why, ...todo].flatMap(more => wrapped(more, '    ')),
          ];
        });
        process.stdout.write(`${[en[`all_${state}`], '', ...lines].join('\n')}\n`);
        if (state === 'wrong') process.exitCode = WRONG;
      });
    });
}
