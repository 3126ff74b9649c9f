import { answered, desk } from './ask-server.ts';
import { lines, noCallsUntil } from './lines-state.ts';
import { readUpTo } from './live.ts';
import { begin, isNew } from './queue-state.ts';
import { askWho, signedIn } from './session.ts';

/**
 * Reads all that is shown at first, in one request. Whoever is not signed in, or sits before a covered screen, gets none of
 * it: then it is asked which of these it is.
 */
export async function readFirstView(): Promise<void> {
  try {
    const view = await answered(desk['first-view'].$get());
    readUpTo(view.seq);
    lines.value = view.lines;
    noCallsUntil.value = view.me.noCallsUntil;
    begin(view.practice, view.queue);
    isNew.value = view.isNew;
    signedIn(view.me, { covered: false, coversIn: view.coversAt - view.now });
  } catch {
    await askWho();
  }
}
