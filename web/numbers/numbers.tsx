import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { answered, desk, sentenceOf } from '../ask-server.ts';
import { lines } from '../lines-state.ts';
import { NotLoaded } from '../not-loaded.tsx';
import { Select } from '../select.tsx';
import { say, timeOf } from '../words.ts';
import { Answers, Waiting } from './answers.tsx';
import { Bars } from './bars.tsx';
import type { Numbers } from './counted.ts';
import { Missed } from './missed.tsx';
import './numbers.css';
import { sayNumbers } from './numbers-words.ts';

const DAYS = ['7', '30', '90'] as const;

/** How the practice is doing: what waits, how long people waited, when calls are missed, and what came of it all. */
export function NumbersPage() {
  const days = useSignal<(typeof DAYS)[number]>('30');
  const line = useSignal('');
  const numbers = useSignal<Numbers | null>(null);
  const failed = useSignal<string | null>(null);
  const query = { days: days.value, ...(line.value === '' ? {} : { line: line.value }) };
  const read = async (left: () => boolean) => {
    try {
      const found = await answered(desk.numbers.$get({ query }));
      if (left()) return;
      numbers.value = found;
      failed.value = null;
    } catch (error) {
      if (!left()) failed.value = sentenceOf(error);
    }
  };
  useEffect(() => {
    let gone = false;
    void read(() => gone);
    return () => {
      gone = true;
    };
  }, [days.value, line.value]);

  const { value: shown } = numbers;
  const stale = shown !== null && (String(shown.days) !== days.value || (shown.line ?? '') !== line.value);
  return (
    <>
      <div class="numbers-of">
        <Select
          label={sayNumbers('period')}
          options={DAYS}
          words={one => sayNumbers(`days_${one}`)}
          value={days.value}
          choose={one => {
            days.value = one;
          }}
        />
        {lines.value.length > 1 && (
          <Select
            label={say('line')}
            options={['', ...lines.value.map(one => one.number)]}
            words={number => lines.value.find(one => one.number === number)?.name ?? say('any_line')}
            value={line.value}
            choose={number => {
              line.value = number;
            }}
          />
        )}
        <a href={`/api/numbers/file?${new URLSearchParams(query)}`} download>
          {sayNumbers('as_file')}
        </a>
      </div>
      {failed.value !== null && <NotLoaded why={failed.value} again={() => void read(() => false)} />}
      {!shown && failed.value === null && <p class="nothing">{say('loading')}</p>}
      {shown && (
        <div class="numbers" aria-busy={stale}>
          <p class="small">
            {sayNumbers('counted', { from: timeOf(shown.from), until: timeOf(shown.until) })}
          </p>
          <div class="numbers-side">
            <Waiting {...shown.waiting} now={shown.until} />
            <Answers {...shown.answers} />
          </div>
          <Missed {...shown.missed} />
          <div class="numbers-side">
            <Bars
              title={sayNumbers('outcomes')}
              none={sayNumbers('nothing_asked')}
              columns={[sayNumbers('outcome'), sayNumbers('entries')]}
              rows={shown.outcomes.map(({ outcome, count }) => ({ name: outcomeInWords(outcome), count }))}
            />
            <Bars
              title={sayNumbers('astray')}
              none={sayNumbers('astray_none')}
              columns={[sayNumbers('why'), sayNumbers('texts')]}
              rows={shown.astray.map(({ why, count }) => ({ name: whyInWords(why), count }))}
            />
          </div>
        </div>
      )}
    </>
  );
}

const OUTCOMES = ['reached', 'left_message', 'booked', 'no_need', 'wrong_number', 'spam'] as const;
const WHYS = [
  'landline',
  'bad_number',
  'region_off',
  'opted_out',
  'unreachable',
  'filtered',
  'not_registered',
  'being_set_up',
  'reply_limit',
  'not_delivered',
  'unknown',
  'not_found',
] as const;

function outcomeInWords(outcome: string | null): string {
  if (outcome === null) return sayNumbers('not_handled');
  const known = OUTCOMES.find(one => one === outcome);
  return known ? say(known) : sayNumbers('other');
}

function whyInWords(why: string): string {
  return sayNumbers(WHYS.find(one => one === why) ?? 'not_delivered');
}
