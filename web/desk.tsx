import { useEffect } from 'preact/hooks';
import { Conversation } from './conversation.tsx';
import { leave } from './cover.tsx';
import { asking } from './current.ts';
import { connected } from './live.ts';
import { openEntry } from './place.ts';
import { Question } from './questions.tsx';
import { Queue } from './queue.tsx';
import { practice, readQueue } from './queue-state.ts';
import { coversSoon } from './session.ts';
import { DESK_LANGUAGES, type DeskLanguage, language, say, speak } from './words.ts';
import { lastAct, undo } from './work.ts';

/** The queue, and beside it what is open. */
export function Desk({ name }: { name: string }) {
  useEffect(() => void readQueue(true), []);
  return (
    <div class={openEntry.value ? 'desk with-open' : 'desk'}>
      <Bar name={name} />
      <main>
        <Queue />
        <Conversation />
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
      <details class="you">
        <summary>{name}</summary>
        <div>
          <LanguageChoice />
          <button type="button" onClick={() => (asking.value = 'keys')}>
            {say('keys')}
          </button>
          <button type="button" onClick={() => void leave('/auth/sign-out')}>
            {say('sign_out')}
          </button>
          <button type="button" onClick={() => void leave('/auth/sign-out-everywhere')}>
            {say('sign_out_everywhere')}
          </button>
        </div>
      </details>
    </header>
  );
}

export function LanguageChoice() {
  return (
    <label>
      <span>{say('language')}</span>
      <select
        value={language.value}
        onChange={event => void speak(event.currentTarget.value as DeskLanguage)}
      >
        {Object.entries(DESK_LANGUAGES).map(([tag, itself]) => (
          <option key={tag} value={tag} lang={tag}>
            {itself}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What was done last, with its undoing; it stays, so that nobody has to be quick. */
function LastAct() {
  const last = lastAct.value;
  return (
    <div class={last?.wrong ? 'last wrong-act' : 'last'} role="status">
      {last && (
        <>
          <span>{last.sentence}</span>
          {last.undo && (
            <button type="button" class="quiet" onClick={() => void undo()}>
              {say('undo')}
            </button>
          )}
          <button type="button" class="quiet" onClick={() => (lastAct.value = null)}>
            {say('close')}
          </button>
        </>
      )}
    </div>
  );
}
