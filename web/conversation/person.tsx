import { type Signal, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { LONGEST_CONSENT, LONGEST_NAME } from '../../core/rules/longest.ts';
import { desk, type Entry, reached, sentenceOf } from '../ask-server.ts';
import { conversation, readConversation } from '../conversation-state.ts';
import { onDemand } from '../on-demand.tsx';
import { session } from '../session.ts';
import { phoneOf, timeOf } from '../words.ts';
import { done, paramsOf, seenIn } from '../work.ts';
import { Several } from './several.tsx';
import { say } from './words.ts';

const acts = desk.entries[':id'];
const Kept = onDemand<{ entry: Entry }>(async () => (await import('../keeping/kept.tsx')).Kept);

function isOwner(): boolean {
  const { value } = session;
  return value.is === 'in' && value.who.role === 'owner';
}

/** Who is behind an entry, how they want to be reached, and what they agreed to. */
export function Person({ entry }: { entry: Entry }) {
  const waits = entry.state !== 'handled';
  // Beside the fields, which begin anew when somebody has changed what stands in them.
  const came = useSignal('');
  useEffect(() => {
    came.value = '';
  }, [entry.id]);
  return (
    <div class="person">
      {waits && <Name key={`${entry.id} ${entry.nameToAsk}`} entry={entry} />}
      {entry.contact && (
        <Wishes key={wishesKey(entry.contact)} contact={entry.contact} entry={entry} came={came} />
      )}
      {entry.contact && <Texts contact={entry.contact} entry={entry} />}
      {waits && !entry.contact && entry.numberNoted && <Confirm entry={entry} number={entry.numberNoted} />}
      <Several entry={entry} />
      <Consents />
      {entry.contact && isOwner() && <Kept key={entry.contact.id} entry={entry} />}
    </div>
  );
}

type Contact = NonNullable<Entry['contact']>;

function wishesKey({ id, language, voicemailOk, mayNameUs }: Contact): string {
  return `${id} ${language} ${voicemailOk} ${mayNameUs}`;
}

function Name({ entry }: { entry: Entry }) {
  return (
    <form
      class="line"
      onSubmit={event => {
        event.preventDefault();
        const typed = new FormData(event.currentTarget as HTMLFormElement).get('name');
        const json = { ...seenIn(entry), nameToAsk: String(typed ?? '') };
        void done(entry, 'done_name', () => acts.name.$post({ ...paramsOf(entry), json }));
      }}
    >
      <label>
        <span>{say('name')}</span>
        <input name="name" maxLength={LONGEST_NAME} defaultValue={entry.nameToAsk ?? ''} autoComplete="off" />
      </label>
      <button type="submit">{say('save')}</button>
    </form>
  );
}

/** Yes, no, or that nobody said. */
const SAID = { yes: true, no: false, not_said: null } as const;
type Said = keyof typeof SAID;

function saidOf(value: boolean | null): Said {
  if (value === null) return 'not_said';
  return value ? 'yes' : 'no';
}

function Wishes({ contact, entry, came }: { contact: Contact; entry: Entry; came: Signal<string> }) {
  return (
    <form
      onSubmit={async event => {
        event.preventDefault();
        const form = new FormData(event.currentTarget as HTMLFormElement);
        const json = {
          language: form.get('language') === 'es' ? ('es' as const) : ('en' as const),
          voicemailOk: SAID[form.get('voicemail') as Said],
          mayNameUs: SAID[form.get('name-us') as Said],
        };
        came.value = await written(contact, entry, json);
      }}
    >
      <div class="choose">
        <label>
          <span>{say('language')}</span>
          <select name="language">
            <option value="en">{say('english')}</option>
            <option value="es" selected={contact.language === 'es'}>
              {say('spanish')}
            </option>
          </select>
        </label>
        <Choose name="voicemail" label={say('voicemail')} value={saidOf(contact.voicemailOk)} />
        <Choose name="name-us" label={say('name_us')} value={saidOf(contact.mayNameUs)} />
      </div>
      <p class="small">{say('name_us_how')}</p>
      <button type="submit">{say('save')}</button> <span role="status">{came.value}</span>
    </form>
  );
}

function Choose({ name, label, value }: { name: string; label: string; value: Said }) {
  return (
    <label>
      <span>{label}</span>
      <select name={name}>
        {(Object.keys(SAID) as Said[]).map(one => (
          <option key={one} value={one} selected={one === value}>
            {say(one)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Whether they may be texted; what they said about it goes into the consent record. */
function Texts({ contact, entry }: { contact: Contact; entry: Entry }) {
  const said = useSignal('');
  const came = useSignal('');
  const stopped = contact.texting === 'stopped';
  const byCarrier = stopped && (contact.stoppedHow === 'keyword' || contact.stoppedHow === 'carrier');
  if (byCarrier) return <p>{say('texts_by_carrier')}</p>;
  return (
    <form
      class="line"
      onSubmit={async event => {
        event.preventDefault();
        const to = stopped ? ('allowed' as const) : ('stopped' as const);
        const seen = conversation.value?.consents.at(-1)?.at ?? 0;
        const texting = { to, words: said.value, seen };
        came.value = await written(contact, entry, { texting });
        // What could not be written stays, to be sent again.
        if (came.value === say('written')) said.value = '';
      }}
    >
      <label>
        <span>{say(stopped ? 'texts_stopped' : 'texts_allowed')}</span>
        <input
          required
          maxLength={LONGEST_CONSENT}
          value={said.value}
          autoComplete="off"
          onInput={event => {
            said.value = event.currentTarget.value;
          }}
        />
      </label>
      <button type="submit">{say(stopped ? 'texts_allow' : 'texts_stop')}</button>
      <span role="status">{came.value}</span>
    </form>
  );
}

type Written = Parameters<(typeof desk.contacts)[':id']['$put']>[0]['json'];

async function written(contact: Contact, entry: Entry, json: Written): Promise<string> {
  try {
    await reached(desk.contacts[':id'].$put({ param: { id: contact.id }, json }));
    await readConversation(entry.id, false);
    return say('written');
  } catch (error) {
    return sentenceOf(error);
  }
}

/** A number that somebody typed becomes whose it is by a person who knows. */
function Confirm({ entry, number }: { entry: Entry; number: string }) {
  return (
    <p class="line">
      <span>{say('typed', { number: phoneOf(number) })}</span>
      <button
        type="button"
        onClick={() => {
          const ask = () => acts.confirm.$post({ ...paramsOf(entry), json: seenIn(entry) });
          void done(entry, 'done_confirm', ask, { final: true });
        }}
      >
        {say('confirm')}
      </button>
    </p>
  );
}

const HOW = {
  call: 'how_call',
  form: 'how_form',
  keyword: 'how_keyword',
  free_words: 'how_free_words',
  wrong_number: 'how_wrong_number',
  carrier: 'how_carrier',
  star: 'how_star',
  staff: 'how_staff',
} as const;

function Consents() {
  const consents = conversation.value?.consents ?? [];
  return (
    <section aria-labelledby="consent-title">
      <h2 id="consent-title">{say('consents')}</h2>
      {consents.length === 0 && <p class="small">{say('no_consents')}</p>}
      <ol class="consents">
        {consents.map(({ kind, how, words, at }) => (
          <li key={at}>
            <Line>
              <time dateTime={new Date(at).toISOString()}>{timeOf(at)}</time>
              <span>{say(kind)}</span>
              <span>{say(HOW[how])}</span>
            </Line>
            {words !== '' && <q>{words}</q>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Line({ children }: { children: ComponentChildren }) {
  return <p class="facts">{children}</p>;
}
