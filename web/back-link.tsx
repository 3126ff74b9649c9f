import { goTo, inPlace } from './place.ts';
import { say } from './words.ts';

/** From what is open back to the queue alone. */
export function BackLink() {
  return (
    <a href="/desk" onClick={inPlace(() => goTo(null))}>
      {say('back')}
    </a>
  );
}
