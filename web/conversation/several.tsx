import { useSignal } from '@preact/signals';
import { LONGEST_NAME } from '../../core/rules/longest.ts';
import { desk, type Entry } from '../ask-server.ts';
import { conversation } from '../conversation-state.ts';
import { asksInWords, whoIs } from '../entry-words.ts';
import { goTo } from '../place.ts';
import { entries } from '../queue-state.ts';
import { say as sayOnDesk, timeOf } from '../words.ts';
import { done, paramsOf, seenIn } from '../work.ts';
import { say } from './words.ts';

const acts = desk.entries[':id'];

/** Several people behind one number, or one person behind several entries. */
export function Several({ entry }: { entry: Entry }) {
  if (entry.state === 'handled') return null;
  const joins = entry.apart || !entry.contact;
  return (
    <>
      {entry.contact && entry.asks.length > 1 && <Split key={entry.id} entry={entry} />}
      {joins && <Join key={entry.id} entry={entry} />}
    </>
  );
}

function Split({ entry }: { entry: Entry }) {
  const chosen = useSignal<readonly string[]>([]);
  const name = useSignal('');
  const ready =
    chosen.value.length > 0 && chosen.value.length < entry.asks.length && name.value.trim() !== '';
  return (
    <details>
      <summary>{say('split')}</summary>
      <form
        onSubmit={async event => {
          event.preventDefault();
          if (!ready) return;
          const json = { ...seenIn(entry), asks: [...chosen.value], nameToAsk: name.value };
          const ask = () => acts.split.$post({ ...paramsOf(entry), json });
          const split = await done(entry, 'done_split', ask);
          if (split) {
            chosen.value = [];
            name.value = '';
          }
        }}
      >
        <fieldset>
          <legend>{say('split_which')}</legend>
          {entry.asks.map(({ id, kind, at, nameToAsk }) => (
            <label key={id} class="check">
              <input
                type="checkbox"
                disabled={kind === 'crisis'}
                checked={chosen.value.includes(id)}
                onChange={event => {
                  const others = chosen.value.filter(one => one !== id);
                  chosen.value = event.currentTarget.checked ? [...others, id] : others;
                }}
              />
              <span>{[sayOnDesk(kind), timeOf(at), nameToAsk].filter(Boolean).join(' · ')}</span>
            </label>
          ))}
        </fieldset>
        <div class="line">
          <label>
            <span>{say('split_name')}</span>
            <input
              required
              maxLength={LONGEST_NAME}
              value={name.value}
              autoComplete="off"
              onInput={event => {
                name.value = event.currentTarget.value;
              }}
            />
          </label>
          <button type="submit" aria-disabled={!ready}>
            {say('split_now')}
          </button>
        </div>
        <p class="small">{say('split_how')}</p>
      </form>
    </details>
  );
}

function Join({ entry }: { entry: Entry }) {
  const into = useSignal('');
  const known = (entries.value ?? []).filter(({ contact, state }) => contact && state !== 'handled');
  const others = entry.apart ? (conversation.value?.beside ?? []) : known;
  if (others.length === 0) return null;
  return (
    <details>
      <summary>{say('join')}</summary>
      <form
        class="line"
        onSubmit={async event => {
          event.preventDefault();
          if (into.value === '') return;
          const json = { ...seenIn(entry), into: into.value };
          const ask = () => acts.join.$post({ ...paramsOf(entry), json });
          const joined = await done(entry, 'done_join', ask);
          if (joined) goTo(into.value);
        }}
      >
        <label>
          <span>{say('join_which')}</span>
          <select
            required
            value={into.value}
            onChange={event => {
              into.value = event.currentTarget.value;
            }}
          >
            <option value="">{say('join_choose')}</option>
            {others.map(other => (
              <option key={other.id} value={other.id}>
                {`${whoIs(other)} · ${asksInWords(other)}`}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" aria-disabled={into.value === ''}>
          {say('join_now')}
        </button>
      </form>
      <p class="small">{say('join_how')}</p>
    </details>
  );
}
