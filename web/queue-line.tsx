import { useEffect, useRef } from 'preact/hooks';
import type { Entry } from './ask-server.ts';
import { choosing, isChosen, setChosen } from './chosen.ts';
import { focused } from './current.ts';
import { ageOf, asksInWords, factsOf, whoIs } from './entry-words.ts';
import { addressOf, goTo, inPlace, openEntry } from './place.ts';
import { say } from './words.ts';

/** One entry: who, what they asked for, and what to know before calling. */
export function Line({ entry }: { entry: Entry }) {
  const line = useRef<HTMLAnchorElement>(null);
  const chosen = openEntry.value === entry.id;
  // After one is handled the next is there: the keyboard goes on from it.
  useEffect(() => {
    if (chosen && (document.activeElement === document.body || !document.activeElement))
      line.current?.focus();
  }, [chosen]);
  return (
    <li
      class={entry.priority === 'crisis' && entry.state !== 'handled' ? 'crisis' : ''}
      onFocusIn={() => (focused.value = entry.id)}
      onFocusOut={() => (focused.value = null)}
    >
      {choosing.value && (
        <input
          type="checkbox"
          aria-label={say('choose_entry', { name: whoIs(entry) })}
          checked={isChosen(entry.id)}
          onChange={event => setChosen([entry.id], event.currentTarget.checked)}
        />
      )}
      <a
        ref={line}
        href={addressOf(entry.id)}
        aria-current={chosen ? 'true' : undefined}
        onClick={inPlace(() => goTo(entry.id))}
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
