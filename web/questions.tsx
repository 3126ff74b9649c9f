import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { DeskTexts } from '../core/texts/desk/shape.ts';
import { Ask } from './ask.tsx';
import type { Entry } from './ask-server.ts';
import { notReached } from './calling.ts';
import { Check } from './check.tsx';
import { chosen } from './chosen.ts';
import { aboutChosen, asking, current, opened } from './current.ts';
import { keysOn } from './keys.ts';
import { onDemand } from './on-demand.tsx';
import { practice } from './queue-state.ts';
import { session } from './session.ts';
import { doToAll, type What } from './several.ts';
import { say } from './words.ts';
import { assign, handle, letWait, OUTCOMES, take, type Until } from './work.ts';

const SavedReplies = onDemand<{ entry: Entry }>(
  async () => (await import('./conversation/saved-replies.tsx')).SavedReplies,
  children => <Ask title={say('saved_replies')}>{children}</Ask>,
);
const SendAgain = onDemand<object>(
  async () => (await import('./conversation/send-again.tsx')).SendAgain,
  children => <Ask title={say('send_again')}>{children}</Ask>,
);

/** What is being asked before something is done, in front of everything else. */
export function Question() {
  // What it was asked about, whatever has the focus or is chosen since.
  const about = useRef<readonly Entry[] | null>(null);
  if (asking.value === null) {
    about.current = null;
    aboutChosen.value = false;
    return null;
  }
  about.current ??= aboutChosen.value ? chosen.value : current.value ? [current.value] : null;
  if (asking.value === 'keys') return <Keys />;
  if (asking.value === 'again') return <SendAgain />;
  if (asking.value === 'replies') return opened.value && <SavedReplies entry={opened.value} />;
  const entries = about.current;
  if (!entries) return null;
  if (asking.value === 'handle') return <Handle entries={entries} />;
  return asking.value === 'assign' ? <Assign entries={entries} /> : <Wait entries={entries} />;
}

interface About {
  entries: readonly Entry[];
}

/** Does something with one entry, or with several. */
function withEach(entries: readonly Entry[], one: (entry: Entry) => unknown, what: What): unknown {
  const [only, ...others] = entries;
  return only && others.length === 0 ? one(only) : doToAll(entries, what);
}

/** A question's words, and about how many it is asked where that is not seen behind it. */
function titleOf(question: keyof DeskTexts, { entries }: About): string {
  if (entries.length === 1) return say(question);
  return `${say(question)} (${say('several_count', { count: entries.length })})`;
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

function Handle({ entries }: About) {
  const copied = useSignal(false);
  return (
    <Ask title={titleOf('handle_how', { entries })}>
      <Choices>
        {OUTCOMES.map(outcome => (
          <Choice
            key={outcome}
            does={() =>
              withEach(entries, entry => handle(entry, outcome, copied.value), {
                act: 'handle',
                outcome,
                copiedToChart: copied.value,
              })
            }
          >
            {say(outcome)}
          </Choice>
        ))}
        {entries.some(({ lastCall }) => notReached(lastCall)) && (
          <Choice
            does={() => {
              asking.value = 'wait';
            }}
          >
            {say('not_reached')}
          </Choice>
        )}
      </Choices>
      <Check of={copied}>{say('copied_to_chart')}</Check>
    </Ask>
  );
}

function Assign({ entries }: About) {
  const give = (to: string | null) => withEach(entries, entry => assign(entry, to), { act: 'assign', to });
  const me = session.value.is === 'in' ? session.value.who.staff : null;
  const others = (practice.value?.staff ?? []).filter(({ id }) => id !== me);
  return (
    <Ask title={titleOf('assign_to', { entries })}>
      <Choices>
        {me && <Choice does={() => withEach(entries, take, { act: 'take' })}>{say('assign_me')}</Choice>}
        {others.map(({ id, name }) => (
          <Choice key={id} does={() => give(id)}>
            {name}
          </Choice>
        ))}
        {entries.some(entry => entry.owner) && (
          <Choice does={() => give(null)}>{say('assign_nobody')}</Choice>
        )}
      </Choices>
    </Ask>
  );
}

function Wait({ entries }: About) {
  const date = useSignal('');
  const choose = (until: Until) => withEach(entries, entry => letWait(entry, until), { act: 'wait', until });
  return (
    <Ask title={titleOf('wait_until', { entries })}>
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
  ['/', 'key_search'],
  ['x', 'key_choose'],
  ['Shift J, K', 'key_choose_next'],
  ['e', 'key_e'],
  ['a', 'key_a'],
  ['w', 'key_w'],
  ['r', 'key_r'],
  ['c', 'key_c'],
  ['Ctrl Enter', 'key_send'],
  ['z', 'key_z'],
  ['l', 'key_l'],
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
      <Check of={keysOn}>{say('keys_on')}</Check>
    </Ask>
  );
}
