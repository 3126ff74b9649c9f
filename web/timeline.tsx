import type { Item } from './ask-server.ts';
import { calledInWords } from './call.tsx';
import { asking, opened } from './current.ts';
import { canBeSentAgain, lost } from './lost-text.ts';
import { nameOf } from './queue-state.ts';
import { Voicemail } from './voicemail.tsx';
import { phoneOf, say, timeOf } from './words.ts';

type Of<What extends Item['what']> = Extract<Item, { what: What }>;

/** Everything that happened with somebody, oldest first. */
export function Timeline({ items }: { items: readonly Item[] }) {
  if (items.length === 0) return <p class="nothing">{say('nothing_yet')}</p>;
  return (
    <ol class="timeline">
      {items.toReversed().map(item => (
        <li key={item.id} class={classOf(item)}>
          <Happened item={item} />
        </li>
      ))}
    </ol>
  );
}

function classOf(item: Item): string {
  if (item.what === 'staff_call') return 'call staff';
  if (item.what === 'text') return `text ${item.direction} ${item.author}`;
  return item.what;
}

function Happened({ item }: { item: Item }) {
  switch (item.what) {
    case 'call':
      return <Call call={item} />;
    case 'text':
      return <Text text={item} />;
    case 'form':
      return <Form form={item} />;
    case 'note':
      return (
        <p>
          {item.words} <When at={item.at} />
        </p>
      );
    case 'staff_call':
      return <Called call={item} />;
    case 'act':
      return (
        <p>
          {say(`act_${item.act}`, { name: nameOf(item.staff) })}
          {item.undone && ` (${say('undone')})`} <When at={item.at} />
        </p>
      );
  }
}

function When({ at }: { at: number }) {
  return <time dateTime={new Date(at).toISOString()}>{timeOf(at)}</time>;
}

function Call({ call }: { call: Of<'call'> }) {
  return (
    <>
      <p class="head">
        <strong>{say('their_call')}</strong> · {stateOf(call)} <When at={call.at} />
      </p>
      {call.keyed_number && <p>{say('number_keyed', { number: phoneOf(call.keyed_number) })}</p>}
      {call.noTexts && <p>{say('star_pressed')}</p>}
      {call.voicemails.map(one => (
        <Voicemail key={one.id} voicemail={one} />
      ))}
    </>
  );
}

function Called({ call }: { call: Of<'staff_call'> }) {
  const { head, how } = calledInWords(call);
  return (
    <p class="head">
      <strong>{head}</strong> · {how}
      {call.typed && ` · ${phoneOf(call.typed)}`} <When at={call.at} />
    </p>
  );
}

function stateOf({ state, rang }: Of<'call'>): string {
  if (state === 'missed') return say('call_missed');
  if (state === 'ringing') return say('call_ringing');
  if (state === 'refused') return say('call_refused');
  const last = rang.at(-1);
  return last ? say('call_taken', { name: nameOf(last) }) : say('call_taken_somebody');
}

function Text({ text }: { text: Of<'text'> }) {
  const entry = opened.value;
  return (
    <>
      <p class="head">
        <strong>{authorOf(text)}</strong> <When at={text.at} />
      </p>
      <p class="words">{text.body}</p>
      {text.media > 0 && (
        <p>{text.media === 1 ? say('pictures_one') : say('pictures_many', { count: text.media })}</p>
      )}
      {'fateWords' in text && <p class="fate">{String(text.fateWords)}</p>}
      {text.sentAgain && <p class="fate">{say('sent_again')}</p>}
      {entry && canBeSentAgain(text, entry) && (
        <button
          type="button"
          onClick={() => {
            lost.value = { entry, text };
            asking.value = 'again';
          }}
        >
          {say('send_again')}
        </button>
      )}
    </>
  );
}

function authorOf({ author, staff }: Of<'text'>): string {
  if (author === 'client') return say('they_wrote');
  return author === 'staff' && staff ? say('staff_wrote', { name: nameOf(staff) }) : say('automatic');
}

function Form({ form }: { form: Of<'form'> }) {
  return (
    <>
      <p class="head">
        <strong>{say('form_sent')}</strong> ·{' '}
        {say(form.wants === 'callback' ? 'form_callback' : 'form_message')} <When at={form.at} />
      </p>
      {form.message && <p class="words">{form.message}</p>}
      <p>
        {[
          form.name_to_ask && say('form_ask_for', { words: form.name_to_ask }),
          form.best_time && say('form_best_time', { words: form.best_time }),
          form.number && say('form_number', { number: phoneOf(form.number) }),
          form.new_here && say('form_new_here'),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </>
  );
}
