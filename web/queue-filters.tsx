import { useRef } from 'preact/hooks';
import { lines } from './lines-state.ts';
import { ASKS, choose, filter, found, isSearching, STATES, seek, sought, WHOSE } from './queue-state.ts';
import { Select } from './select.tsx';
import { say } from './words.ts';

/** Which entries are shown: by what is searched for, state, owner, what was asked, and line where there are several. */
export function Filters() {
  const { state, whose, ask, line } = filter.value;
  const numbers = ['', ...lines.value.map(one => one.number)];
  return (
    <search class="filters">
      <Search />
      <Select
        label={say('state')}
        options={STATES}
        words={one => say(one === 'unhandled' && isSearching() ? 'any_state' : one)}
        value={state}
        choose={one => choose({ state: one })}
      />
      <Select
        label={say('whose')}
        options={WHOSE}
        words={say}
        value={whose}
        choose={one => choose({ whose: one })}
      />
      <Select
        label={say('ask')}
        options={ASKS}
        words={say}
        value={ask}
        choose={one => choose({ ask: one })}
      />
      {lines.value.length > 1 && (
        <Select
          label={say('line')}
          options={numbers}
          words={number => lines.value.find(one => one.number === number)?.name ?? say('any_line')}
          value={line ?? ''}
          choose={number => choose({ line: number === '' ? null : number })}
        />
      )}
    </search>
  );
}

function Search() {
  const field = useRef<HTMLInputElement>(null);
  return (
    <form
      class="search"
      role="presentation"
      onSubmit={event => {
        event.preventDefault();
        seek(sought.value, 'once');
      }}
    >
      <label>
        <span>{say('search')}</span>
        {/* What is typed may be somebody's name: no browser keeps it, nor sends it away to check its spelling. */}
        <input
          type="search"
          ref={field}
          value={sought.value}
          autoComplete="off"
          spellcheck={false}
          enterkeyhint="search"
          maxLength={200}
          placeholder={say('search_what')}
          aria-keyshortcuts="/"
          onInput={event => seek(event.currentTarget.value, 'pause')}
          onKeyDown={event => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            if (sought.value === '') field.current?.blur();
            else seek('', 'once');
          }}
        />
      </label>
      <p class="small" role="status">
        {foundInWords()}
      </p>
    </form>
  );
}

function foundInWords(): string {
  if (!isSearching() || !found.value) return '';
  const { count, more } = found.value;
  if (count === 0) return say(more ? 'found_none_yet' : 'found_none');
  if (more) return say('found_more', { count });
  return count === 1 ? say('found_one') : say('found_many', { count });
}
