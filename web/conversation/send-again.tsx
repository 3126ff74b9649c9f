import { Ask } from '../ask.tsx';
import { asking } from '../current.ts';
import { type Lost, lost } from '../lost-text.ts';
import { sendAgain } from '../work.ts';
import { say } from './words.ts';

/** Whether a text that may not have arrived is to be sent once more: a person alone can say. */
export function SendAgain() {
  const about = lost.value;
  if (!about) return null;
  return (
    <Ask title={say('again')}>
      <blockquote lang={about.entry.language}>{about.text.body}</blockquote>
      <p>{say(risk(about))}</p>
      <div class="choices">
        <button
          type="button"
          class="main"
          onClick={() => {
            asking.value = null;
            void sendAgain(about.entry, about.text);
          }}
        >
          {say('again_now')}
        </button>
      </div>
    </Ask>
  );
}

function risk({ text }: Lost) {
  if (text.status === 'unknown') return 'again_unknown';
  return text.status === 'not_found' ? 'again_not_found' : 'again_failed';
}
