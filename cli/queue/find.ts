import type { EntryId } from '../../core/ids.ts';
import { findByShortId } from '../../core/store/queue-view.ts';
import type { Queue } from '../open-queue.ts';
import { Refusal } from '../refusal.ts';
import { shown } from '../terminal.ts';

/** The one entry that a person means by a short id. @throws Refusal when it is none, or several. */
export async function findEntryBy(
  { store }: Queue,
  written: string,
): Promise<{ id: EntryId; shortId: string }> {
  const found = await findByShortId(store.read, written);
  const [only, ...others] = found;
  if (!only) {
    throw new Refusal(
      `There is no entry ${shown(written)}. Write at least the four characters that the queue shows: npx --no second-ring queue`,
    );
  }
  if (others.length > 0) {
    const named = found.map(entry => entry.shortId).join(', ');
    throw new Refusal(`${shown(written)} could be several entries: ${named}. Write one of these.`);
  }
  return only;
}
