import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../../core/config/schema.ts';
import type { EntryId } from '../../core/ids.ts';
import { type EntryView, listQueue, wholeEntry } from '../../core/store/queue-view.ts';
import type { Store } from '../../core/store/store.ts';
import { timeOfDay } from '../moments.ts';
import type { Queue } from '../open-queue.ts';
import { queueLines } from './list.ts';
import { asksWords, noteWords, stateWords, whoWords } from './words.ts';

/** How often the database is asked whether anything has changed, in milliseconds; it takes some 3 us. */
const EVERY = 100;
/** How often the screen is drawn anew by itself, for the minutes that people have waited. */
const REDRAW = 15_000;

/** Shows the queue as it changes, until Ctrl-C: a screen on a terminal, else a line for each change. */
export async function watchQueue({ store, config }: Queue): Promise<void> {
  const stop = new AbortController();
  const end = () => stop.abort();
  process.once('SIGINT', end).once('SIGTERM', end);
  try {
    const show = process.stdout.isTTY ? onScreen(config) : byLine(store, config);
    await follow(store, stop.signal, show);
  } finally {
    process.off('SIGINT', end).off('SIGTERM', end);
    if (process.stdout.isTTY) process.stdout.write(LEAVE);
  }
}

type Show = (entries: EntryView[], now: number) => Promise<void> | void;

async function follow(store: Store, stop: AbortSignal, show: Show): Promise<void> {
  let seen: number | null = null;
  let drawn = 0;
  while (!stop.aborted) {
    const version = store.dataVersion();
    const now = Temporal.Now.instant().epochMilliseconds;
    if (version !== seen || (process.stdout.isTTY && now - drawn > REDRAW)) {
      await show(await listQueue(store.read, now), now);
      seen = version;
      drawn = now;
    }
    await sleep(EVERY, undefined, { signal: stop }).catch(() => {});
  }
}

// The alternate screen, so that the shell's own text comes back at the end; each line is cleared only behind its new
// words, so that nothing flickers. https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
const ENTER = '\u001b[?1049h\u001b[?25l';
const LEAVE = '\u001b[?25h\u001b[?1049l';
const HOME = '\u001b[H';
const CLEAR_LINE = '\u001b[K';
const CLEAR_BELOW = '\u001b[J';

function onScreen(config: Config): Show {
  process.stdout.write(ENTER);
  return (entries, now) => {
    const footer = `${timeOfDay(now, config.practice.time_zone)}  Ctrl-C ends`;
    const room = Math.max(4, process.stdout.rows - 2);
    const lines = queueLines(entries, now, config);
    const fitting = lines.length > room ? [...lines.slice(0, room - 1), '... and more below'] : lines;
    process.stdout.write(
      `${HOME}${[...fitting, '', footer].map(line => line + CLEAR_LINE).join('\n')}${CLEAR_BELOW}`,
    );
  };
}

function byLine(store: Store, config: Config): Show {
  let before: Map<EntryId, EntryView> | null = null;
  return async (entries, now) => {
    const after = new Map(entries.map(entry => [entry.id, entry]));
    const say = (what: string, entry: EntryView, more: string[] = []) => {
      const parts = [whoWords(entry, config), asksWords(entry), stateWords(entry, config), ...more];
      const time = timeOfDay(now, config.practice.time_zone);
      process.stdout.write(`${time}  ${what}  ${entry.shortId}  ${parts.join('; ')}\n`);
    };
    for (const entry of entries) {
      const known = before?.get(entry.id);
      if (known && JSON.stringify(known) === JSON.stringify(entry)) continue;
      const notes = entry.notes.slice(known?.notes.length ?? 0).map(note => noteWords(note.code, config));
      say(before === null ? 'waiting' : known ? 'changed' : 'new', entry, notes);
    }
    for (const [id, entry] of before ?? []) {
      if (!after.has(id))
        say('handled', { ...((await wholeEntry(store.read, id, now)) ?? entry), shortId: entry.shortId });
    }
    before = after;
  };
}
