import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { ASK_KINDS } from '../core/rules/asks.ts';
import type { Entry } from './ask-server.ts';
import { focused } from './current.ts';
import { pageTitle } from './pages.tsx';
import { addressOf, goTo, openEntry, openPage } from './place.ts';
import {
  choose,
  entries,
  failed,
  filter,
  more,
  nameOf,
  readQueue,
  STATES,
  showMore,
  WHOSE,
} from './queue-state.ts';
import { session } from './session.ts';
import { phoneOf, say, sinceThen, timeOf } from './words.ts';

/** Everybody who waits for a person, a line each. */
export function Queue() {
  return (
    <section class="queue" aria-labelledby="queue-title">
      <h1 id="queue-title">{say('queue')}</h1>
      <Filters />
      <List />
    </section>
  );
}

function Filters() {
  const { state, whose } = filter.value;
  return (
    <div class="filters">
      <label>
        <span>{say('state')}</span>
        <select
          value={state}
          onChange={event => choose({ state: STATES[event.currentTarget.selectedIndex] ?? state })}
        >
          {STATES.map(one => (
            <option key={one} value={one}>
              {say(one)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{say('whose')}</span>
        <select
          value={whose}
          onChange={event => choose({ whose: WHOSE[event.currentTarget.selectedIndex] ?? whose })}
        >
          {WHOSE.map(one => (
            <option key={one} value={one}>
              {say(one)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function List() {
  if (!entries.value && failed.value) {
    return (
      <div class="nothing" role="alert">
        <p>{say('failed')}</p>
        <button type="button" onClick={() => void readQueue(true)}>
          {say('try_again')}
        </button>
      </div>
    );
  }
  if (!entries.value) return <p class="nothing">{say('loading')}</p>;
  return (
    <>
      {entries.value.length === 0 && <p class="nothing">{say(emptiness())}</p>}
      <ol>
        {entries.value.map(entry => (
          <Line key={entry.id} entry={entry} />
        ))}
      </ol>
      {more.value && (
        <button type="button" class="quiet" onClick={showMore}>
          {say('more')}
        </button>
      )}
    </>
  );
}

function emptiness() {
  const { state, whose } = filter.value;
  if (state === 'unhandled' && whose === 'all') return 'empty';
  return state === 'handled' && whose === 'all' ? 'empty_handled' : 'empty_filter';
}

/** One entry: who, what they asked for, and what to know before calling. */
function Line({ entry }: { entry: Entry }) {
  const line = useRef<HTMLAnchorElement>(null);
  const chosen = openEntry.value === entry.id;
  // After one is handled the next is there: the keyboard goes on from it.
  useEffect(() => {
    if (chosen && (document.activeElement === document.body || !document.activeElement))
      line.current?.focus();
  }, [chosen]);
  return (
    <li class={entry.priority === 'crisis' && entry.state !== 'handled' ? 'crisis' : ''}>
      <a
        ref={line}
        href={addressOf(entry.id)}
        aria-current={chosen ? 'true' : undefined}
        onFocus={() => (focused.value = entry.id)}
        onBlur={() => (focused.value = null)}
        onClick={event => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          goTo(entry.id);
        }}
      >
        <span class="who">
          <strong>{whoIs(entry)}</strong>
          {entry.newAsks > 0 && entry.state !== 'handled' && <span class="new">{say('is_new')}</span>}
          <time dateTime={new Date(entry.openedAt).toISOString()}>{ageOf(entry)}</time>
        </span>
        <span class="asks">{asksInWords(entry)}</span>
        <span class="facts">
          {factsOf(entry).map(fact => (
            <span key={fact.words} class={fact.matters ? 'matters' : ''}>
              {fact.words}
            </span>
          ))}
        </span>
      </a>
    </li>
  );
}

/** The name to ask for, or else the number. */
export function whoIs(entry: Entry): string {
  if (entry.nameToAsk) return entry.nameToAsk;
  const phone = entry.contact?.phone ?? entry.numberNoted;
  if (phone) return phoneOf(phone);
  return say(entry.contact ? 'unknown_number' : 'withheld');
}

function ageOf(entry: Entry): string {
  if (entry.state === 'handled' && entry.handledAt !== null) return timeOf(entry.handledAt);
  return sinceThen(entry.openedAt);
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

/** What to know of an entry before doing something about it. */
export function factsOf(entry: Entry): Fact[] {
  const facts: Fact[] = [];
  const add = (words: string, matters = false) => facts.push({ words, matters });
  const done = entry.state === 'handled';
  if (entry.priority === 'late' && !done && entry.state !== 'waiting') add(say('late'), true);
  if (entry.bestTime) add(say('best_time', { words: entry.bestTime.words }));
  if (entry.lastText?.problem) add(say('text_not_arrived'), true);
  if (entry.contact?.texting === 'stopped') add(say('no_texts'), true);
  if (entry.contact?.voicemailOk === false) add(say('no_voicemail'));
  if (entry.contact?.voicemailOk) add(say('voicemail_welcome'));
  if (entry.language === 'es') add(say('speaks_es'));
  if (entry.attempts > 0) {
    add(entry.attempts === 1 ? say('attempts_one') : say('attempts_many', { count: entry.attempts }));
  }
  if (entry.state === 'waiting' && entry.waitsUntil !== null) {
    add(say('waits_until', { time: timeOf(entry.waitsUntil) }));
  }
  if (done && entry.outcome) add(say(outcomeKey(entry.outcome)));
  if (entry.owner && !done) add(ownerInWords(entry.owner));
  return facts;
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

/** The tab says how many are new, and nothing about anybody. */
effect(() => {
  const fresh = (entries.value ?? []).filter(entry => entry.newAsks > 0 && entry.state !== 'handled').length;
  const title = openPage.value ? `${pageTitle(openPage.value)} · ${say('title')}` : say('title');
  document.title = fresh > 0 ? `(${fresh}) ${title}` : title;
});
