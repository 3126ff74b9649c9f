import { Command } from 'commander';
import { staffIsActive } from '../../core/flows/staff-is-active.ts';
import { listQueue, wholeEntry } from '../../core/store/queue-view.ts';
import { audited } from '../audited.ts';
import { withQueue } from '../open-queue.ts';
import { Refusal } from '../refusal.ts';
import { shownJson } from '../terminal.ts';
import { findEntryBy } from './find.ts';
import { queueLines } from './list.ts';
import { listenCommand } from './listen.ts';
import { entryPage } from './show.ts';
import { staffFrom } from './staff.ts';
import { watchQueue } from './watch.ts';
import { workCommands } from './work.ts';

/** `second-ring queue` and what can be done with its entries. */
export function queueCommand(): Command {
  const queue = new Command('queue').description('who is waiting for a person, and what was said');
  queue.addCommand(listCommand(), { isDefault: true });
  queue.addCommand(showCommand());
  queue.addCommand(listenCommand());
  for (const work of workCommands()) queue.addCommand(work);
  return queue;
}

function listCommand(): Command {
  return new Command('list')
    .description('list it: what `queue` alone does; with --watch as it changes')
    .option('--watch', 'show the queue as it changes, until Ctrl-C')
    .option('--json', 'print JSON; times are milliseconds since 1970')
    .action(async (options: { watch?: true; json?: true }, command: Command) => {
      if (options.watch && options.json) throw new Refusal('--watch and --json do not go together.');
      await withQueue(command, async opened => {
        if (options.watch) return watchQueue(opened);
        const now = Temporal.Now.instant().epochMilliseconds;
        const entries = await listQueue(opened.store.read, now);
        print(options.json ? [shownJson(entries)] : queueLines(entries, now, opened.config));
      });
    });
}

function showCommand(): Command {
  return new Command('show')
    .description('show an entry with the whole conversation')
    .argument('<ID>', 'the entry, as the queue shows it')
    .option('--as <STAFF>', 'who you are: alerts about what you have seen here are held back')
    .option('--json', 'print JSON; times are milliseconds since 1970')
    .action(async (id: string, { json, as }: { json?: true; as?: string }, command: Command) => {
      await withQueue(command, async opened => {
        const { id: entry } = await findEntryBy(opened, id);
        const named = as ?? process.env.SECOND_RING_STAFF;
        const staff = named ? staffFrom(opened.config, named) : null;
        // Before anything of it is shown, as at the desk.
        await opened.store.write(async tx => {
          if (staff !== null) await staffIsActive(tx, staff, entry);
          await audited(tx, 'viewed', entry, { staff });
        });
        const now = Temporal.Now.instant().epochMilliseconds;
        const whole = await wholeEntry(opened.store.read, entry, now);
        if (!whole) throw new Refusal('This entry was erased just now.');
        print(json ? [shownJson(whole)] : entryPage(whole, now, opened.config));
      });
    });
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
