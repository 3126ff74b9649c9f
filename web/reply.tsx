import { useSignal } from '@preact/signals';
import { replyWarnings } from '../core/rules/reply-warnings.ts';
import { countSegments } from '../core/rules/segments.ts';
import type { DeskTexts } from '../core/texts/desk/shape.ts';
import type { Entry } from './ask-server.ts';
import { drafts, dropDraft, keepDraft } from './conversation-state.ts';
import { asking, focused } from './current.ts';
import { say, timeOf } from './words.ts';
import { reply } from './work.ts';

/** Where one writes to somebody, or why one cannot. */
export function Reply({ entry }: { entry: Entry }) {
  const busy = useSignal(false);
  const why = whyNot(entry);
  if (why) return <p class="reply why">{why}</p>;
  const quiet = entry.contact?.quietUntil;
  const words = drafts.value[entry.id] ?? '';
  const send = async () => {
    if (busy.value || words.trim() === '') return;
    busy.value = true;
    const sent = await reply(entry, words);
    // What was typed while it was on its way stays.
    if (sent && drafts.value[entry.id] === words) dropDraft(entry.id);
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
        rows={2}
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
        <button
          type="button"
          onClick={() => {
            focused.value = null;
            asking.value = 'replies';
          }}
        >
          {say('saved_replies')}
        </button>
        <button type="submit" class="main" aria-disabled={busy.value || words.trim() === ''}>
          {say(busy.value ? 'sending' : 'send')}
        </button>
      </div>
      <div id="reply-mind" class="small">
        <p>
          {say('mind')} {quiet ? say('quiet_until', { time: timeOf(quiet) }) : say('quiet_after')}
        </p>
        {replyWarnings(words).map(({ code, words: about }) => (
          <p key={code} class="matters">
            {say(`mind_${code}`, { words: about })}
          </p>
        ))}
      </div>
    </form>
  );
}

const STOPPED = {
  keyword: 'cannot_carrier',
  carrier: 'cannot_carrier',
  free_words: 'cannot_opted_out',
  wrong_number: 'cannot_wrong_number',
  star: 'cannot_star',
  staff: 'cannot_staff',
  never_asked: 'cannot_never_asked',
} as const satisfies Record<NonNullable<NonNullable<Entry['contact']>['stoppedHow']>, keyof DeskTexts>;

function whyNot({ state, contact }: Entry): string | null {
  if (state === 'handled') return say('cannot_handled');
  if (!contact?.phone) return say('cannot_no_number');
  if (contact.texting !== 'stopped') return null;
  return say(contact.stoppedHow ? STOPPED[contact.stoppedHow] : 'cannot_opted_out');
}

function cost(words: string): string {
  const { segments, units, encoding, firstOutside } = countSegments(words);
  const most = encoding === 'GSM-7' ? 160 : 70;
  const count =
    segments === 1 ? say('segments_one', { left: most - units }) : say('segments_many', { count: segments });
  return firstOutside ? `${count}. ${say('odd_character', { character: firstOutside })}` : count;
}
