import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Ask } from '../ask.tsx';
import { answered, desk, type Entry, sentenceOf } from '../ask-server.ts';
import { drafts, keepDraft } from '../conversation-state.ts';
import { asking } from '../current.ts';
import { DESK_LANGUAGES } from '../words.ts';
import { say } from './words.ts';

type Reply = Awaited<ReturnType<typeof read>>[number];

async function read() {
  return (await answered(desk.replies.$get())).replies;
}

/** The practice's saved replies: one is put where one writes, and goes nowhere by itself. */
export function SavedReplies({ entry }: { entry: Entry }) {
  const replies = useSignal<readonly Reply[] | null>(null);
  const problem = useSignal('');
  useEffect(() => {
    read().then(
      found => {
        replies.value = found;
      },
      error => {
        problem.value = sentenceOf(error);
      },
    );
  }, []);
  const own = entry.contact?.language ?? entry.language;
  const choices = (replies.value ?? []).flatMap(({ name, words }) =>
    (['en', 'es'] as const)
      .toSorted((a, b) => Number(b === own) - Number(a === own))
      .flatMap(language => {
        const said = words[language];
        return said ? [{ name, language, said }] : [];
      }),
  );
  return (
    <Ask title={say('replies')}>
      {problem.value && <p role="alert">{problem.value}</p>}
      {!problem.value && !replies.value && <p>{say('replies_coming')}</p>}
      {replies.value && choices.length === 0 && <p>{say('no_replies')}</p>}
      <div class="choices">
        {choices.map(({ name, language, said }) => (
          <button key={`${name} ${language}`} type="button" onClick={() => put(entry, said)}>
            <span class="small">
              {name.replaceAll('_', ' ')} · {DESK_LANGUAGES[language]}
            </span>
            <br />
            <span lang={language}>{said}</span>
          </button>
        ))}
      </div>
    </Ask>
  );
}

/** Puts words after what was written already, and the cursor after them. */
function put(entry: Entry, said: string): void {
  const before = drafts.value[entry.id]?.trimEnd() ?? '';
  keepDraft(entry.id, before === '' ? said : `${before} ${said}`);
  asking.value = null;
  requestAnimationFrame(toTheEnd);
}

function toTheEnd(): void {
  // While the dialog is there nothing behind it takes the focus.
  if (document.querySelector('dialog[open]')) {
    requestAnimationFrame(toTheEnd);
    return;
  }
  const field = document.querySelector<HTMLTextAreaElement>('.reply textarea');
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
}
