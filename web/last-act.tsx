import { lastAct, undo } from './last-act-state.ts';
import { say } from './words.ts';

/** What was done last, with its undoing; it stays, so that nobody has to be quick. */
export function LastAct() {
  const last = lastAct.value;
  return (
    <div class={last?.wrong ? 'last wrong-act' : 'last'} role="status">
      {last && (
        <>
          <div>
            <p>{last.sentence}</p>
            {last.but && last.but.length > 0 && (
              <ul>
                {last.but.map(sentence => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            )}
          </div>
          {last.undo && (
            <button type="button" class="quiet" onClick={() => void undo()}>
              {say('undo')}
            </button>
          )}
          {last.again && (
            <button type="button" class="quiet" onClick={() => void last.again?.()}>
              {say('try_again')}
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
