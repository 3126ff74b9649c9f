import { Command, InvalidArgumentError } from 'commander';
import { type AuditEnd, auditBegins, listAudit, verifyAudit } from '../core/store/audit.ts';
import type { AuditRow } from '../core/store/schema.ts';
import { withQueue } from './open-queue.ts';
import { Refusal } from './refusal.ts';
import { shown, shownJson } from './terminal.ts';

const LISTED = 50;

/** `second-ring audit list` and `second-ring audit verify` */
export function auditCommand(): Command {
  const audit = new Command('audit').description('who saw, did or changed what');
  audit.addCommand(listCommand(), { isDefault: true });
  audit.addCommand(verifyCommand());
  return audit;
}

function listCommand(): Command {
  return new Command('list')
    .description('list the latest entries, newest first: what `audit` alone does')
    .option('--most <COUNT>', 'how many', wholeNumber, LISTED)
    .option('--before <NUMBER>', 'only those before the one with this number', wholeNumber)
    .option('--json', 'print JSON; times are milliseconds since 1970')
    .action(async (options: { most: number; before?: number; json?: true }, command: Command) => {
      await withQueue(command, async ({ store, config }) => {
        const rows = await listAudit(store.read, options);
        const zone = config.practice.time_zone;
        const lines = options.json ? [shownJson(rows)] : rows.map(row => lineOf(row, zone));
        process.stdout.write(
          `${lines.length > 0 ? lines.join('\n') : 'Nothing has been written down yet.'}\n`,
        );
      });
    });
}

function verifyCommand(): Command {
  return new Command('verify')
    .description('check that no entry was changed, taken out or put in')
    .option('--end <END>', 'an end that this command said earlier: it must still be in the log', readEnd)
    .action(async ({ end }: { end?: AuditEnd }, command: Command) => {
      await withQueue(command, async ({ store }) => {
        const verdict = await verifyAudit(store.read, end);
        if (!verdict.ok) throw new Refusal(WRONG[verdict.why](verdict.seq));
        const { seq, hash } = verdict.end;
        const begins = (await auditBegins(store.read)).seq;
        process.stdout.write(
          seq === 0
            ? 'The log is empty.\n'
            : `${begins === 0 ? `All ${seq} entries` : `The entries ${begins + 1} to ${seq}`} are as they were written. The log ends with:\n${seq}:${hash}\nWrite this down elsewhere; --end checks against it that the log was not made anew.\n`,
        );
      });
    });
}

const WRONG = {
  changed: (seq: number) => `Entry ${seq} is not as it was written.`,
  missing: (seq: number) => `Entry ${seq} is missing.`,
  added: (seq: number) => `At entry ${seq} something was put in that is not of this log.`,
  erased: (seq: number) =>
    `That end is of a part that keep.audit has erased since: all up to entry ${seq} is gone. Check against a later one.`,
  another_log: (seq: number) => `Entry ${seq} is another one than at that time: the log was made anew.`,
} as const;

/** `41  2026-11-20 09:41:03  signed_in  who 019a...  about 019b...  how totp` */
function lineOf({ seq, at, who, what, about, details }: AuditRow, zone: string): string {
  const when = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime();
  const more = Object.entries(JSON.parse(details) as object).map(([name, value]) => `${name} ${value}`);
  const parts = [what, ...(who ? [`by ${who}`] : []), ...(about ? [`about ${about}`] : []), ...more];
  return shown(`${seq}  ${when.toString({ smallestUnit: 'second' }).replace('T', ' ')}  ${parts.join('  ')}`);
}

function wholeNumber(written: string): number {
  const number = Number(written);
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('Expected a whole number.');
  return number;
}

function readEnd(written: string): AuditEnd {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(written) ?? [];
  if (seq === undefined || hash === undefined) {
    throw new InvalidArgumentError('Expected an end as `second-ring audit verify` says it.');
  }
  return { seq: Number(seq), hash };
}
