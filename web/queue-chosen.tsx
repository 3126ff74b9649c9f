import { chooseAll, choosing, chosen, endChoosing } from './chosen.ts';
import { aboutChosen, asking } from './current.ts';
import { entries } from './queue-state.ts';
import { doToAll } from './several.ts';
import { say } from './words.ts';

/** What can be done with the chosen lines; before any is chosen, the way to begin. */
export function Chosen() {
  if (!entries.value?.length && !choosing.value) return null;
  if (!choosing.value) {
    return (
      <p class="choosing">
        <button type="button" class="quiet" onClick={() => (choosing.value = true)}>
          {say('choose_several')}
        </button>
      </p>
    );
  }
  const count = chosen.value.length;
  const ask = (what: 'assign' | 'wait' | 'handle') => () => {
    aboutChosen.value = true;
    asking.value = what;
  };
  const act = (words: string, does: () => void) => (
    <button type="button" aria-disabled={count === 0} onClick={() => count > 0 && does()}>
      {words}
    </button>
  );
  const handled = count > 0 && chosen.value.every(entry => entry.state === 'handled');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a legend may not tell of changes
    <div class="choosing several" role="group" aria-label={say('choose_several')}>
      <div>
        <p role="status">{count === 1 ? say('several_one') : say('several_count', { count })}</p>
        <button type="button" class="quiet" onClick={chooseAll}>
          {say('choose_all')}
        </button>
        <button type="button" class="quiet" onClick={endChoosing}>
          {say('choose_end')}
        </button>
      </div>
      <div>
        {handled ? (
          act(say('reopen'), () => void doToAll(chosen.value, { act: 'reopen' }))
        ) : (
          <>
            {act(say('take'), () => void doToAll(chosen.value, { act: 'take' }))}
            {act(say('assign'), ask('assign'))}
            {act(say('wait'), ask('wait'))}
            {act(say('handle'), ask('handle'))}
          </>
        )}
      </div>
    </div>
  );
}
