import { LONGEST_NOTE } from '../core/rules/longest.ts';
import type { Entry } from './ask-server.ts';
import { changedMeanwhile, drafts, dropDraft, keepDraft } from './conversation-state.ts';
import { say } from './words.ts';
import { writeNote } from './work.ts';

/** A line for whoever works the entry next. It is no place for clinical notes, and says so. */
export function Note({ entry }: { entry: Entry }) {
  const about = `note ${entry.id}`;
  const stands = entry.handover ?? '';
  const words = drafts.value[about] ?? stands;
  return (
    <details class="note" open={stands !== '' || words !== ''}>
      <summary>{say('note')}</summary>
      <form
        onSubmit={async event => {
          event.preventDefault();
          const saved = await writeNote(entry, words.trim());
          if (saved && drafts.value[about] === words) dropDraft(about);
        }}
      >
        <textarea
          rows={2}
          maxLength={LONGEST_NOTE}
          value={words}
          aria-label={say('note')}
          aria-describedby="note-how note-left"
          onInput={event => keepDraft(about, event.currentTarget.value, stands)}
        />
        {changedMeanwhile(about, stands) && (
          <p class="matters">{say('typed_meanwhile', { words: stands === '' ? '–' : stands })}</p>
        )}
        <div class="sending">
          <p id="note-how" class="small">
            {say('note_how')}
          </p>
          <button type="submit">{say('save')}</button>
        </div>
        <p id="note-left" class="small">
          {say('characters_left', { left: LONGEST_NOTE - words.length })}
        </p>
      </form>
    </details>
  );
}
