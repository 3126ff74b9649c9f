import { useFocusAlong } from './focus-along.ts';
import { Chosen } from './queue-chosen.tsx';
import { Filters } from './queue-filters.tsx';
import { Line } from './queue-line.tsx';
import {
  entries,
  failed,
  filter,
  isEverything,
  isSearching,
  more,
  readQueue,
  showMore,
} from './queue-state.ts';
import { say } from './words.ts';

/** Everybody who waits for a person, a line each. */
export function Queue() {
  useFocusAlong();
  return (
    <section class="queue" aria-labelledby="queue-title">
      <h1 id="queue-title">{say('queue')}</h1>
      <Filters />
      <Chosen />
      <List />
    </section>
  );
}

function List() {
  if (!entries.value && failed.value) {
    return <NotRead />;
  }
  if (!entries.value) return <p class="nothing">{say('loading')}</p>;
  return (
    <>
      {failed.value && <NotRead />}
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

/** What is shown, if anything, is not how things are now. */
function NotRead() {
  return (
    <div class="nothing" role="alert">
      <p>{say('failed')}</p>
      <button type="button" onClick={() => void readQueue(true)}>
        {say('try_again')}
      </button>
    </div>
  );
}

function emptiness() {
  if (isSearching()) return 'empty_search';
  if (isEverything()) return 'empty';
  const { state, whose, ask, line } = filter.value;
  const only = whose === 'all' && ask === 'any_ask' && line === null;
  return state === 'handled' && only ? 'empty_handled' : 'empty_filter';
}
