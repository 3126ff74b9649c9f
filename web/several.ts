import { answered, desk, type Entry, refusedBy } from './ask-server.ts';
import { choosing, endChoosing, setChosen } from './chosen.ts';
import { readConversation } from './conversation-state.ts';
import { whoIs } from './entry-words.ts';
import { type LastAct, lastAct, notDone, whyNot } from './last-act-state.ts';
import { goTo, openEntry } from './place.ts';
import { neighbourOf, readQueue } from './queue-state.ts';
import { say } from './words.ts';
import type { Outcome, Until } from './work.ts';

/** As many as the API takes at once. */
const AT_ONCE = 100;

type Batch = Parameters<typeof desk.entries.batch.$post>[0]['json'];
/** What can be done with several entries at once. */
export type What =
  | { act: 'take' }
  | { act: 'assign'; to: string | null }
  | { act: 'wait'; until: Until }
  | { act: 'handle'; outcome: Outcome; copiedToChart: boolean }
  | { act: 'reopen' };

interface Came {
  /** Each entry that it was done to, with the act by which it is undone. */
  done: { id: Entry['id']; act: string }[];
  but: string[];
}

/** Does one thing with several entries, and says of which it was not done, by name, and why. */
export async function doToAll(entries: readonly Entry[], what: What): Promise<void> {
  const next = neighbourOf(...entries.map(entry => entry.id));
  const open = openEntry.value;
  try {
    const came = await inTurn(entries, some => ({
      ...what,
      entries: some.map(({ id, version }) => ({ id, version })),
    }));
    const did = came.done.map(({ id }) => id);
    // What was not done stays chosen, to be looked at or tried again.
    if (came.but.length === 0) endChoosing();
    else setChosen(did, false);
    const undo = came.done.length > 0 ? { undo: () => undoAll(entries, came.done) } : {};
    tell(came, say('several_all', { count: entries.length }), undo);
    if (open && did.some(id => id === open) && openEntry.value === open) {
      if (what.act === 'handle' || what.act === 'wait') goTo(next);
      else void readConversation(open, false);
    }
  } catch (error) {
    notDone(error, () => doToAll(entries, what));
  }
  await readQueue();
}

async function undoAll(
  entries: readonly Entry[],
  acts: readonly { id: Entry['id']; act: string }[],
): Promise<void> {
  const those = new Map(entries.map(entry => [entry.id, entry]));
  const told = acts.flatMap(({ id, act }) => {
    const entry = those.get(id);
    return entry ? [{ ...entry, act }] : [];
  });
  try {
    const came = await inTurn(told, some => ({
      act: 'undo',
      entries: some.map(({ id, act }) => ({ id, act })),
    }));
    tell(came, say('done_undo'));
  } catch (error) {
    notDone(error, () => undoAll(entries, acts));
  }
  choosing.value = false;
  await readQueue();
}

async function inTurn<One extends Entry>(
  entries: readonly One[],
  batchOf: (some: readonly One[]) => Batch,
): Promise<Came> {
  const names = new Map(entries.map(entry => [entry.id, whoIs(entry)]));
  const came: Came = { done: [], but: [] };
  for (let from = 0; from < entries.length; from += AT_ONCE) {
    const some = entries.slice(from, from + AT_ONCE);
    try {
      const { results } = await answered(desk.entries.batch.$post({ json: batchOf(some) }));
      for (const { id, act, problem } of results) {
        if (act !== null) came.done.push({ id, act });
        else came.but.push(`${names.get(id)}: ${reasonOf(problem)}`);
      }
    } catch (error) {
      if (from === 0) throw error;
      came.but.push(...some.map(entry => `${whoIs(entry)}: ${whyNot(error)}`));
    }
  }
  return came;
}

function reasonOf(problem: ({ status: number } & Record<string, unknown>) | null): string {
  return problem ? whyNot(refusedBy(problem.status, problem)) : say('failed');
}

function tell({ done, but }: Came, all: string, more: Pick<LastAct, 'undo'> = {}): void {
  const some = say('several_some', { count: done.length, all: done.length + but.length });
  lastAct.value = { sentence: but.length === 0 ? all : some, wrong: done.length === 0, but, ...more };
}
