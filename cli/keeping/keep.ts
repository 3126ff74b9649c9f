import { Command } from 'commander';
import { eraseEntry } from '../../core/flows/contact-erased.ts';
import { keepSome } from '../../core/flows/keeping.ts';
import { heldSince } from '../../core/flows/legal-hold.ts';
import type { EntryId } from '../../core/ids.ts';
import { formatDuration } from '../../core/rules/duration.ts';
import { erasedBefore } from '../../core/rules/keeping.ts';
import { COMMAND } from '../../core/store/audit.ts';
import { crisesOver } from '../../core/store/keeping.ts';
import { askYes } from '../ask-yes.ts';
import { counted } from '../open-config.ts';
import { withQueue } from '../open-queue.ts';
import { Refusal } from '../refusal.ts';
import { wrapped } from '../terminal.ts';
import { typedHere } from '../typed-here.ts';

const LISTED = 100;

/** `second-ring keep`: what the rules of `keep` do, and what they leave to an owner. */
export function keepCommand(): Command {
  const keep = new Command('keep').description('what is erased when its time is over');
  keep.addCommand(waitingCommand(), { isDefault: true });
  keep.addCommand(eraseCrisisCommand());
  keep.addCommand(runCommand());
  return keep;
}

function waitingCommand(): Command {
  return new Command('waiting')
    .description('list handled crises whose time is over, which wait for your yes: what `keep` alone does')
    .action(async (_options: unknown, command: Command) => {
      await withQueue(command, async ({ store, config }) => {
        const before = erasedBefore(config.keep, now()).items;
        const waiting = await crisesOver(store.read, before, LISTED + 1);
        const zone = config.practice.time_zone;
        const lines = waiting.slice(0, LISTED).map(({ id, handled_at }) => {
          const day = Temporal.Instant.fromEpochMilliseconds(handled_at)
            .toZonedDateTimeISO(zone)
            .toPlainDate();
          return `${id}  handled ${day}`;
        });
        if (waiting.length > LISTED) lines.push(`and more than these ${LISTED}`);
        const after =
          lines.length === 0
            ? `No crisis waits: none was handled longer ago than keep.items (${formatDuration(config.keep.items)}).`
            : 'Look at one on the desk (/desk/entry/ID), then: second-ring keep erase-crisis ID';
        say([...lines, ...wrapped(typedHere(after))]);
      });
    });
}

function eraseCrisisCommand(): Command {
  return new Command('erase-crisis')
    .description('erase one of them, for good')
    .argument('<ID>', 'the entry, as `keep waiting` lists it')
    .option('--yes', 'without asking')
    .action(async (entry: string, { yes }: { yes?: true }, command: Command) => {
      await withQueue(command, async ({ store, config }) => {
        const goes = yes || (await askYes('Erase this crisis with all that was said in it?', 'add --yes'));
        if (!goes) throw new Refusal('Nothing was erased.');
        const before = erasedBefore(config.keep, now()).items;
        const asked = { by: COMMAND, entry: entry as EntryId, before };
        while (!(await store.write(tx => eraseEntry(tx, config, asked))));
        await store.emptyLog();
        say(['Erased.']);
      });
    });
}

function runCommand(): Command {
  return new Command('run')
    .description('erase now what is over, and do not wait for the night')
    .action(async (_options: unknown, command: Command) => {
      await withQueue(command, async ({ store, config }) => {
        if ((await heldSince({ db: store.read })) !== null) {
          throw new Refusal(
            'There is a legal hold on everything here: nothing is erased. To lift it: second-ring hold off',
          );
        }
        while (await store.write(tx => keepSome(tx, config)));
        await store.emptyLog();
        const last = await store.read
          .selectFrom('audit')
          .select('details')
          .where('what', '=', 'kept')
          .orderBy('seq', 'desc')
          .executeTakeFirst();
        const went = Object.entries(JSON.parse(last?.details ?? '{}') as Record<string, unknown>)
          .filter((one): one is [string, number] => typeof one[1] === 'number')
          .map(([what, count]) => `${count} ${NAMES[what] ?? what}`);
        say(wrapped(went.length > 0 ? `Erased: ${went.join(', ')}.` : 'Nothing was over.'));
        const waiting = await crisesOver(store.read, erasedBefore(config.keep, now()).items, LISTED);
        if (waiting.length > 0) {
          say(
            wrapped(
              typedHere(
                `${counted(waiting.length, 'crisis', 'crises')} of its time wait for your yes: second-ring keep waiting`,
              ),
            ),
          );
        }
      });
    });
}

const NAMES: Readonly<Record<string, string>> = {
  words_at_twilio: "texts' words at Twilio (in the next minutes)",
  recordings_at_twilio: 'recordings at Twilio (in the next minutes)',
  audit: 'entries of the audit log',
  messages: 'texts',
  recordings: 'sounds of voicemails',
  consents: 'proofs of consent',
};

function now(): number {
  return Temporal.Now.instant().epochMilliseconds;
}

function say(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
