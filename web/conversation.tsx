import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Entry } from './ask-server.ts';
import { BackLink } from './back-link.tsx';
import { CallButtons, CallStatus } from './call.tsx';
import { conversation, conversationFailed, readConversation, readEarlier } from './conversation-state.ts';
import { asking, focused, opened } from './current.ts';
import { asksInWords, factsOf, ownerInWords, sinceWhen, whoIs } from './entry-words.ts';
import { notDone } from './last-act-state.ts';
import { NotLoaded } from './not-loaded.tsx';
import { Note } from './note.tsx';
import { onDemand } from './on-demand.tsx';
import { addressOf, goTo, inPlace, openEntry } from './place.ts';
import { readQueue } from './queue-state.ts';
import { Reply } from './reply.tsx';
import { session } from './session.ts';
import { Timeline } from './timeline.tsx';
import { phoneOf, say } from './words.ts';
import { reopen, take } from './work.ts';

const Person = onDemand<{ entry: Entry }>(async () => (await import('./conversation/person.tsx')).Person);

/** Everything with one person, and what can be done about it. */
export function Conversation() {
  const id = openEntry.value;
  useEffect(() => {
    if (id) void readConversation(id, true).then(() => readQueue());
  }, [id]);
  if (!id) return <section class="conversation none">{say('choose')}</section>;
  const shown = conversation.value;
  const row = opened.value;
  return (
    <section class="conversation" aria-labelledby="conversation-title">
      <p class="back">
        <BackLink />
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
      <h1 id="conversation-title" tabIndex={-1}>
        {whoIs(entry)}
      </h1>
      <p class="facts">
        <strong>{asksInWords(entry)}</strong>
        {phone && <a href={`tel:${phone}`}>{phoneOf(phone)}</a>}
        <span>{sinceWhen(entry)}</span>
        {factsOf(entry, { inLine: false }).map(({ words, matters }) => (
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
      {entry.contact && <Wishes contact={entry.contact} />}
      <Beside />
      <PersonPart entry={entry} />
      <Note key={entry.id} entry={entry} />
    </header>
  );
}

/** How they want to be reached, beside the ways to do it. */
function Wishes({ contact }: { contact: NonNullable<Entry['contact']> }) {
  const { texting, voicemailOk, mayNameUs } = contact;
  const said = (yes: boolean | null) => say(yes === null ? 'wish_unknown' : yes ? 'wish_yes' : 'wish_no');
  return (
    <p class="facts">
      <span class={texting === 'stopped' ? 'matters' : ''}>
        {say('wish_texts', { words: said(texting === 'allowed') })}
      </span>
      <span class={voicemailOk === false ? 'matters' : ''}>
        {say('wish_voicemail', { words: said(voicemailOk) })}
      </span>
      <span class={mayNameUs === false ? 'matters' : ''}>
        {say('wish_name_us', { words: said(mayNameUs) })}
      </span>
      <span>{say(contact.language === 'es' ? 'speaks_es' : 'speaks_en')}</span>
    </p>
  );
}

/** Other people's entries behind the same number. */
function Beside() {
  const beside = conversation.value?.beside ?? [];
  if (beside.length === 0) return null;
  return (
    <p>
      {say('beside')}{' '}
      {beside.map(entry => (
        <a key={entry.id} href={addressOf(entry.id)} onClick={inPlace(() => goTo(entry.id))}>
          {`${whoIs(entry)} (${asksInWords(entry)})`}
        </a>
      ))}
    </p>
  );
}

/** Who it is and how to reach them, fetched when somebody looks; open or not, for one conversation after the other. */
const showsPerson = signal(false);

function PersonPart({ entry }: { entry: Entry }) {
  return (
    <details
      class="who-it-is"
      open={showsPerson.value}
      onToggle={event => {
        showsPerson.value = event.currentTarget.open;
      }}
    >
      <summary>{say('person')}</summary>
      {showsPerson.value && <Person entry={entry} />}
    </details>
  );
}

async function showEarlier(): Promise<void> {
  await readEarlier().catch(error => notDone(error, showEarlier));
}

/** So near the end of what happened somebody still reads the end, in pixels. */
const AT_END = 80;

function History({ id }: { id: string }) {
  const shown = conversation.value;
  const box = useRef<HTMLElement>(null);
  const atEnd = useRef(true);
  const newest = shown?.items[0];
  const own = newest?.what === 'text' && newest.author === 'staff';
  useEffect(() => {
    atEnd.current = true;
  }, [id]);
  // What is new is shown to whoever reads the end, and takes nobody away from further back but who wrote it.
  useEffect(() => {
    if (newest && (atEnd.current || own)) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [newest?.id]);
  if (!shown && conversationFailed.value) {
    return <NotLoaded why={conversationFailed.value} again={() => void readConversation(id, true)} />;
  }
  if (!shown) return <p class="nothing">{say('loading')}</p>;
  return (
    <section
      class="history"
      ref={box}
      aria-label={say('history')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (WCAG 2.1.1)
      tabIndex={0}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        atEnd.current = scrollHeight - scrollTop - clientHeight < AT_END;
      }}
    >
      {shown.next && (
        <button type="button" class="quiet" onClick={() => void showEarlier()}>
          {say('earlier')}
        </button>
      )}
      <Timeline items={shown.items} />
    </section>
  );
}
