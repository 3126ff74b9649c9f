import { useEffect, useRef } from 'preact/hooks';
import type { Entry } from './ask-server.ts';
import { CallButtons, CallStatus } from './call.tsx';
import { conversation, conversationFailed, readConversation, readEarlier } from './conversation-state.ts';
import { asking, focused } from './current.ts';
import { asksInWords, factsOf, ownerInWords, whoIs } from './entry-words.ts';
import { goTo, openEntry } from './place.ts';
import { entries, readQueue } from './queue-state.ts';
import { Reply } from './reply.tsx';
import { session } from './session.ts';
import { Timeline } from './timeline.tsx';
import { phoneOf, say, sinceThen } from './words.ts';
import { reopen, take, writeNote } from './work.ts';

/** Everything with one person, and what can be done about it. */
export function Conversation() {
  const id = openEntry.value;
  useEffect(() => {
    if (id) void readConversation(id, true).then(() => readQueue());
  }, [id]);
  if (!id) return <section class="conversation none">{say('choose')}</section>;
  const shown = conversation.value;
  const row = entries.value?.find(entry => entry.id === id) ?? (shown?.entry?.id === id ? shown.entry : null);
  return (
    <section class="conversation" aria-labelledby="conversation-title">
      <p class="back">
        <a
          href="/desk"
          onClick={event => {
            event.preventDefault();
            goTo(null);
          }}
        >
          {say('back')}
        </a>
      </p>
      {row && <Head entry={row} />}
      <History id={id} />
      {row && shown && <Reply key={row.id} entry={row} />}
    </section>
  );
}

function Head({ entry }: { entry: Entry }) {
  const phone = entry.contact?.phone ?? entry.numberNoted;
  const { value } = session;
  const mine = value.is === 'in' && value.who.staff === entry.owner;
  const crisis = entry.priority === 'crisis' && entry.state !== 'handled';
  const about = (what: 'handle' | 'assign' | 'wait') => () => {
    focused.value = null;
    asking.value = what;
  };
  return (
    <header class={crisis ? 'crisis' : ''}>
      <h1 id="conversation-title">{whoIs(entry)}</h1>
      <p class="facts">
        <strong>{asksInWords(entry)}</strong>
        {phone && <a href={`tel:${phone}`}>{phoneOf(phone)}</a>}
        <span>{say('waited', { time: sinceThen(entry.openedAt) })}</span>
        {factsOf(entry).map(({ words, matters }) => (
          <span key={words} class={matters ? 'matters' : ''}>
            {words}
          </span>
        ))}
        {!entry.owner && entry.state !== 'handled' && <span>{ownerInWords(null)}</span>}
      </p>
      <div class="acts">
        {entry.state === 'handled' ? (
          <button type="button" onClick={() => void reopen(entry)}>
            {say('reopen')}
          </button>
        ) : (
          <>
            <CallButtons entry={entry} />
            {!mine && (
              <button type="button" onClick={() => void take(entry)}>
                {say('take')}
              </button>
            )}
            <button type="button" onClick={about('assign')}>
              {say('assign')}
            </button>
            <button type="button" onClick={about('wait')}>
              {say('wait')}
            </button>
            <button type="button" class="main" onClick={about('handle')}>
              {say('handle')}
            </button>
          </>
        )}
      </div>
      <CallStatus call={entry.state === 'handled' ? null : entry.lastCall} />
      <Note key={`${entry.id} ${entry.handover}`} entry={entry} />
    </header>
  );
}

function Note({ entry }: { entry: Entry }) {
  return (
    <details class="note" open={Boolean(entry.handover)}>
      <summary>{say('note')}</summary>
      <form
        onSubmit={event => {
          event.preventDefault();
          const written = new FormData(event.currentTarget as HTMLFormElement).get('note');
          void writeNote(entry, String(written ?? '').trim());
        }}
      >
        <textarea
          name="note"
          rows={2}
          aria-label={say('note')}
          aria-describedby="note-how"
          defaultValue={entry.handover ?? ''}
        />
        <button type="submit">{say('save')}</button>
        <p id="note-how" class="small">
          {say('note_how')}
        </p>
      </form>
    </details>
  );
}

function History({ id }: { id: string }) {
  const shown = conversation.value;
  const box = useRef<HTMLElement>(null);
  const newest = shown?.items[0]?.id;
  useEffect(() => {
    if (newest) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [newest]);
  if (!shown && conversationFailed.value) {
    return (
      <div class="nothing" role="alert">
        <p>{say('failed')}</p>
        <button type="button" onClick={() => void readConversation(id, true)}>
          {say('try_again')}
        </button>
      </div>
    );
  }
  if (!shown) return <p class="nothing">{say('loading')}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (WCAG 2.1.1)
    <section class="history" ref={box} aria-label={say('history')} tabIndex={0}>
      {shown.next && (
        <button type="button" class="quiet" onClick={() => void readEarlier()}>
          {say('earlier')}
        </button>
      )}
      <Timeline items={shown.items} />
    </section>
  );
}
