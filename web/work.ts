import { signal } from '@preact/signals';
import type { DeskTexts } from '../core/texts/desk/shape.ts';
import { answered, desk, type Entry, Refused, sentenceOf } from './ask-server.ts';
import { conversation, readConversation } from './conversation-state.ts';
import { goTo, openEntry } from './place.ts';
import { nameOf, neighbourOf, readQueue, replaceEntry } from './queue-state.ts';
import { say } from './words.ts';

export const OUTCOMES = ['reached', 'left_message', 'booked', 'no_need', 'wrong_number', 'spam'] as const;
export type Outcome = (typeof OUTCOMES)[number];
export type Until = 'later_today' | 'tomorrow_morning' | { date: string };

/** What was done last, or why it was not; it stays until the next act, so that undoing it has no hurry. */
export const lastAct = signal<{
  sentence: string;
  wrong: boolean;
  undo: { entry: string; act: string } | null;
} | null>(null);

const work = desk.entries[':id'];
type Done = { entry: Entry | null; act: string };

const paramsOf = ({ id }: Entry) => ({ param: { id } });
const seenIn = ({ version }: Entry) => ({ version });

export function take(entry: Entry): Promise<boolean> {
  return done(entry, 'done_take', work.take.$post({ ...paramsOf(entry), json: seenIn(entry) }));
}

/** Gives an entry to somebody, or to nobody. */
export function assign(entry: Entry, to: string | null): Promise<boolean> {
  return done(
    entry,
    'done_assign',
    work.assign.$post({ ...paramsOf(entry), json: { ...seenIn(entry), to } }),
  );
}

export function letWait(entry: Entry, until: Until): Promise<boolean> {
  const next = neighbourOf(entry.id);
  const asked = work.wait.$post({ ...paramsOf(entry), json: { ...seenIn(entry), until } });
  return doneAndOn(entry, 'done_wait', asked, next);
}

export function handle(entry: Entry, outcome: Outcome, copiedToChart: boolean): Promise<boolean> {
  const next = neighbourOf(entry.id);
  const json = { ...seenIn(entry), outcome, copiedToChart };
  return doneAndOn(entry, 'done_handle', work.handle.$post({ ...paramsOf(entry), json }), next);
}

export function reopen(entry: Entry): Promise<boolean> {
  return done(entry, 'done_reopen', work.reopen.$post({ ...paramsOf(entry), json: seenIn(entry) }));
}

export function writeNote(entry: Entry, words: string): Promise<boolean> {
  return done(entry, 'done_note', work.note.$post({ ...paramsOf(entry), json: { ...seenIn(entry), words } }));
}

export function reply(entry: Entry, words: string): Promise<boolean> {
  const asked = work.reply.$post({ ...paramsOf(entry), json: { ...seenIn(entry), words } });
  return done(entry, 'done_reply', asked, false);
}

/** Undoes what was done last, and goes back to it. */
export async function undo(): Promise<void> {
  const last = lastAct.value?.undo;
  if (!last) return;
  try {
    await answered(work.undo.$post({ param: { id: last.entry }, json: { act: last.act } }));
    lastAct.value = { sentence: say('done_undo'), wrong: false, undo: null };
    if (openEntry.value !== null) goTo(last.entry);
  } catch (error) {
    lastAct.value = { sentence: sentenceOf(error), wrong: true, undo: null };
  }
  await readAgain(last.entry);
}

type Asked = Parameters<typeof answered<Done>>[0];

async function done(
  entry: Entry,
  sentence: keyof DeskTexts,
  asked: Asked,
  undoable = true,
): Promise<boolean> {
  try {
    const { entry: now, act } = await answered(asked);
    if (now) replaceEntry(now);
    lastAct.value = {
      sentence: say(sentence),
      wrong: false,
      undo: undoable ? { entry: entry.id, act } : null,
    };
    return true;
  } catch (error) {
    lastAct.value = { sentence: whyNot(error), wrong: true, undo: null };
    return false;
  } finally {
    await readAgain(entry.id);
  }
}

/** The same, for what takes an entry off the list: the next one is there. */
async function doneAndOn(
  entry: Entry,
  sentence: keyof DeskTexts,
  asked: Asked,
  next: string | null,
): Promise<boolean> {
  const was = openEntry.value === entry.id;
  const worked = await done(entry, sentence, asked);
  if (worked && was) goTo(next);
  return worked;
}

/** The second of two people is told who was first. */
function whyNot(error: unknown): string {
  if (!(error instanceof Refused) || error.code !== 'changed') return sentenceOf(error);
  const { by } = error.more;
  return typeof by === 'string' ? say('changed_since', { name: nameOf(by) }) : say('changed_new');
}

async function readAgain(entry: string): Promise<void> {
  const shown = conversation.value?.entry?.id === entry && openEntry.value === entry;
  await Promise.all([readQueue(), shown ? readConversation(entry, false) : null]);
}
