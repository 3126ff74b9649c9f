import { Argument, Command, Option } from 'commander';
import { numberConfirmed } from '../../core/flows/number-confirmed.ts';
import { staffIsActive } from '../../core/flows/staff-is-active.ts';
import { handleEntry, OUTCOMES, type Outcome, staffReplies, takeEntry } from '../../core/flows/work-entry.ts';
import type { EntryId } from '../../core/ids.ts';
import { wholeEntry } from '../../core/store/queue-view.ts';
import { audited } from '../audited.ts';
import { type Queue, withQueue } from '../open-queue.ts';
import { findEntryBy } from './find.ts';
import { staffFrom } from './staff.ts';
import { outcomeWords, staffName, whoWords } from './words.ts';

interface Working extends Queue {
  entry: EntryId;
  shortId: string;
  staff: string;
}

/** `queue take`, `reply`, `handle` and `confirm`. */
export function workCommands(): Command[] {
  return [takeCommand(), replyCommand(), handleCommand(), confirmCommand()];
}

function takeCommand(): Command {
  return onEntry('take', 'take an entry, so that others see who has it').action(
    async (id: string, _options: unknown, command: Command) => {
      await withEntry(command, id, async ({ store, config, entry, staff, shortId }) => {
        await store.write(async tx => {
          await takeEntry(tx, config, { entry, staff });
          await audited(tx, 'entry_take', entry, { staff });
        });
        say(`${shortId} is yours, ${staffName(staff, config)}.`);
      });
    },
  );
}

function replyCommand(): Command {
  return onEntry('reply', 'text the person; automatic texts then keep quiet')
    .addArgument(new Argument('<WORDS>', 'what to text, in quotes'))
    .action(async (id: string, words: string, _options: unknown, command: Command) => {
      await withEntry(command, id, async ({ store, config, entry, staff, shortId }) => {
        await store.write(async tx => {
          await staffReplies(tx, config, { entry, staff, words });
          await audited(tx, 'entry_reply', entry, { staff });
        });
        const view = await wholeEntry(store.read, entry, 0);
        say(`The text to ${view ? whoWords(view, config) : shortId} is on its way. What becomes of it:`);
        say(`npx --no second-ring queue show ${shortId}`);
      });
    });
}

function handleCommand(): Command {
  return onEntry('handle', 'end an entry')
    .addOption(new Option('--outcome <OUTCOME>', 'how it ended').choices(OUTCOMES).makeOptionMandatory())
    .action(async (id: string, { outcome }: { outcome: Outcome }, command: Command) => {
      await withEntry(command, id, async ({ store, config, entry, staff, shortId }) => {
        await store.write(async tx => {
          await handleEntry(tx, config, { entry, staff, outcome });
          await audited(tx, 'entry_handle', entry, { staff });
        });
        say(`${shortId} is handled: ${outcomeWords(outcome)}.`);
      });
    });
}

function confirmCommand(): Command {
  return onEntry('confirm', 'confirm that the number somebody typed is right').action(
    async (id: string, _options: unknown, command: Command) => {
      await withEntry(command, id, async ({ store, config, entry, staff, shortId }) => {
        const confirmed = await store.write(async tx => {
          const done = await numberConfirmed(tx, config, { entry, staff });
          await audited(tx, 'entry_confirm', entry, { staff });
          return done;
        });
        const view = await wholeEntry(store.read, confirmed.entry.id, 0);
        const who = view ? whoWords(view, config) : shortId;
        const kept = view?.shortId ?? shortId;
        say(
          confirmed.joined
            ? `${shortId} is of ${who}, who has an entry already: they are one now, ${kept}.`
            : `${shortId} is now of ${who}.`,
        );
        if (confirmed.contact.texting === 'stopped') say('They are not texted. Call them.');
      });
    },
  );
}

function onEntry(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument('<ID>', 'the entry, as the queue shows it')
    .option('--as <STAFF>', 'who you are: a short name from staff in the configuration');
}

async function withEntry(
  command: Command,
  id: string,
  act: (working: Working) => Promise<void>,
): Promise<void> {
  await withQueue(command, async queue => {
    const staff = staffFrom(queue.config, command.opts<{ as?: string }>().as);
    const { id: entry, shortId } = await findEntryBy(queue, id);
    await queue.store.write(tx => staffIsActive(tx, staff, entry));
    await act({ ...queue, entry, shortId, staff });
  });
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}
