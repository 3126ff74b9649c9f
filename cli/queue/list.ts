import type { Config } from '../../core/config/schema.ts';
import type { EntryView } from '../../core/store/queue-view.ts';
import { counted } from '../open-config.ts';
import { shown, styled, wrapped } from '../terminal.ts';
import {
  asksWords,
  dueWords,
  languageWords,
  noteWords,
  numberWords,
  stateWords,
  waitingWords,
  welcomeWords,
  whoWords,
} from './words.ts';

/** The queue as lines of at most 80 columns. */
export function queueLines(entries: readonly EntryView[], now: number, config: Config): string[] {
  if (entries.length === 0) return ['Nobody is waiting.'];
  const crises = entries.filter(entry => entry.priority === 'crisis').length;
  const late = entries.filter(entry => entry.priority === 'late').length;
  const apart = [
    crises > 0 ? counted(crises, 'crisis', 'crises') : '',
    late > 0 ? `${late} late` : '',
  ].filter(Boolean);
  const heading = `${counted(entries.length, 'entry', 'entries')} in the queue${apart.length > 0 ? `: ${apart.join(', ')}` : ''}`;
  return [styled('bold', heading), ...entries.flatMap(entry => ['', ...entryLines(entry, now, config)])];
}

const INDENT = ' '.repeat(8);

function entryLines(entry: EntryView, now: number, config: Config): string[] {
  const [first = '', ...rest] = wrapped(
    `${entry.priority === 'crisis' ? 'CRISIS: ' : ''}${whoWords(entry, config)}`,
    INDENT,
  );
  const wish = [
    asksWords(entry),
    ...entry.asks.flatMap(ask => (ask.best_time ? [`best time: ${shown(ask.best_time)}`] : [])),
    ...(entry.contact && entry.numberNoted
      ? [`number noted: ${numberWords(entry.numberNoted, config)}`]
      : []),
  ];
  return [
    `${styled('cyan', entry.shortId.padEnd(INDENT.length - 1))} ${styled('bold', first.trimStart())}`,
    ...rest,
    ...wrapped(wish.join('; '), INDENT).map(line =>
      entry.priority === 'crisis' ? styled('red', line) : line,
    ),
    ...wrapped(`${waitingWords(entry, now, config)}, ${dueWords(entry, now, config)}`, INDENT).map(line =>
      entry.priority === 'late' ? styled('yellow', line) : line,
    ),
    ...wrapped(`${stateWords(entry, config)}; ${languageWords(entry)}; ${welcomeWords(entry)}`, INDENT),
    ...entry.notes.flatMap(note =>
      wrapped(`! ${noteWords(note.code, config)}`, INDENT).map(line => styled('yellow', line)),
    ),
  ];
}
