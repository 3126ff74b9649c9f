import { useEffect, useRef } from 'preact/hooks';
import { ClosedNotes } from './closed-notes.tsx';
import { Conversation } from './conversation.tsx';
import { coverNow, leave } from './cover.tsx';
import { asking } from './current.ts';
import { LanguageChoice } from './language-choice.tsx';
import { LastAct } from './last-act.tsx';
import { readLines } from './lines-state.ts';
import { connected } from './live.ts';
import { Page, PageLinks } from './pages.tsx';
import { openEntry, openPage } from './place.ts';
import { Question } from './questions.tsx';
import { Queue } from './queue.tsx';
import { entries, practice, readQueue } from './queue-state.ts';
import { coversSoon } from './session.ts';
import { say } from './words.ts';

/** The queue, and beside it what is open. */
export function Desk({ name }: { name: string }) {
  // After signing in; else it came with the first view.
  useEffect(() => {
    if (!entries.value) void Promise.all([readQueue(true), readLines()]).catch(() => {});
  }, []);
  return (
    <div class={openEntry.value ? 'desk with-open' : 'desk'}>
      <Bar name={name} />
      <main>
        {/* It stays there unseen, so that what was being typed is there when a page is left. */}
        <div class="work" hidden={openPage.value !== null}>
          <Queue />
          <Conversation />
        </div>
        {openPage.value && <Page key={openPage.value} page={openPage.value} />}
      </main>
      <LastAct />
      <Question />
    </div>
  );
}

function Bar({ name }: { name: string }) {
  return (
    <header class="bar">
      <a class="skip" href="#queue-title">
        {say('skip')}
      </a>
      <span class="practice">{practice.value?.name ?? say('title')}</span>
      <div class="said" role="status">
        {!connected.value && <p class="matters">{say('offline')}</p>}
        {coversSoon.value && <p>{say('covers_soon')}</p>}
      </div>
      <Menu name={name} />
      <ClosedNotes />
    </header>
  );
}

function Menu({ name }: { name: string }) {
  const menu = useRef<HTMLDetailsElement>(null);
  const close = () => {
    if (menu.current) menu.current.open = false;
  };
  return (
    <details
      class="you"
      ref={menu}
      onFocusOut={event => {
        if (event.relatedTarget && !menu.current?.contains(event.relatedTarget as Node)) close();
      }}
      onKeyDown={event => {
        if (event.key !== 'Escape') return;
        close();
        menu.current?.querySelector('summary')?.focus();
      }}
    >
      <summary>{name}</summary>
      <div>
        <PageLinks gone={close} />
        <LanguageChoice />
        <button
          type="button"
          onClick={() => {
            close();
            asking.value = 'keys';
          }}
        >
          {say('keys')}
        </button>
        <button
          type="button"
          onClick={() => {
            close();
            void coverNow();
          }}
        >
          {say('cover_now')}
        </button>
        <button type="button" onClick={() => void leave('/auth/sign-out')}>
          {say('sign_out')}
        </button>
      </div>
    </details>
  );
}
