import { ASK_KINDS } from '../core/rules/asks.ts';
import type { Entry } from './ask-server.ts';
import { nameOf, practice } from './queue-state.ts';
import { session } from './session.ts';
import { minute, phoneOf, say, sinceThen, timeOf } from './words.ts';

/** The name to ask for, or else the number. */
export function whoIs(entry: Entry): string {
  if (entry.nameToAsk) return entry.nameToAsk;
  const phone = entry.contact?.phone ?? entry.numberNoted;
  if (phone) return phoneOf(phone);
  return say(entry.contact ? 'unknown_number' : 'withheld');
}

/** How long somebody has waited; or when it was handled. */
export function ageOf(entry: Entry): string {
  if (entry.state === 'handled' && entry.handledAt !== null) return timeOf(entry.handledAt);
  return sinceThen(entry.openedAt);
}

/** How long somebody has been waiting, in words; or what came of it, and when. */
export function sinceWhen(entry: Entry): string {
  if (entry.state !== 'handled') return say('waited', { time: sinceThen(entry.openedAt) });
  const time = ageOf(entry);
  return say('handled_as', { outcome: say(outcomeKey(entry.outcome ?? '')), time });
}

/** All that they asked for, what matters most first. */
export function asksInWords({ asks }: Entry): string {
  return asks
    .toSorted((a, b) => ASK_KINDS.indexOf(b.kind) - ASK_KINDS.indexOf(a.kind))
    .map(({ kind, times }) => (times > 1 ? say('times', { ask: say(kind), count: times }) : say(kind)))
    .join(' · ');
}

interface Fact {
  words: string;
  matters: boolean;
}

/** What to know of an entry before doing something about it. Beside a conversation some of that is said elsewhere. */
export function factsOf(entry: Entry, { inLine = true }: { inLine?: boolean } = {}): Fact[] {
  const facts: Fact[] = [];
  const add = (words: string, matters = false) => facts.push({ words, matters });
  const done = entry.state === 'handled';
  if (entry.priority === 'late' && !done && entry.state !== 'waiting') add(say('late'), true);
  if (entry.bestTime) add(bestTimeInWords(entry.bestTime));
  if (entry.lastText?.problem) add(say('text_not_arrived'), true);
  else if (entry.lastText?.status === 'delivered' && !done) add(say('text_arrived'));
  if (inLine) {
    if (entry.contact?.texting === 'stopped') add(say('no_texts'), true);
    if (entry.contact?.voicemailOk === false) add(say('no_voicemail'));
    if (entry.contact?.voicemailOk) add(say('voicemail_welcome'));
  }
  if (entry.voicemail === 'lost') add(say('voicemail_lost_short'), true);
  if (entry.voicemail === 'coming') add(say('voicemail_coming'));
  const otherLanguage = entry.language !== practice.value?.language;
  if (otherLanguage && (inLine || !entry.contact)) add(say(`speaks_${entry.language}`));
  if (entry.attempts > 0) {
    add(entry.attempts === 1 ? say('attempts_one') : say('attempts_many', { count: entry.attempts }));
  }
  if (entry.state === 'waiting' && entry.waitsUntil !== null) {
    add(say('waits_until', { time: timeOf(entry.waitsUntil) }));
  }
  if (inLine && done && entry.outcome) add(say(outcomeKey(entry.outcome)));
  if (entry.owner && !done) add(ownerInWords(entry.owner));
  return facts;
}

/** In their own words; that it has gone by is said only where that is certain. */
function bestTimeInWords({ words, ends }: NonNullable<Entry['bestTime']>): string {
  const gone = ends !== null && ends <= minute.value;
  return say(gone ? 'best_time_gone' : 'best_time', { words });
}

export function ownerInWords(owner: string | null): string {
  if (!owner) return say('nobody_has_it');
  const { value } = session;
  const mine = value.is === 'in' && value.who.staff === owner;
  return mine ? say('you_have_it') : say('has_it', { name: nameOf(owner) });
}

const OUTCOME_KEYS = ['reached', 'left_message', 'booked', 'no_need', 'wrong_number', 'spam'] as const;

function outcomeKey(outcome: string) {
  return OUTCOME_KEYS.find(one => one === outcome) ?? 'handled';
}
