import { useSignal } from '@preact/signals';
import type { InferResponseType } from 'hono/client';
import { answered, desk, sentenceOf } from '../ask-server.ts';
import { say } from './say.ts';

type Verdict = InferResponseType<typeof desk.audit.verify.$post, 200>;

/** Where the log ends, and whether all of it is as it was written. */
export function Whole({ end }: { end: { seq: number; hash: string } }) {
  const verdict = useSignal<Verdict | null>(null);
  const busy = useSignal(false);
  const wrong = useSignal('');
  const verify = async () => {
    if (busy.value) return;
    busy.value = true;
    wrong.value = '';
    try {
      verdict.value = await answered(desk.audit.verify.$post({ json: {} }));
    } catch (error) {
      wrong.value = sentenceOf(error);
    }
    busy.value = false;
  };
  const { value } = verdict;
  const shown = value?.ok ? value.end : end;
  return (
    <section class="whole" aria-labelledby="whole">
      <h2 id="whole">{say('whole')}</h2>
      <p>{say('whole_how')}</p>
      <div role="status">
        {busy.value && <p>{say('verifying')}</p>}
        {wrong.value !== '' && <p class="wrong">{wrong.value}</p>}
        {value && !value.ok ? (
          <p class="wrong">{say('broken', { seq: value.seq, why: say(`why_${value.why}`) })}</p>
        ) : (
          <p>{say(value ? 'verified' : 'ends', { seq: shown.seq })}</p>
        )}
      </div>
      <p>
        <code>
          {shown.seq}:{shown.hash}
        </code>
      </p>
      {value?.ok && <p class="small">{say('verified_how')}</p>}
      <button type="button" aria-disabled={busy.value} onClick={() => void verify()}>
        {say('verify')}
      </button>
    </section>
  );
}
