import { closeSync, openSync, writeSync } from 'node:fs';
import { Command } from 'commander';
import { soundOf, storedVoicemailsOf } from '../../core/store/sounds.ts';
import { audited } from '../audited.ts';
import { counted } from '../open-config.ts';
import { withQueue } from '../open-queue.ts';
import { Refusal } from '../refusal.ts';
import { findEntryBy } from './find.ts';

/**
 * `second-ring queue listen`: a voicemail as a sound file that any player opens. The file is a client's words in the
 * clear, so it is made for its owner alone and never over another one.
 */
export function listenCommand(): Command {
  return new Command('listen')
    .description('write the latest voicemail of an entry into a sound file')
    .argument('<ID>', 'the entry, as the queue shows it')
    .argument('<FILE>', 'a new file, such as voicemail.wav; delete it when you have listened')
    .action(async (id: string, file: string, _options: unknown, command: Command) => {
      await withQueue(command, async ({ store, ...opened }) => {
        const { id: entry, shortId } = await findEntryBy({ store, ...opened }, id);
        const stored = await storedVoicemailsOf(store.read, entry);
        const latest = stored.at(-1);
        if (!latest) throw new Refusal(`${shortId} has no voicemail that is stored here.`);
        const descriptor = newFile(file);
        try {
          // Before any of it is given out, as at the desk.
          await store.write(tx => audited(tx, 'voicemail_heard', latest.id));
          for await (const piece of soundOf(store.read, latest.id)) writeSync(descriptor, piece);
        } finally {
          closeSync(descriptor);
        }
        const more = stored.length > 1 ? ` (the latest of ${stored.length})` : '';
        process.stdout.write(
          `${file}: ${counted(latest.seconds, 'second')}${more}. It is not encrypted: delete it when you have listened.\n`,
        );
      });
    });
}

function newFile(file: string): number {
  try {
    return openSync(file, 'wx', 0o600);
  } catch (error) {
    if ((error as { code?: unknown }).code === 'EEXIST') {
      throw new Refusal(`${file} is there already; name a new file.`);
    }
    throw error;
  }
}
