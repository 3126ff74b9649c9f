import { useFocusAlong } from './focus-along.ts';
import { NotLoaded } from './not-loaded.tsx';
import { goToPage, inPlace } from './place.ts';
import { Chosen } from './queue-chosen.tsx';
import { Filters } from './queue-filters.tsx';
import { Line } from './queue-line.tsx';
import {
  entries,
  failed,
  filter,
  isEverything,
  isNew,
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
  // What is shown, if anything, is not how things are now.
  const notRead = failed.value && <NotLoaded again={() => void readQueue(true)} />;
  if (!entries.value && notRead) return notRead;
  if (!entries.value) return <p class="nothing">{say('loading')}</p>;
  return (
    <>
      {notRead}
      {entries.value.length === 0 && <p class="nothing">{say(emptiness())}</p>}
      {entries.value.length === 0 && isNew.value && <NewHere />}
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

/** The way to what is left to do with a new installation. */
function NewHere() {
  return (
    <p class="nothing">
      <a href="/desk/health" onClick={inPlace(() => goToPage('health'))}>
        {say('new_here')}
      </a>
    </p>
  );
}

function emptiness() {
  if (isSearching()) return 'empty_search';
  if (isEverything()) return 'empty';
  const { state, whose, ask, line } = filter.value;
  const only = whose === 'all' && ask === 'any_ask' && line === null;
  return state === 'handled' && only ? 'empty_handled' : 'empty_filter';
}
