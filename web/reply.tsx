import { useSignal } from '@preact/signals';
import { replyWarnings } from '../core/rules/reply-warnings.ts';
import { countSegments } from '../core/rules/segments.ts';
import type { Entry } from './ask-server.ts';
import { drafts, keepDraft } from './conversation-state.ts';
import { say } from './words.ts';
import { reply } from './work.ts';

/** Where one writes to somebody, or why one cannot. */
export function Reply({ entry }: { entry: Entry }) {
  const busy = useSignal(false);
  const why = whyNot(entry);
  if (why) return <p class="reply why">{why}</p>;
  const words = drafts.value[entry.id] ?? '';
  const send = async () => {
    if (busy.value || words.trim() === '') return;
    busy.value = true;
    if (await reply(entry, words)) keepDraft(entry.id, '');
    busy.value = false;
  };
  return (
    <form
      class="reply"
      onSubmit={event => {
        event.preventDefault();
        void send();
      }}
    >
      <label for="reply">{say('reply_to')}</label>
      <textarea
        id="reply"
        rows={3}
        maxLength={1_600}
        lang={entry.language}
        value={words}
        aria-describedby="reply-cost reply-mind"
        onInput={event => keepDraft(entry.id, event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <div class="sending">
        <p id="reply-cost" class="small">
          {words === '' ? '' : cost(words)}
        </p>
        <button type="submit" class="main" aria-disabled={busy.value || words.trim() === ''}>
          {say(busy.value ? 'sending' : 'send')}
        </button>
      </div>
      <div id="reply-mind" class="small">
        <p>{say('mind')}</p>
        {replyWarnings(words).map(({ code, words: about }) => (
          <p key={code} class="matters">
            {say(`mind_${code}`, { words: about })}
          </p>
        ))}
      </div>
    </form>
  );
}

function whyNot({ state, contact }: Entry): string | null {
  if (state === 'handled') return say('cannot_handled');
  if (!contact?.phone) return say('cannot_no_number');
  if (contact.texting !== 'stopped') return null;
  return say(contact.stoppedHow === 'never_asked' ? 'cannot_never_asked' : 'cannot_opted_out');
}

function cost(words: string): string {
  const { segments, units, encoding, firstOutside } = countSegments(words);
  const most = encoding === 'GSM-7' ? 160 : 70;
  const count =
    segments === 1 ? say('segments_one', { left: most - units }) : say('segments_many', { count: segments });
  return firstOutside ? `${count}. ${say('odd_character', { character: firstOutside })}` : count;
}
