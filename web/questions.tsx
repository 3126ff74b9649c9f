import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Entry } from './ask-server.ts';
import { asking, current } from './current.ts';
import { keysOn } from './keys.ts';
import { practice } from './queue-state.ts';
import { session } from './session.ts';
import { say } from './words.ts';
import { assign, handle, letWait, OUTCOMES, take, type Until } from './work.ts';

/** What is being asked before something is done, in front of everything else. */
export function Question() {
  // The one it was asked about, whatever has the focus since.
  const about = useRef<Entry | null>(null);
  if (asking.value === null) {
    about.current = null;
    return null;
  }
  about.current ??= current.value;
  if (asking.value === 'keys') return <Keys />;
  const entry = about.current;
  if (!entry) return null;
  if (asking.value === 'handle') return <Handle entry={entry} />;
  return asking.value === 'assign' ? <Assign entry={entry} /> : <Wait entry={entry} />;
}

function Ask({ title, children }: { title: string; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby="question" onClose={() => (asking.value = null)}>
      <h2 id="question">{title}</h2>
      {children}
      <p class="ways">
        <button type="button" class="quiet" onClick={() => dialog.current?.close()}>
          {say(asking.value === 'keys' ? 'close' : 'cancel')}
        </button>
      </p>
    </dialog>
  );
}

function Choices({ children }: { children: ComponentChildren }) {
  return <div class="choices">{children}</div>;
}

function Choice({ does, children }: { does: () => unknown; children: ComponentChildren }) {
  return (
    <button
      type="button"
      onClick={() => {
        asking.value = null;
        does();
      }}
    >
      {children}
    </button>
  );
}

function Handle({ entry }: { entry: Entry }) {
  const copied = useSignal(false);
  return (
    <Ask title={say('handle_how')}>
      <Choices>
        {OUTCOMES.map(outcome => (
          <Choice key={outcome} does={() => handle(entry, outcome, copied.value)}>
            {say(outcome)}
          </Choice>
        ))}
      </Choices>
      <label class="check">
        <input
          type="checkbox"
          checked={copied.value}
          onChange={event => (copied.value = event.currentTarget.checked)}
        />
        {say('copied_to_chart')}
      </label>
    </Ask>
  );
}

function Assign({ entry }: { entry: Entry }) {
  const me = session.value.is === 'in' ? session.value.who.staff : null;
  const others = (practice.value?.staff ?? []).filter(({ id }) => id !== me);
  return (
    <Ask title={say('assign_to')}>
      <Choices>
        {me && <Choice does={() => take(entry)}>{say('assign_me')}</Choice>}
        {others.map(({ id, name }) => (
          <Choice key={id} does={() => assign(entry, id)}>
            {name}
          </Choice>
        ))}
        {entry.owner && <Choice does={() => assign(entry, null)}>{say('assign_nobody')}</Choice>}
      </Choices>
    </Ask>
  );
}

function Wait({ entry }: { entry: Entry }) {
  const date = useSignal('');
  const choose = (until: Until) => letWait(entry, until);
  return (
    <Ask title={say('wait_until')}>
      <Choices>
        <Choice does={() => choose('later_today')}>{say('later_today')}</Choice>
        <Choice does={() => choose('tomorrow_morning')}>{say('tomorrow_morning')}</Choice>
      </Choices>
      <form
        class="day"
        onSubmit={event => {
          event.preventDefault();
          asking.value = null;
          void choose({ date: date.value });
        }}
      >
        <label>
          <span>{say('wait_date')}</span>
          <input
            type="date"
            required
            value={date.value}
            onInput={event => (date.value = event.currentTarget.value)}
          />
        </label>
        <button type="submit">{say('wait_this_day')}</button>
      </form>
    </Ask>
  );
}

const LISTED = [
  ['j', 'key_next'],
  ['k', 'key_previous'],
  ['Enter', 'key_enter'],
  ['e', 'key_e'],
  ['a', 'key_a'],
  ['w', 'key_w'],
  ['r', 'key_r'],
  ['Ctrl Enter', 'key_send'],
  ['z', 'key_z'],
  ['?', 'key_help'],
] as const;

function Keys() {
  return (
    <Ask title={say('keys')}>
      <dl class="keys">
        {LISTED.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{say(what)}</dd>
          </div>
        ))}
      </dl>
      <label class="check">
        <input
          type="checkbox"
          checked={keysOn.value}
          onChange={event => (keysOn.value = event.currentTarget.checked)}
        />
        {say('keys_on')}
      </label>
    </Ask>
  );
}
