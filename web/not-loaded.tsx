import { say } from './words.ts';

/** In place of what could not be read: why, and a way to ask for it again. */
export function NotLoaded({ why = say('failed'), again }: { why?: string; again: () => void }) {
  return (
    <div class="nothing" role="alert">
      <p>{why}</p>
      <button type="button" onClick={again}>
        {say('try_again')}
      </button>
    </div>
  );
}
