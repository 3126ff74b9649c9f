import './keeping.css';
import { type Signal, useSignal } from '@preact/signals';
import type { InferResponseType } from 'hono/client';
import { useEffect, useRef } from 'preact/hooks';
import { answered, desk, type Entry, quietly, sentenceOf } from '../ask-server.ts';
import { whoIs } from '../entry-words.ts';
import { goTo } from '../place.ts';
import { readQueue } from '../queue-state.ts';
import { language, phoneOf, say as sayAll, timeOf } from '../words.ts';
import { say } from './say.ts';

const contacts = desk.contacts[':id'];
type Kept = InferResponseType<typeof contacts.kept.$get, 200>;

const COUNTED = [
  'entries',
  'open',
  'crises',
  'messages',
  'calls',
  'voicemails',
  'forms',
  'consents',
] as const;

/** How much is kept of somebody, for owners, with what can be done about that: export, legal hold, erasing. */
export function Kept({ entry }: { entry: Entry }) {
  const id = entry.contact?.id ?? '';
  const kept = useSignal<Kept | null>(null);
  const came = useSignal('');
  const asks = useSignal(false);
  const read = async () => {
    try {
      kept.value = await answered(quietly.contacts[':id'].kept.$get({ param: { id } }));
    } catch (error) {
      came.value = sentenceOf(error);
    }
  };
  // What has come meanwhile is counted too: nothing goes that was not seen.
  useEffect(() => void read(), [id, entry.version]);
  const { value } = kept;
  const hold = async (on: boolean) => {
    try {
      kept.value = await answered(contacts.hold.$put({ param: { id }, json: { on } }));
      came.value = '';
    } catch (error) {
      came.value = sentenceOf(error);
    }
  };
  const download = (as: 'html' | 'json') =>
    `/api/contacts/${id}/export?${new URLSearchParams({ as, in: language.value })}`;
  return (
    <section class="kept" aria-labelledby="kept">
      <h2 id="kept">{say('kept')}</h2>
      {value ? <Counts kept={value} /> : <p>{came.value === '' && say('counting')}</p>}
      {value?.heldSince != null && (
        <p class="matters">{say('held_since', { at: timeOf(value.heldSince) })}</p>
      )}
      {value?.allHeldSince != null && (
        <p class="matters">{say('all_held_since', { at: timeOf(value.allHeldSince) })}</p>
      )}
      <p class="ways">
        <a href={download('html')} download>
          {say('export')}
        </a>
        <a href={download('json')} download>
          {say('export_json')}
        </a>
      </p>
      <p class="small">{say('export_how')}</p>
      {value && (
        <p class="ways">
          <button type="button" onClick={() => void hold(value.heldSince === null)}>
            {say(value.heldSince === null ? 'hold' : 'hold_lift')}
          </button>
          {value.heldSince === null && value.allHeldSince === null && (
            <button
              type="button"
              class="grave"
              onClick={() => {
                asks.value = true;
              }}
            >
              {say('erase')}
            </button>
          )}
        </p>
      )}
      <p role="status">{came.value}</p>
      {asks.value && value && <Erase entry={entry} kept={value} asks={asks} again={read} />}
    </section>
  );
}

function Counts({ kept }: { kept: Kept }) {
  return (
    <ul class="kept-counts">
      {COUNTED.filter(what => kept[what] > 0).map(what => (
        <li key={what}>{say(what, { count: kept[what] })}</li>
      ))}
    </ul>
  );
}

/** Says exactly what goes, and is not done by one click. */
function Erase(props: { entry: Entry; kept: Kept; asks: Signal<boolean>; again: () => Promise<void> }) {
  const { entry, kept, asks, again } = props;
  const id = entry.contact?.id ?? '';
  const phone = entry.contact?.phone;
  const dialog = useRef<HTMLDialogElement>(null);
  const came = useSignal('');
  const busy = useSignal(false);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const erase = async (typed: string) => {
    if (busy.value) return;
    if (typed.trim().toLowerCase() !== say('erase_word')) {
      came.value = say('erase_other');
      return;
    }
    busy.value = true;
    came.value = say('erasing');
    try {
      await answered(contacts.erase.$post({ param: { id }, json: { seen: kept.seen } }));
      goTo(null);
      await readQueue(true);
    } catch (error) {
      came.value = sentenceOf(error);
      await again();
    }
    busy.value = false;
  };
  return (
    <dialog
      ref={dialog}
      class="erase"
      aria-labelledby="erase-title"
      aria-describedby="erase-how"
      onClose={() => {
        asks.value = false;
      }}
    >
      <h2 id="erase-title">{say('erase_title')}</h2>
      <div id="erase-how">
        <p>
          <strong>{whoIs(entry)}</strong> {phone && phoneOf(phone)}
        </p>
        <p>{say('erase_goes')}</p>
        <Counts kept={kept} />
        {kept.typed > 0 && <p>{say('typed', { count: kept.typed })}</p>}
        <p>{say('erase_stays')}</p>
      </div>
      <form
        onSubmit={event => {
          event.preventDefault();
          void erase(String(new FormData(event.currentTarget as HTMLFormElement).get('word') ?? ''));
        }}
      >
        <label>
          <span>{say('erase_type', { word: say('erase_word') })}</span>
          <input name="word" autoComplete="off" autoCapitalize="none" spellcheck={false} required />
        </label>
        <p role="status" class="wrong">
          {came.value}
        </p>
        <p class="ways">
          <button type="button" class="quiet" onClick={() => dialog.current?.close()}>
            {sayAll('cancel')}
          </button>
          <button type="submit" class="grave" aria-disabled={busy.value}>
            {say('erase_now')}
          </button>
        </p>
      </form>
    </dialog>
  );
}
