import type { Numbers } from './counted.ts';
import { sayNumbers, tookInWords } from './numbers-words.ts';

/** What waits at this moment. `now` is when it was counted. */
export function Waiting({ count, oldest, now }: Numbers['waiting'] & { now: number }) {
  const time = tookInWords(oldest === null ? 0 : now - oldest);
  return (
    <section>
      <h2>{sayNumbers('waiting_now')}</h2>
      <p>
        {count === 0 && sayNumbers('waiting_none')}
        {count === 1 && sayNumbers('waiting_one', { time })}
        {count > 1 && sayNumbers('waiting_many', { count, time })}
      </p>
    </section>
  );
}

/** How long people waited for the first answer of a person, and how that is counted. */
export function Answers(answers: Numbers['answers']) {
  const { median, nineOfTen, ...counts } = answers;
  return (
    <section>
      <h2>{sayNumbers('first_answer')}</h2>
      {median === null || nineOfTen === null ? (
        <p>{sayNumbers('no_answers')}</p>
      ) : (
        <dl class="figures">
          <div>
            <dt>{sayNumbers('half')}</dt>
            <dd>{tookInWords(median)}</dd>
          </div>
          <div>
            <dt>{sayNumbers('nine_of_ten')}</dt>
            <dd>{tookInWords(nineOfTen)}</dd>
          </div>
        </dl>
      )}
      {counts.asked > 0 && <p class="small">{sayNumbers('of_asked', counts)}</p>}
      <details>
        <summary>{sayNumbers('how_counted')}</summary>
        <p class="small">{sayNumbers('how_counted_long')}</p>
      </details>
    </section>
  );
}
