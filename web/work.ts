import type { DeskTexts } from '../core/texts/desk/shape.ts';
import { answered, desk, type Entry, type Item } from './ask-server.ts';
import { conversation, readConversation } from './conversation-state.ts';
import { lastAct, notDone } from './last-act-state.ts';
import { goTo, openEntry } from './place.ts';
import { neighbourOf, readQueue, replaceEntry } from './queue-state.ts';
import { say } from './words.ts';

export const OUTCOMES = ['reached', 'left_message', 'booked', 'no_need', 'wrong_number', 'spam'] as const;
export type Outcome = (typeof OUTCOMES)[number];
export type Until = 'later_today' | 'tomorrow_morning' | { date: string };

const work = desk.entries[':id'];
type Done = { entry: Entry | null; act: string };
type Ask = () => Parameters<typeof answered<Done>>[0];

export const paramsOf = ({ id }: Entry) => ({ param: { id } });
export const seenIn = ({ version }: Entry) => ({ version });

export function take(entry: Entry): Promise<boolean> {
  return done(entry, 'done_take', () => work.take.$post({ ...paramsOf(entry), json: seenIn(entry) }));
}

/** Gives an entry to somebody, or to nobody. */
export function assign(entry: Entry, to: string | null): Promise<boolean> {
  return done(entry, 'done_assign', () =>
    work.assign.$post({ ...paramsOf(entry), json: { ...seenIn(entry), to } }),
  );
}

export function letWait(entry: Entry, until: Until): Promise<boolean> {
  const ask = () => work.wait.$post({ ...paramsOf(entry), json: { ...seenIn(entry), until } });
  return done(entry, 'done_wait', ask, { goesOn: true });
}

export function handle(entry: Entry, outcome: Outcome, copiedToChart: boolean): Promise<boolean> {
  const json = { ...seenIn(entry), outcome, copiedToChart };
  return done(entry, 'done_handle', () => work.handle.$post({ ...paramsOf(entry), json }), { goesOn: true });
}

export function reopen(entry: Entry): Promise<boolean> {
  return done(entry, 'done_reopen', () => work.reopen.$post({ ...paramsOf(entry), json: seenIn(entry) }));
}

export function writeNote(entry: Entry, words: string): Promise<boolean> {
  const ask = () => work.note.$post({ ...paramsOf(entry), json: { ...seenIn(entry), words } });
  return done(entry, 'done_note', ask, { keepsWords: true });
}

export function reply(entry: Entry, words: string): Promise<boolean> {
  const ask = () => work.reply.$post({ ...paramsOf(entry), json: { ...seenIn(entry), words } });
  return done(entry, 'done_reply', ask, { keepsWords: true, final: true });
}

/** Sends a text of staff once more, as another one. */
export function sendAgain(entry: Entry, { id: message }: Item): Promise<boolean> {
  const ask = () => work.retry.$post({ ...paramsOf(entry), json: { ...seenIn(entry), message } });
  return done(entry, 'done_reply', ask, { keepsWords: true, final: true });
}

/** Undoes what was done to an entry, and goes back to it. */
async function undoAct(entry: string, act: string): Promise<void> {
  try {
    await answered(work.undo.$post({ param: { id: entry }, json: { act } }));
    lastAct.value = { sentence: say('done_undo'), wrong: false };
    if (openEntry.value !== null) goTo(entry);
  } catch (error) {
    notDone(error, () => undoAct(entry, act));
  }
  await readAgain(entry);
}

interface How {
  /** It takes an entry off the list: the next one is there. */
  goesOn?: boolean;
  /** It cannot be undone. */
  final?: boolean;
  /** Where it was typed it stays, and is sent again from there. */
  keepsWords?: boolean;
}

/** Whether it was done; either way the screen says so. */
export async function done(
  entry: Entry,
  sentence: keyof DeskTexts,
  ask: Ask,
  how: How = {},
): Promise<boolean> {
  const next = neighbourOf(entry.id);
  let worked = false;
  try {
    const { entry: now, act } = await answered(ask());
    if (now) replaceEntry(now);
    lastAct.value = {
      sentence: say(sentence),
      wrong: false,
      ...(how.final ? {} : { undo: () => undoAct(entry.id, act) }),
    };
    worked = true;
  } catch (error) {
    notDone(error, how.keepsWords ? undefined : () => done(entry, sentence, ask, how));
  }
  await readAgain(entry.id);
  if (worked && how.goesOn && openEntry.value === entry.id) goTo(next);
  return worked;
}

async function readAgain(entry: string): Promise<void> {
  const shown = conversation.value?.entry?.id === entry && openEntry.value === entry;
  await Promise.all([readQueue(), shown ? readConversation(entry, false) : null]);
}
