import { Argument, Command } from 'commander';
import { heldSince, holdContact, holdEverything } from '../../core/flows/legal-hold.ts';
import { COMMAND } from '../../core/store/audit.ts';
import { withQueue } from '../open-queue.ts';
import { wrapped } from '../terminal.ts';
import { typedHere } from '../typed-here.ts';
import { findContact } from './find-contact.ts';

/** `second-ring hold on|off`: a legal hold on everything or on one contact. */
export function holdCommand(): Command {
  return new Command('hold')
    .description('stop all erasing because of a dispute, or let it go on')
    .addArgument(new Argument('<ON_OR_OFF>', 'whether there is a legal hold').choices(['on', 'off']))
    .option(
      '--contact [ID]',
      'only for one contact: the id of theirs or of an entry; left out, their number is asked for',
    )
    .action(async (which: 'on' | 'off', { contact }: { contact?: string | true }, command: Command) => {
      await withQueue(command, async queue => {
        const { store } = queue;
        const on = which === 'on';
        if (contact !== undefined) {
          const { id } = await findContact(queue, contact === true ? undefined : contact);
          const changed = await store.write(tx => holdContact(tx, COMMAND, id, on));
          const everything = await heldSince({ db: store.read });
          return say(
            on
              ? `${changed ? '' : 'It was so already: '}Nothing of this contact is erased, here or at Twilio, until the hold is lifted.`
              : `${changed ? '' : 'It was so already: '}What is over of this contact is erased again${everything === null ? ', from tonight on' : ' once the hold on everything is lifted'}.`,
          );
        }
        const changed = await store.write(tx => holdEverything(tx, COMMAND, on));
        say(
          on
            ? `${changed ? '' : 'It was so already: '}Nothing is erased any more, here or at Twilio, until you say: second-ring hold off`
            : `${changed ? '' : 'It was so already: '}What is over is erased again, from tonight on. Holds on single contacts stay.`,
        );
      });
    });
}

function say(words: string): void {
  process.stdout.write(`${wrapped(typedHere(words)).join('\n')}\n`);
}
