import './keeping.css';
import { useSignal } from '@preact/signals';
import type { InferResponseType } from 'hono/client';
import { useEffect } from 'preact/hooks';
import { answered, desk, quietly, sentenceOf } from '../ask-server.ts';
import { addressOf, goTo, inPlace } from '../place.ts';
import { Sure } from '../team/sure.tsx';
import { timeOf } from '../words.ts';
import { say } from './say.ts';

type Everything = InferResponseType<typeof desk.keeping.$get, 200>;

/** On the health page, for owners: crises that wait to be erased, and the legal hold on everything. */
export function Keeping() {
  const known = useSignal<Everything | null>(null);
  const came = useSignal('');
  const sure = useSignal<string | null>(null);
  const does = async (asked: () => Promise<Everything>) => {
    try {
      known.value = await asked();
      came.value = '';
    } catch (error) {
      came.value = sentenceOf(error);
    }
  };
  useEffect(() => void does(() => answered(quietly.keeping.$get())), []);
  const { value } = known;
  return (
    <section class="keeping" aria-labelledby="keeping">
      <h2 id="keeping">{say('keeping')}</h2>
      {value && <Waiting waiting={value.waiting} erase={id => (sure.value = id)} />}
      {value && (
        <>
          <p class="small">{say('hold_all_how')}</p>
          <p class="ways">
            <button
              type="button"
              onClick={() =>
                void does(() => answered(desk.keeping.hold.$put({ json: { on: value.heldSince === null } })))
              }
            >
              {say(value.heldSince === null ? 'hold_all' : 'hold_all_lift')}
            </button>
            {value.heldSince !== null && (
              <span>{say('all_held_since', { at: timeOf(value.heldSince) })}</span>
            )}
          </p>
        </>
      )}
      <p role="status">{came.value}</p>
      {sure.value !== null && (
        <Sure
          title={say('waiting_sure')}
          how={say('waiting_sure_how')}
          does={say('waiting_erase').replace(' …', '')}
          act={() => {
            const id = sure.value ?? '';
            void does(() => answered(desk.entries[':id'].erase.$post({ param: { id }, json: {} })));
          }}
          gone={() => {
            sure.value = null;
          }}
        />
      )}
    </section>
  );
}

function Waiting({ waiting, erase }: { waiting: Everything['waiting']; erase: (id: string) => void }) {
  if (waiting.length === 0) return <p>{say('waiting_none')}</p>;
  return (
    <>
      <h3>{say('waiting')}</h3>
      <p class="small">{say('waiting_how')}</p>
      <ul>
        {waiting.map(({ id, handledAt }) => (
          <li key={id}>
            <span>{say('waiting_one', { at: timeOf(handledAt) })}</span>
            <a href={addressOf(id)} onClick={inPlace(() => goTo(id))}>
              {say('waiting_look')}
            </a>
            <button type="button" class="grave" onClick={() => erase(id)}>
              {say('waiting_erase')}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
