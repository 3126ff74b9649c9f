import './audit-log.css';
import { useSignal } from '@preact/signals';
import type { InferResponseType } from 'hono/client';
import { useEffect } from 'preact/hooks';
import { answered, desk, sentenceOf } from '../ask-server.ts';
import { NotLoaded } from '../not-loaded.tsx';
import { say as sayAll } from '../words.ts';
import { Filter, type Wanted } from './filter.tsx';
import { Row } from './row.tsx';
import { say } from './say.ts';
import { Whole } from './whole.tsx';

type Page = InferResponseType<typeof desk.audit.$get, 200>;

/** Who saw, did or changed what, for owners: to be looked through, exported and checked. */
export function AuditLog() {
  const wanted = useSignal<Wanted>({});
  const page = useSignal<Page | null>(null);
  const wrong = useSignal('');
  const busy = useSignal(false);
  const read = async (query: Wanted, after?: string) => {
    busy.value = true;
    wrong.value = '';
    try {
      const got = await answered(desk.audit.$get({ query: { ...query, ...(after ? { after } : {}) } }));
      const before = after ? (page.value?.rows ?? []) : [];
      page.value = { ...got, rows: [...before, ...got.rows] };
    } catch (error) {
      wrong.value = sentenceOf(error);
    }
    busy.value = false;
  };
  const choose = (chosen: Wanted) => {
    wanted.value = chosen;
    void read(chosen);
  };
  useEffect(() => void read({}), []);
  const { value } = page;
  if (!value) {
    if (wrong.value === '') return <p class="nothing">{sayAll('loading')}</p>;
    return <NotLoaded why={wrong.value} again={() => void read(wanted.value)} />;
  }
  const { about } = wanted.value;
  return (
    <>
      <Filter people={value.people} wanted={wanted.value} choose={choose} />
      {about !== undefined && (
        <p class="ways">
          <span>{say('about_only', { id: about })}</span>
          <button type="button" class="quiet" onClick={() => choose(without(wanted.value))}>
            {say('about_all')}
          </button>
        </p>
      )}
      <p class="wrong" role="alert">
        {wrong.value}
      </p>
      <h2>{say('rows')}</h2>
      {value.rows.length === 0 && value.next === null && <p class="nothing">{say('nothing')}</p>}
      <ol class="audit" aria-busy={busy.value}>
        {value.rows.map(row => (
          <Row key={row.seq} row={row} only={id => choose({ ...wanted.value, about: id })} />
        ))}
      </ol>
      {value.next !== null && (
        <button
          type="button"
          aria-disabled={busy.value}
          onClick={() => !busy.value && void read(wanted.value, value.next ?? undefined)}
        >
          {say('more')}
        </button>
      )}
      <p>
        <a href={`/api/audit/export?${new URLSearchParams({ ...wanted.value })}`} download>
          {say('export')}
        </a>{' '}
        <span class="small">{say('export_how')}</span>
      </p>
      <Whole end={value.end} />
    </>
  );
}

function without({ about: _, ...rest }: Wanted): Wanted {
  return rest;
}
