import { effect } from '@preact/signals';
import { pageTitle } from './pages.tsx';
import { openPage } from './place.ts';
import { Line } from './queue-line.tsx';
import { choose, entries, failed, filter, more, readQueue, STATES, showMore, WHOSE } from './queue-state.ts';
import { Select } from './select.tsx';
import { say } from './words.ts';

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
      <Select label={say('state')} options={STATES} value={state} choose={one => choose({ state: one })} />
      <Select label={say('whose')} options={WHOSE} value={whose} choose={one => choose({ whose: one })} />
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

/** The tab says how many are new, and nothing about anybody. */
effect(() => {
  const fresh = (entries.value ?? []).filter(entry => entry.newAsks > 0 && entry.state !== 'handled').length;
  const title = openPage.value ? `${pageTitle(openPage.value)} · ${say('title')}` : say('title');
  document.title = fresh > 0 ? `(${fresh}) ${title}` : title;
});
